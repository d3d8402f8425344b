package pagoda.kernel.mm;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.disk.DiskRequest;

/**
 * The pages that a thread has had brought in and has not used yet: they are no victims until it has executed an instruction,
 * or has committed what it did, so that even in little RAM it comes on. One instruction can need four pages, a system call
 * more. Also remembers the fault that the thread waits for, so that it counts once.
 */
public final class HeldPages {
    private final IntList held = new IntList();
    private final IntList births = new IntList();
    private long waitingPage = -1;
    private @Nullable FaultReason waitingReason;
    private @Nullable MemoryGroup group;
    private @Nullable DiskRequest request;

    @Nullable
    HeldPages older;

    @Nullable
    HeldPages younger;

    boolean listed;

    /** The group that the thread's process is in; null if it has no limit. */
    public @Nullable MemoryGroup group() {
        return group;
    }

    public void setGroup(@Nullable MemoryGroup newGroup) {
        group = newGroup;
    }

    void add(int frame, int birth) {
        held.add(frame);
        births.add(birth);
    }

    boolean isEmpty() {
        return held.size() == 0;
    }

    /** Lets go of the frames; those that have got another page meanwhile are not meant. */
    void dropAll(FrameTable frames) {
        for (int i = 0; i < held.size(); i++) {
            frames.unpin(held.get(i), births.get(i));
        }
        held.clear();
        births.clear();
    }

    /** The thread begins to wait for this page, if it does not yet. */
    void waitFor(long page, FaultReason reason) {
        if (waitingPage != page) {
            waitingPage = page;
            waitingReason = reason;
        }
    }

    /** The reason that the fault at this page had when the thread began to wait for it; null if it did not. */
    @Nullable
    FaultReason takeWaiting(long page) {
        if (waitingPage != page) {
            return null;
        }
        waitingPage = -1;
        return waitingReason;
    }

    boolean isWaitingFor(long page) {
        return waitingPage == page;
    }

    void waitFor(DiskRequest newRequest) {
        request = newRequest;
    }

    /** Whether the disk could not do what the thread waited for; asking forgets it. */
    boolean takeFailure() {
        boolean failed = request != null && request.hasFailed();
        request = null;
        return failed;
    }
}
