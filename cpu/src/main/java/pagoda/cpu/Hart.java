package pagoda.cpu;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.fp.Fcsr;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Mmu;

/**
 * A hardware thread: RV64GC with Zba, Zbb, Zbs, Zicntr and Zihintpause in user mode. The supervisor is whoever calls
 * {@link #run}, as with a virtual machine monitor: the hart executes until something needs the supervisor, and says what.
 *
 * <p>Between runs the supervisor may change registers, {@code satp}, memory, and execute fences.
 */
public final class Hart {
    /** What {@link #reservation} holds when there is none. */
    static final long NO_RESERVATION = -1;

    /** How many {@code long}s hold all registers that are saved: x0 to x31, f0 to f31, and fcsr. */
    public static final int REGISTERS = 65;

    /** Where fcsr is among them. */
    public static final int FCSR = 64;

    /** x0 to x31, f0 to f31; from 64 on, where writes to x0 go. A power of two long, as numbers are masked. */
    final long[] x = new long[128];

    final Fcsr fcsr = new Fcsr();

    final Trap trap = new Trap();
    final LoadStoreUnit loadStoreUnit;
    long pc;
    long retired;

    /** What the current run has retired, where somebody may ask before the run is over. */
    long inFlight;

    long reservation = NO_RESERVATION;

    private final PhysicalMemory memory;
    private final Mmu mmu;
    private final Costs costs;
    final Interpreter interpreter;
    private @Nullable Engine engine;
    private long stalls;

    public Hart(PhysicalMemory memory, Mmu mmu, Costs costs) {
        this.memory = memory;
        this.mmu = mmu;
        this.costs = costs;
        this.loadStoreUnit = new LoadStoreUnit(memory, mmu);
        this.interpreter = new Interpreter(this, memory, mmu);
    }

    /**
     * Executes until a trap.
     *
     * @param budget how many instructions at most, above 0; when they are used up, the cause is {@code TIMER}
     * @return the trap, good until the next run
     */
    public Trap run(long budget) {
        if (engine == null) {
            interpreter.run(budget);
        } else {
            engine.run(budget);
        }
        return trap;
    }

    /** Executes by this engine of its from now on, instead of the interpreter. */
    public void use(Engine newEngine) {
        engine = newEngine;
    }

    public PhysicalMemory memory() {
        return memory;
    }

    public Mmu mmu() {
        return mmu;
    }

    /** The address of the next instruction. */
    public long pc() {
        return pc;
    }

    /** Sets the address of the next instruction; its lowest bit is always zero, as in {@code sepc}. */
    public void setPc(long address) {
        pc = address & -2;
    }

    /** Register x{@code number}, 0 to 31. */
    public long register(int number) {
        return x[number & 31];
    }

    /** Sets register x{@code number}; x0 stays zero. */
    public void setRegister(int number, long value) {
        if ((number & 31) != 0) {
            x[number & 31] = value;
        }
    }

    /** Copies x0 to x31, f0 to f31 and fcsr out of the hart: {@link #REGISTERS} numbers. */
    public void saveRegisters(long[] registers) {
        System.arraycopy(x, 0, registers, 0, FCSR);
        registers[FCSR] = fcsr.value();
    }

    /** Sets x1 to x31, f0 to f31 and fcsr from {@code registers[1..64]}. */
    public void loadRegisters(long[] registers) {
        System.arraycopy(registers, 1, x, 1, FCSR - 1);
        fcsr.set((int) registers[FCSR]);
    }

    /** {@code instret}: instructions retired since the machine began. One that traps does not retire. */
    public long retired() {
        return retired + inFlight;
    }

    /** How many of them the engine has executed itself, instead of having them interpreted. */
    public long translated() {
        return engine == null ? 0 : engine.executed();
    }

    /** {@code cycle}: nanoseconds of simulated time since the machine began. */
    public long cycles() {
        return retired() * costs.instruction() + mmu.walkReferences() * costs.walkReference() + stalls;
    }

    /** Lets {@code cycles} of simulated time pass that no instruction accounts for. */
    public void stall(long cycles) {
        stalls += cycles;
    }

    /** {@code fence.i}: forgets decoded instructions. */
    public void fenceI() {
        memory.decodedPages().clear();
    }

    /** Gives up the reservation of a load-reserved, as a switch to another thread must. */
    public void clearReservation() {
        reservation = NO_RESERVATION;
    }

    /** Whether a load-reserved waits for its store-conditional. */
    public boolean hasReservation() {
        return reservation != NO_RESERVATION;
    }

    /** Whether user mode has this control and status register: the three counters of Zicntr, and floating point's. */
    boolean hasCsr(int number) {
        return number == Csr.CYCLE.number()
                || number == Csr.TIME.number()
                || number == Csr.INSTRET.number()
                || number >= Csr.FFLAGS.number() && number <= Csr.FCSR.number();
    }

    /** The value of a register that {@link #hasCsr}; {@code time} runs at 1 GHz, so it equals {@code cycle}. */
    long readCsr(int number) {
        if (number == Csr.FFLAGS.number()) {
            return fcsr.flags();
        }
        if (number == Csr.FRM.number()) {
            return fcsr.frm();
        }
        if (number == Csr.FCSR.number()) {
            return fcsr.value();
        }
        return number == Csr.INSTRET.number() ? retired() : cycles();
    }

    /** Sets a register of floating point; bits that it does not have are dropped. */
    void writeCsr(int number, long value) {
        if (number == Csr.FFLAGS.number()) {
            fcsr.setFlags((int) value);
        } else if (number == Csr.FRM.number()) {
            fcsr.setFrm((int) value);
        } else {
            fcsr.set((int) value);
        }
    }
}
