package pagoda.kernel;

import pagoda.cpu.Costs;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.kernel.mm.KernelCosts;

/**
 * How a machine is made.
 *
 * @param ram bytes of RAM, a multiple of 4096, 64 KiB to 1 GiB
 * @param tlb the shape of the instruction TLB and of the data TLB
 * @param costs what the hardware's work costs
 * @param kernelCosts what the kernel's work costs
 * @param quantum instructions in a thread's turn, above 0
 * @param maxSteps the most instructions that a run may attempt
 * @param audit whether the kernel's invariants are checked after each trap
 */
public record KernelOptions(
        long ram,
        TlbConfiguration tlb,
        Costs costs,
        KernelCosts kernelCosts,
        long quantum,
        long maxSteps,
        boolean audit) {
    /** The least RAM: 64 KiB. */
    public static final long MIN_RAM = 64L << 10;

    /** 64 MiB of RAM, the default TLBs and costs, no limit, no audit. */
    public static final KernelOptions DEFAULT = new KernelOptions(
            64L << 20, TlbConfiguration.DEFAULT, Costs.DEFAULT, KernelCosts.DEFAULT, 100_000, Long.MAX_VALUE, false);

    public KernelOptions {
        if (ram < MIN_RAM || ram > PhysicalMemory.MAX_SIZE || ram % PhysicalMemory.FRAME_SIZE != 0) {
            throw new IllegalArgumentException("RAM must be 64K to 1G, a multiple of 4K");
        }
        if (quantum < 1) {
            throw new IllegalArgumentException("the quantum must be above 0");
        }
        if (maxSteps < 1) {
            throw new IllegalArgumentException("the limit of steps must be above 0");
        }
    }

    public KernelOptions withRam(long bytes) {
        return new KernelOptions(bytes, tlb, costs, kernelCosts, quantum, maxSteps, audit);
    }

    public KernelOptions withTlb(TlbConfiguration shape) {
        return new KernelOptions(ram, shape, costs, kernelCosts, quantum, maxSteps, audit);
    }

    public KernelOptions withMaxSteps(long steps) {
        return new KernelOptions(ram, tlb, costs, kernelCosts, quantum, steps, audit);
    }

    public KernelOptions withQuantum(long instructions) {
        return new KernelOptions(ram, tlb, costs, kernelCosts, instructions, maxSteps, audit);
    }

    public KernelOptions withAudit(boolean on) {
        return new KernelOptions(ram, tlb, costs, kernelCosts, quantum, maxSteps, on);
    }
}
