package pagoda.cpu;

import java.nio.ByteBuffer;
import pagoda.cpu.fp.F32;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.FastTranslations;

/** Executes loads and stores by {@link FastTranslations}. What has no short cut there it leaves to the {@link LoadStoreUnit}. */
final class ShortCutAccess {
    private static final int PAGE_MASK = PhysicalMemory.FRAME_SIZE - 1;
    private static final int PAGE_SHIFT = PhysicalMemory.FRAME_SHIFT;

    /** By {@link Op}: the last place in a page where all that it moves is in that page. */
    private static final int[] LAST_OFFSETS = new int[Op.FLW + 1];

    static {
        for (int op = Op.LB; op <= Op.SD; op++) {
            LAST_OFFSETS[op] = PhysicalMemory.FRAME_SIZE - Packed.size(op);
        }
        LAST_OFFSETS[Op.FLW] = PhysicalMemory.FRAME_SIZE - Packed.size(Op.FLW);
    }

    private final long[] x;
    private final PhysicalMemory memory;
    private final long[] readTags;
    private final int[] readBases;
    private final long[] writeTags;
    private final int[] writeBases;

    /** How many loads and stores it has executed. */
    long count;

    /** @param x the register file */
    ShortCutAccess(long[] x, PhysicalMemory memory, FastTranslations fast) {
        this.x = x;
        this.memory = memory;
        readTags = fast.readTags;
        readBases = fast.readBases;
        writeTags = fast.writeTags;
        writeBases = fast.writeBases;
    }

    /**
     * Executes a packed load or store.
     *
     * @return the address of the next instruction, or {@link Interpreter#NOT_EXECUTED} if there is no short cut
     */
    long access(long packed, long pc) {
        ByteBuffer ram = memory.words();
        long address = x[Packed.rs1(packed)] + Packed.immediate(packed);
        long page = address >>> PAGE_SHIFT;
        int slot = (int) page & FastTranslations.MASK;
        int offset = (int) address & PAGE_MASK;
        int op = Packed.op(packed);
        if (offset > LAST_OFFSETS[op]) {
            return Interpreter.NOT_EXECUTED;
        }
        if (Packed.isStore(packed)) {
            if (writeTags[slot] != page) {
                return Interpreter.NOT_EXECUTED;
            }
            int index = writeBases[slot] + offset;
            long value = x[Packed.rs2(packed)];
            switch (op) {
                case Op.SB -> ram.put(index, (byte) value);
                case Op.SH -> ram.putShort(index, (short) value);
                case Op.SW -> ram.putInt(index, (int) value);
                default -> ram.putLong(index, value);
            }
        } else {
            if (readTags[slot] != page) {
                return Interpreter.NOT_EXECUTED;
            }
            int index = readBases[slot] + offset;
            x[Packed.rd(packed)] = switch (op) {
                case Op.LB -> ram.get(index);
                case Op.LH -> ram.getShort(index);
                case Op.LW -> ram.getInt(index);
                case Op.LBU -> ram.get(index) & 0xffL;
                case Op.LHU -> ram.getShort(index) & 0xffffL;
                case Op.LWU -> ram.getInt(index) & 0xffff_ffffL;
                case Op.FLW -> F32.box(ram.getInt(index));
                default -> ram.getLong(index);
            };
        }
        count++;
        if (Packed.isCompressed(packed)) {
            return pc + 2;
        }
        return pc + 4;
    }
}
