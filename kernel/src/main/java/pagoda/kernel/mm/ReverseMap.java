package pagoda.kernel.mm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.kernel.event.KernelPanic;

/**
 * Which page-table entries hold an anonymous frame, so that all of them can be found when it is evicted. (Pages of files are
 * found through the regions that map the file.) A holder is an address space and a page in it, packed into a {@code long}.
 *
 * <pre>
 *   frame ──▶ first holder
 *         └─▶ node ─▶ node ─▶ …       the others, after a fork
 * </pre>
 */
final class ReverseMap {
    private static final int PAGE_BITS = 44;
    private static final long PAGE_MASK = (1L << PAGE_BITS) - 1;

    private @Nullable AddressSpace[] spaces = new @Nullable AddressSpace[16];
    private final long[] first;
    private final int[] others;
    private long[] holders = new long[64];
    private int[] next = new int[64];
    private int free;
    private int fresh = 1;

    ReverseMap(int frames) {
        first = new long[frames];
        others = new int[frames];
    }

    /** The holder that is this page of the address space with this identifier. */
    static long holder(int asid, long address) {
        return (long) asid << PAGE_BITS | address >>> PhysicalMemory.FRAME_SHIFT;
    }

    /** The holder's address. */
    static long address(long holder) {
        return (holder & PAGE_MASK) << PhysicalMemory.FRAME_SHIFT;
    }

    /** The identifier of the holder's address space. */
    static int asid(long holder) {
        return (int) (holder >>> PAGE_BITS);
    }

    /** The address space has this identifier from now on; null for none. */
    void register(int asid, @Nullable AddressSpace space) {
        if (asid >= spaces.length) {
            spaces = Arrays.copyOf(spaces, Math.max(2 * spaces.length, asid + 1));
        }
        spaces[asid] = space;
    }

    /** The holder's address space. */
    AddressSpace space(long holder) {
        AddressSpace space = spaces[asid(holder)];
        if (space == null) {
            throw new KernelPanic("the reverse map names an address space that is gone");
        }
        return space;
    }

    void add(int frame, long holder) {
        if (first[frame] == 0) {
            first[frame] = holder;
            return;
        }
        int node = free;
        if (node != 0) {
            free = next[node];
        } else {
            node = fresh++;
            if (node == holders.length) {
                holders = Arrays.copyOf(holders, 2 * node);
                next = Arrays.copyOf(next, 2 * node);
            }
        }
        holders[node] = holder;
        next[node] = others[frame];
        others[frame] = node;
    }

    void remove(int frame, long holder) {
        int node = others[frame];
        if (first[frame] == holder) {
            first[frame] = node == 0 ? 0 : holders[node];
            if (node != 0) {
                others[frame] = next[node];
                give(node);
            }
            return;
        }
        int before = 0;
        while (node != 0 && holders[node] != holder) {
            before = node;
            node = next[node];
        }
        if (node == 0) {
            throw new KernelPanic("frame " + frame + " is let go by a page that does not hold it");
        }
        if (before == 0) {
            others[frame] = next[node];
        } else {
            next[before] = next[node];
        }
        give(node);
    }

    private void give(int node) {
        next[node] = free;
        free = node;
    }

    /** A holder of the frame; 0 if there is none. */
    long first(int frame) {
        return first[frame];
    }

    /** Where the frame's further holders begin: 0 for none. */
    int others(int frame) {
        return others[frame];
    }

    /** The holder at this place of a chain. */
    long holderAt(int node) {
        return holders[node];
    }

    /** The next place of the chain; 0 at its end. */
    int after(int node) {
        return next[node];
    }

    /** How many hold the frame. */
    int count(int frame) {
        int count = first[frame] == 0 ? 0 : 1;
        for (int node = others[frame]; node != 0; node = next[node]) {
            count++;
        }
        return count;
    }
}
