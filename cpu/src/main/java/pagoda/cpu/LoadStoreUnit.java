package pagoda.cpu;

import java.nio.ByteBuffer;
import pagoda.cpu.fp.F32;
import pagoda.cpu.isa.Alu;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Mmu;

/**
 * Loads, stores and atomic operations in full: translation, misaligned accesses, page crossings, faults. The engines come
 * here when their short cut does not hold. A method that leaves {@link #faulted} set has changed neither memory nor
 * registers.
 */
final class LoadStoreUnit {
    private static final int PAGE_MASK = PhysicalMemory.FRAME_SIZE - 1;

    private final PhysicalMemory memory;
    private final Mmu mmu;

    /** Whether the last operation faulted; {@link #cause} and {@link #tval} then say how. */
    boolean faulted;

    Cause cause = Cause.LOAD_PAGE_FAULT;
    long tval;

    LoadStoreUnit(PhysicalMemory memory, Mmu mmu) {
        this.memory = memory;
        this.mmu = mmu;
    }

    /**
     * Executes a load, a store or an atomic instruction.
     *
     * @return whether it has not faulted
     */
    boolean access(long packed, Hart hart) {
        long[] x = hart.x;
        int op = Packed.op(packed);
        if (Packed.isAtomic(packed)) {
            long old = atomic(op, x[Packed.rs1(packed)], x[Packed.rs2(packed)], hart);
            if (!faulted) {
                x[Packed.rd(packed)] = old;
            }
            return !faulted;
        }
        long address = x[Packed.rs1(packed)] + Packed.immediate(packed);
        int size = Packed.size(packed);
        if (Packed.isStore(packed)) {
            store(address, size, x[Packed.rs2(packed)]);
            return !faulted;
        }
        long value = load(address, size);
        if (!faulted) {
            x[Packed.rd(packed)] = switch (op) {
                case Op.LB -> (byte) value;
                case Op.LH -> (short) value;
                case Op.LW -> (int) value;
                case Op.FLW -> F32.box((int) value);
                default -> value;
            };
        }
        return !faulted;
    }

    private long atomic(int op, long address, long register, Hart hart) {
        int size = op >= Op.LR_D ? 8 : 4;
        return switch (op) {
            case Op.LR_W, Op.LR_D -> loadReserved(hart, address, size);
            case Op.SC_W, Op.SC_D -> storeConditional(hart, address, size, register);
            default -> amo(op, address, size, register);
        };
    }

    /** The {@code size} bytes (1, 2, 4 or 8) at a virtual address, zero-extended. */
    private long load(long address, int size) {
        int inPage = PhysicalMemory.FRAME_SIZE - (int) (address & PAGE_MASK);
        if (inPage >= size) {
            long index = translate(address, Access.LOAD);
            return faulted ? 0 : get((int) index, size);
        }
        long index = translateFirst(address, address + inPage, Access.LOAD);
        long next = faulted ? Mmu.FAULT : translate(address + inPage, Access.LOAD);
        if (faulted) {
            return 0;
        }
        long value = 0;
        byte[] ram = memory.array();
        for (int i = 0; i < size; i++) {
            int at = (int) (i < inPage ? index + i : next + i - inPage);
            value |= (ram[at] & 0xffL) << (8 * i);
        }
        return value;
    }

    /** Stores the low {@code size} bytes (1, 2, 4 or 8) of the value; on two pages both or none. */
    private void store(long address, int size, long value) {
        int inPage = PhysicalMemory.FRAME_SIZE - (int) (address & PAGE_MASK);
        if (inPage >= size) {
            long index = translate(address, Access.STORE);
            if (!faulted) {
                put((int) index, size, value);
            }
            return;
        }
        long index = translateFirst(address, address + inPage, Access.STORE);
        long next = faulted ? Mmu.FAULT : translate(address + inPage, Access.STORE);
        if (faulted) {
            return;
        }
        for (int i = 0; i < size; i++) {
            int at = (int) (i < inPage ? index + i : next + i - inPage);
            put(at, 1, value >>> (8 * i));
        }
    }

    /** {@code lr}: loads, sign-extended, and reserves the address for the hart. */
    private long loadReserved(Hart hart, long address, int size) {
        if (!aligned(address, size, Cause.LOAD_MISALIGNED)) {
            return 0;
        }
        long index = translate(address, Access.LOAD);
        if (faulted) {
            return 0;
        }
        hart.reservation = index;
        return signed(get((int) index, size), size);
    }

    /** {@code sc}: stores if the reservation holds, and gives it up; 0 if it stored, 1 if not. */
    private long storeConditional(Hart hart, long address, int size, long value) {
        if (!aligned(address, size, Cause.STORE_MISALIGNED)) {
            return 1;
        }
        long index = translate(address, Access.STORE);
        if (faulted) {
            return 1;
        }
        boolean holds = hart.reservation == index;
        hart.reservation = Hart.NO_RESERVATION;
        if (holds) {
            put((int) index, size, value);
        }
        return holds ? 0 : 1;
    }

    /** An atomic memory operation of the table, by its number: the old value, sign-extended. */
    private long amo(int op, long address, int size, long register) {
        if (!aligned(address, size, Cause.STORE_MISALIGNED)) {
            return 0;
        }
        long index = translate(address, Access.STORE);
        if (faulted) {
            return 0;
        }
        long old = signed(get((int) index, size), size);
        put((int) index, size, Alu.amo(op, old, signed(register, size)));
        return old;
    }

    private boolean aligned(long address, int size, Cause otherwise) {
        faulted = (address & size - 1) != 0;
        if (faulted) {
            cause = otherwise;
            tval = address;
        }
        return !faulted;
    }

    private long translate(long address, Access access) {
        long index = mmu.translateToHost(address, access);
        faulted = index == Mmu.FAULT;
        if (faulted) {
            cause = mmu.fault();
            tval = address;
        }
        return index;
    }

    /**
     * Translates the first page of an access that goes on in the page of {@code next}. If that one will fault, the first is
     * counted, but not marked: an access that faults sets neither A nor D.
     */
    private long translateFirst(long address, long next, Access access) {
        if (mmu.permits(address, access) && !mmu.permits(next, access)) {
            mmu.countGivenUp(address, access);
            faulted = false;
            return 0;
        }
        return translate(address, access);
    }

    private long get(int index, int size) {
        ByteBuffer ram = memory.words();
        return switch (size) {
            case 1 -> ram.get(index) & 0xffL;
            case 2 -> ram.getShort(index) & 0xffffL;
            case 4 -> ram.getInt(index) & 0xffff_ffffL;
            default -> ram.getLong(index);
        };
    }

    private void put(int index, int size, long value) {
        ByteBuffer ram = memory.words();
        switch (size) {
            case 1 -> ram.put(index, (byte) value);
            case 2 -> ram.putShort(index, (short) value);
            case 4 -> ram.putInt(index, (int) value);
            default -> ram.putLong(index, value);
        }
        memory.changed(PhysicalMemory.BASE + index, size);
    }

    private static long signed(long value, int size) {
        return size == 4 ? (int) value : value;
    }
}
