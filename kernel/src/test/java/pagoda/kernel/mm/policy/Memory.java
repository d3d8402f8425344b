package pagoda.kernel.mm.policy;

import java.util.Arrays;

/** Pages in RAM whose bits the test sets. Page and frame have the same number. */
final class Memory implements Residents {
    final boolean[] referenced;
    final boolean[] dirty;
    final boolean[] locked;
    final long[] identity;
    /** Whether every page is referenced whenever somebody looks. */
    boolean alwaysReferenced;

    long now;

    Memory(int frames) {
        referenced = new boolean[frames];
        dirty = new boolean[frames];
        locked = new boolean[frames];
        identity = new long[frames];
        Arrays.setAll(identity, frame -> frame);
    }

    /** All these pages are referenced from now on. */
    void reference(int... frames) {
        for (int frame : frames) {
            referenced[frame] = true;
        }
    }

    /** Demanded pages arrive in these frames. */
    static void arrive(ReplacementPolicy policy, int... frames) {
        for (int frame : frames) {
            policy.arrived(frame, true);
        }
    }

    /** Evicts this many pages; which, in their order. */
    static int[] evict(ReplacementPolicy policy, int pages) {
        int[] evicted = new int[pages];
        for (int index = 0; index < pages; index++) {
            evicted[index] = policy.victim();
            policy.departed(evicted[index]);
        }
        return evicted;
    }

    @Override
    public int frames() {
        return referenced.length;
    }

    @Override
    public boolean takeReferenced(int frame) {
        boolean was = referenced[frame];
        referenced[frame] = false;
        return was || alwaysReferenced;
    }

    @Override
    public boolean isDirty(int frame) {
        return dirty[frame];
    }

    @Override
    public boolean mayEvict(int frame) {
        return !locked[frame];
    }

    @Override
    public long identity(int frame) {
        return identity[frame];
    }

    @Override
    public long now() {
        return now;
    }
}
