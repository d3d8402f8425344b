package pagoda.bench;

import pagoda.cpu.Costs;
import pagoda.cpu.Hart;
import pagoda.cpu.Trap;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.cpu.translator.EngineKind;
import pagoda.elf.ElfFile;
import pagoda.elf.ProgramHeader;

/** A program that never ends, on a hart without a kernel, behind Sv39 page tables of 4 KiB pages. */
final class Guest {
    /** Where the program's 16 MiB are. */
    static final long DATA = 0x1000_0000L;

    private static final long RAM = 64L << 20;
    private static final int PAGE = PhysicalMemory.FRAME_SIZE;
    private static final long DATA_SIZE = 16L << 20;
    private static final long CODE_FLAGS = Pte.V | Pte.U | Pte.R | Pte.X;
    private static final long DATA_FLAGS = Pte.V | Pte.U | Pte.R | Pte.W;

    private final PhysicalMemory memory = new PhysicalMemory(RAM);
    private final Mmu mmu;
    private final Hart hart;
    private final long root;
    private long nextFrame = PhysicalMemory.BASE;

    /**
     * Assembles and loads the program. In {@code a0} it finds the address of 16 MiB of zeroed memory, in {@code sp} a stack.
     *
     * @param source a loop without end, from its first line on
     */
    Guest(String source, TlbConfiguration tlb, EngineKind engine) {
        mmu = new Mmu(memory, RadixScheme.SV39, tlb, tlb);
        hart = new Hart(memory, mmu, Costs.DEFAULT);
        engine.drive(hart);
        root = frame();
        for (long offset = 0; offset < DATA_SIZE + PAGE; offset += PAGE) {
            map(DATA + offset, frame(), DATA_FLAGS);
        }
        hart.setPc(load(source));
        hart.setRegister(Registers.A0, DATA);
        hart.setRegister(Registers.SP, DATA + DATA_SIZE + PAGE);
        mmu.setSatp(mmu.satp(1, root));
    }

    /** Its MMU, which translates the program's addresses. */
    Mmu mmu() {
        return mmu;
    }

    /** Executes exactly so many instructions. */
    void run(long instructions) {
        Trap trap = hart.run(instructions);
        if (trap.cause() != Cause.TIMER) {
            throw new IllegalStateException(trap.cause().text() + " at 0x" + Long.toHexString(trap.epc()) + ", 0x"
                    + Long.toHexString(trap.tval()));
        }
    }

    private long load(String source) {
        ElfFile file = GuestProgram.assemble("_start:\n" + source);
        for (ProgramHeader segment : file.segments()) {
            load(segment.virtualAddress(), file.contents(segment));
        }
        return file.header().entry();
    }

    private void load(long address, byte[] contents) {
        for (int done = 0; done < contents.length; ) {
            long page = address + done & -PAGE;
            int length = (int) Math.min(contents.length - done, page + PAGE - (address + done));
            long frame = frame();
            memory.write(frame + (address + done - page), contents, done, length);
            map(page, frame, CODE_FLAGS);
            done += length;
        }
    }

    private long frame() {
        long frame = nextFrame;
        nextFrame += PAGE;
        return frame;
    }

    private void map(long address, long physical, long flags) {
        long table = root;
        for (int level = RadixScheme.SV39.levels() - 1; level > 0; level--) {
            long entry = table + 8L * RadixScheme.index(address, level);
            if (memory.getLong(entry) == 0) {
                memory.putLong(entry, Pte.of(frame(), Pte.V));
            }
            table = Pte.address(memory.getLong(entry));
        }
        memory.putLong(table + 8L * RadixScheme.index(address, 0), Pte.of(physical, flags));
    }
}
