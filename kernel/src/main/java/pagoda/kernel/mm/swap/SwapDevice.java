package pagoda.kernel.mm.swap;

import java.util.BitSet;
import pagoda.kernel.event.KernelPanic;

/**
 * The swap device: slots of 4 KiB, each with a count of those who name it: page-table entries, the swap cache, and requests
 * to the disk. A slot is free when nobody does.
 */
public final class SwapDevice {
    /** No slot. */
    public static final int NONE = -1;

    /** The largest device: 16 GiB. */
    public static final long MAX_SLOTS = 4 << 20;

    /** How many runs of free slots are looked at for one that is long enough. */
    private static final int MOST_RUNS = 64;

    private final int[] references;
    private final BitSet used;
    private final SwapStore store;
    private int cursor;
    private int inUse;
    private int mostInUse;
    private long refusals;
    private long refuse;

    public SwapDevice(int slots, SwapStore store) {
        this.references = new int[slots];
        this.used = new BitSet(slots);
        this.store = store;
    }

    /** No swap at all. */
    public static SwapDevice none() {
        return new SwapDevice(0, SwapStore.inMemory(0));
    }

    /** Lets the n-th request for slots be refused, counted from 1; 0 for none. */
    public void refuseAt(long request) {
        refuse = request;
    }

    /** How many slots there are. */
    public int capacity() {
        return references.length;
    }

    /** How many slots are in use. */
    public int used() {
        return inUse;
    }

    /** The most slots that were in use at a time. */
    public int mostUsed() {
        return mostInUse;
    }

    /**
     * Takes neighbouring slots, each of which somebody names now: as many as asked for, or as long a run as was found.
     *
     * @param wanted how many, above 0
     * @return the first, with the number of them in the upper 32 bits; {@link #NONE} if no slot is free
     */
    public long allocate(int wanted) {
        if (++refusals == refuse || inUse == references.length) {
            return NONE;
        }
        int best = NONE;
        int length = 0;
        int at = used.nextClearBit(cursor);
        boolean wrapped = false;
        int looked = 0;
        while (length < wanted && (length == 0 || looked++ < MOST_RUNS)) {
            if (at >= references.length) {
                if (wrapped) {
                    break;
                }
                wrapped = true;
                at = used.nextClearBit(0);
                continue;
            }
            if (wrapped && at >= cursor) {
                break;
            }
            int end = used.nextSetBit(at);
            int run = (end < 0 ? references.length : end) - at;
            if (run > length) {
                best = at;
                length = Math.min(run, wanted);
            }
            at = used.nextClearBit(at + run);
        }
        for (int slot = best; slot < best + length; slot++) {
            references[slot] = 1;
        }
        used.set(best, best + length);
        cursor = best + length == references.length ? 0 : best + length;
        inUse += length;
        mostInUse = Math.max(mostInUse, inUse);
        return (long) length << 32 | best;
    }

    /** Somebody more names the slot. */
    public void reference(int slot) {
        if (references[slot] <= 0 || references[slot] == Integer.MAX_VALUE) {
            throw new KernelPanic("swap slot " + slot + " with " + references[slot] + " references is given another");
        }
        references[slot]++;
    }

    /** Somebody names the slot no longer; the last one's going frees it. */
    public void release(int slot) {
        if (references[slot] <= 0) {
            throw new KernelPanic("swap slot " + slot + " is released, but free");
        }
        if (--references[slot] == 0) {
            used.clear(slot);
            inUse--;
            store.forget(slot);
        }
    }

    /** How many name the slot; 0 if it is free. */
    public int references(int slot) {
        return references[slot];
    }

    /** Fills {@code page} (4096 bytes) with the slot's bytes. */
    public void read(int slot, byte[] page) {
        store.read(slot, page);
    }

    /** Keeps the bytes in the slot. */
    public void write(int slot, byte[] page) {
        store.write(slot, page);
    }
}
