package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.Tables;
import pagoda.cpu.mmu.TlbConfiguration;

/** A hart with 1 MiB of RAM, if not told otherwise, and one address space, whose pages tests map as they need them. */
final class Rig {
    static final int FRAMES = 256;
    static final long CODE = 0x10000;
    static final long DATA = 0x20000;
    static final long NO_FRAME = -1;

    final PhysicalMemory memory;
    final Tables tables;
    final Mmu mmu;
    final Hart hart;

    Rig() {
        this(TlbConfiguration.DEFAULT);
    }

    Rig(TlbConfiguration tlb) {
        this(tlb, FRAMES);
    }

    Rig(TlbConfiguration tlb, int frames) {
        memory = new PhysicalMemory(frames * 4096L);
        tables = new Tables(memory, PhysicalMemory.BASE);
        mmu = new Mmu(memory, RadixScheme.SV39, tlb, tlb);
        hart = new Hart(memory, mmu, Costs.DEFAULT);
        mmu.setSatp(mmu.satp(1, tables.root()));
        hart.setPc(CODE);
    }

    /** Maps pages to new frames. */
    Rig map(long address, int pages, long flags) {
        for (int page = 0; page < pages; page++) {
            tables.map(address + page * 4096L, tables.frame(), flags);
        }
        return this;
    }

    /** Maps one page of data at {@link #DATA}. */
    Rig data() {
        return map(DATA, 1, Tables.URW);
    }

    /** Maps executable pages at {@link #CODE} and puts the words there. */
    Rig code(int... words) {
        map(CODE, (words.length + 1023) / 1024, Tables.UX);
        return put(CODE, words);
    }

    Rig put(long address, int... words) {
        for (int i = 0; i < words.length; i++) {
            memory.putInt(physical(address + 4L * i), words[i]);
        }
        return this;
    }

    Rig set(int register, long value) {
        hart.setRegister(register, value);
        return this;
    }

    long physical(long address) {
        long pte = tables.get(address, 0);
        return (pte & Pte.V) == 0 ? NO_FRAME : Pte.address(pte) | address & 4095;
    }

    /** The 8 bytes at an address of the data, which may cross pages. */
    long peek(long address) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value |= (memory.getByte(physical(address + i)) & 0xffL) << 8 * i;
        }
        return value;
    }

    void poke(long address, long value) {
        for (int i = 0; i < 8; i++) {
            memory.putByte(physical(address + i), (byte) (value >>> 8 * i));
        }
    }

    Trap run(long budget) {
        return hart.run(budget);
    }

    /** Runs, and says how it must end. */
    void assertTraps(Cause cause, long epc, long tval) {
        Trap trap = hart.run(1000);
        assertThat(describe(trap)).isEqualTo(describe(cause, epc, tval));
        assertThat(hart.pc()).isEqualTo(epc);
    }

    static String describe(Trap trap) {
        return describe(trap.cause(), trap.epc(), trap.tval());
    }

    private static String describe(Cause cause, long epc, long tval) {
        return String.format(Locale.ROOT, "%s epc=%x tval=%x", cause, epc, tval);
    }

    /** All that a program can notice of the machine, and all that it is counted by. */
    String state() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "pc=%x", hart.pc()));
        for (int register = 1; register < 32; register++) {
            text.append(String.format(Locale.ROOT, " x%d=%x", register, hart.register(register)));
        }
        return text.append(String.format(Locale.ROOT, " retired=%d cycles=%d", hart.retired(), hart.cycles()))
                .append(String.format(
                        Locale.ROOT,
                        " itlb=%d/%d",
                        mmu.instructionTlb().misses(),
                        mmu.instructionTlb().accesses()))
                .append(String.format(
                        Locale.ROOT,
                        " dtlb=%d/%d/%d",
                        mmu.dataTlb().misses(),
                        mmu.dataTlb().accesses(),
                        mmu.dataTlb().evictions()))
                .toString();
    }

    /** A copy of the first 1 MiB of RAM. */
    byte[] ram() {
        byte[] bytes = new byte[FRAMES * 4096];
        for (int frame = 0; frame < FRAMES; frame++) {
            memory.read(PhysicalMemory.address(frame), bytes, frame * 4096, 4096);
        }
        return bytes;
    }
}
