package pagoda.kernel.proc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.Region;
import pagoda.kernel.wait.WaitQueue;

/** Who waits at which futex: a word in memory by which threads lock and wait without asking the kernel otherwise. */
public final class Futexes {
    /**
     * A futex's identity: the file and the offset of a word in shared memory, else the address space and the address.
     *
     * @param memory a file or an address space
     */
    public record Key(Object memory, long offset) {
        // A record's own methods are made by the host's virtual machine when they are first called, which takes 15 ms.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && memory.equals(key.memory) && offset == key.offset;
        }

        @Override
        public int hashCode() {
            return 31 * memory.hashCode() + Long.hashCode(offset);
        }
    }

    /** A thread that waits at a futex; it is woken only by those whose bits meet its own. */
    public static final class Wait {
        private final UserThread thread;
        private final int bits;
        private final WaitQueue queue;
        private boolean woken;

        private Wait(UserThread thread, int bits, long address) {
            this.thread = thread;
            this.bits = bits;
            this.queue = new WaitQueue("a futex at 0x" + Long.toHexString(address));
        }

        /** Whether somebody has woken it. */
        public boolean isWoken() {
            return woken;
        }

        /** Where the thread waits. */
        public WaitQueue queue() {
            return queue;
        }

        private boolean isLive() {
            return thread.state() != UserThread.State.ENDED && thread.continuation() == this;
        }
    }

    private final Map<Key, List<Wait>> waits = new HashMap<>();

    /** The key of the futex at an address. */
    public static Key key(AddressSpace space, long address, boolean isPrivate) {
        Region region = isPrivate ? null : space.find(address);
        if (region != null && region.isShared() && region.backing() instanceof Backing.FileMapping mapping) {
            return new Key(mapping.file(), mapping.offset() + address - region.start());
        }
        return new Key(space, address);
    }

    /** The thread begins to wait, behind those that do. The caller keeps the result as the thread's continuation. */
    public Wait begin(Key key, UserThread thread, int bits, long address) {
        Wait wait = new Wait(thread, bits, address);
        thread.setContinuation(wait);
        waits.computeIfAbsent(key, unused -> new ArrayList<>()).add(wait);
        return wait;
    }

    /** The thread does not wait any more. */
    public void end(Wait wait) {
        waits.values().removeIf(list -> {
            list.remove(wait);
            return list.isEmpty();
        });
    }

    /** Wakes up to {@code most} of those that wait, the first comer first, if their bits meet these; how many. */
    public int wake(Key key, int most, int bits) {
        List<Wait> list = waits.get(key);
        if (list == null) {
            return 0;
        }
        list.removeIf(wait -> !wait.isLive());
        List<Wait> chosen = new ArrayList<>();
        for (Wait wait : list) {
            if (chosen.size() < most && (wait.bits & bits) != 0) {
                chosen.add(wait);
            }
        }
        list.removeAll(chosen);
        if (list.isEmpty()) {
            waits.remove(key);
        }
        for (Wait wait : chosen) {
            wait.woken = true;
            wait.thread.wake();
        }
        return chosen.size();
    }

    /** Lets up to {@code most} of those that wait at one futex wait at another instead; how many. */
    public int move(Key from, Key to, int most) {
        List<Wait> list = waits.get(from);
        if (list == null || from.equals(to)) {
            return 0;
        }
        list.removeIf(wait -> !wait.isLive());
        List<Wait> moved = List.copyOf(list.subList(0, Math.min(most, list.size())));
        list.removeAll(moved);
        if (list.isEmpty()) {
            waits.remove(from);
        }
        if (!moved.isEmpty()) {
            waits.computeIfAbsent(to, unused -> new ArrayList<>()).addAll(moved);
        }
        return moved.size();
    }
}
