package pagoda.kernel.mm.reference;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.AccessListener;

/**
 * Sees every page that threads touch: what their instructions fetch, load and store, and what system calls reach for them. A
 * reference is not each access, but each change of the page. A system call that is tried again, because a page had to be
 * waited for, counts once: what it reaches is told when it has come on. An instruction's accesses are told as they are allowed.
 */
public final class ReferenceWatch implements AccessListener {
    private static final long NO_PAGE = -1;

    /** What a thread touches now. */
    private static final class Place {
        final int thread;
        long page = NO_PAGE;
        boolean written;

        Place(int thread) {
            this.thread = thread;
        }
    }

    private final @Nullable ReferenceRecorder recorder;
    private final @Nullable Foresight foresight;
    private final Map<Integer, Place> places = new TreeMap<>();
    private @Nullable Place current;
    /** What the system call has reached so far: the page, and in the lowest bit whether it stores. */
    private long[] reached = new long[16];

    private int count;

    public ReferenceWatch(@Nullable ReferenceRecorder recorder, @Nullable Foresight foresight) {
        this.recorder = recorder;
        this.foresight = foresight;
    }

    /** The thread touches pages from now on, those of this address space. */
    public void switchTo(int thread, int asid) {
        current = places.computeIfAbsent(thread, Place::new);
        if (foresight != null) {
            foresight.belongs(thread, asid);
        }
    }

    @Override
    public void accessed(long address, Access access) {
        touch(address >>> PhysicalMemory.FRAME_SHIFT, access == Access.STORE);
    }

    /** The kernel has reached a page for the thread, which counts if what it does comes on. */
    public void reach(long address, Access access) {
        if (current == null) {
            return;
        }
        if (count == reached.length) {
            reached = Arrays.copyOf(reached, 2 * count);
        }
        reached[count++] = address >>> PhysicalMemory.FRAME_SHIFT << 1 | (access == Access.STORE ? 1 : 0);
    }

    /** What the kernel has reached was of use. */
    public void commit() {
        for (int i = 0; i < count; i++) {
            touch(reached[i] >>> 1, (reached[i] & 1) != 0);
        }
        count = 0;
    }

    /** What the kernel has reached will be reached again. */
    public void giveUp() {
        count = 0;
    }

    /** The run is over: what threads touched last is recorded, too. */
    public void end() {
        commit();
        places.values().forEach(this::record);
    }

    private void touch(long page, boolean store) {
        Place place = current;
        if (place == null) {
            return;
        }
        if (place.page != page) {
            record(place);
            place.page = page;
            place.written = false;
            if (foresight != null) {
                foresight.touched(place.thread, page);
            }
        }
        place.written |= store;
    }

    private void record(Place place) {
        if (recorder != null && place.page != NO_PAGE) {
            recorder.record(place.thread, place.page, place.written);
        }
    }
}
