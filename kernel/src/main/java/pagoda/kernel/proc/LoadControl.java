package pagoda.kernel.proc;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.VmCounter;
import pagoda.kernel.mm.reclaim.Reclaimer;

/**
 * Finds thrashing, and ends it as a medium-term scheduler does: the youngest process is suspended and swapped out, so that the
 * others' working sets fit, and let in again when there is room, or when it has waited long.
 *
 * <p>The machine thrashes if, in a window of simulated time, the hart stood still for the disk most of the time, and most of
 * what was read had been evicted less than a memory's worth of evictions before: pages that were still in use.
 */
public final class LoadControl {
    /** A tenth of a second of simulated time: some twenty requests to the disk. */
    private static final long WINDOW = 100_000_000;

    /** Of a hundred parts of the window: above so many without work for the hart, it may be thrashing. */
    private static final long THRASHING = 50;

    /** Below so many, there is room for one process more. */
    private static final long CALM = 20;

    /** Whoever is suspended is let in again after so many windows, whatever it costs. */
    private static final int PATIENCE = 100;

    private static final int LEAST_REFAULTS = 16;

    private record Suspended(Process process, long since) {}

    private final Processes processes;
    private final FrameTable frames;
    private final Reclaimer reclaimer;
    private final EventStream events;
    private final boolean suspends;
    private final Queue<Suspended> waiting = new ArrayDeque<>();
    private long begun;
    private long idleSeen;
    private long refaultsSeen;
    private long readsSeen;
    private long thrashing;

    /** @param suspends whether processes are suspended; thrashing is found and counted all the same */
    public LoadControl(
            Processes processes, FrameTable frames, Reclaimer reclaimer, EventStream events, boolean suspends) {
        this.processes = processes;
        this.frames = frames;
        this.reclaimer = reclaimer;
        this.events = events;
        this.suspends = suspends;
    }

    /** In how many windows of a tenth of a second the machine has thrashed so far. */
    public long thrashingWindows() {
        return thrashing;
    }

    /**
     * Looks at the window that has ended, if one has.
     *
     * @param now simulated nanoseconds
     * @param idle how many of them the hart stood still for the disk
     */
    public void look(long now, long idle) {
        if (now - begun < WINDOW) {
            return;
        }
        long share = 100 * (idle - idleSeen) / (now - begun);
        boolean thrashes = isThrashing(share);
        begun = now;
        idleSeen = idle;
        thrashing += thrashes ? 1 : 0;
        if (thrashes && events.wants(EventKind.RECLAIM)) {
            events.emit(new Event.Reclaim(events.stamp(), "thrashing", "idle " + share + " of 100"));
        }
        if (suspends) {
            control(now, thrashes, share);
        }
        for (Process process : processes.all()) {
            process.setInstructionsSeen(process.instructions());
        }
    }

    private boolean isThrashing(long share) {
        long refaults = frames.counters().get(VmCounter.WORKINGSET_REFAULT) - refaultsSeen;
        long reads = frames.disk().pagesRead() - readsSeen;
        refaultsSeen += refaults;
        readsSeen += reads;
        return share > THRASHING && refaults >= LEAST_REFAULTS && 2 * refaults > reads;
    }

    private void control(long now, boolean thrashes, long share) {
        Suspended first = waiting.peek();
        boolean waitedLong = first != null && now - first.since >= PATIENCE * WINDOW;
        Process victim = waitedLong || (thrashes && active() > 1) ? youngest() : null;
        if (victim != null) {
            suspend(victim, now);
        }
        if (waitedLong || (!thrashes && share < CALM)) {
            resume();
        }
    }

    /** Lets the process in that has waited longest; false if none waits. */
    public boolean resume() {
        Suspended first = waiting.poll();
        while (first != null && first.process.isZombie()) {
            first = waiting.poll();
        }
        if (first == null) {
            return false;
        }
        tell("resume", first.process);
        first.process.setSuspended(false);
        return true;
    }

    private void suspend(Process process, long now) {
        tell("suspend", process);
        process.setSuspended(true);
        waiting.add(new Suspended(process, now));
        reclaimer.evict(process.space());
    }

    private int active() {
        int active = 0;
        for (Process process : processes.all()) {
            active += isActive(process) ? 1 : 0;
        }
        return active;
    }

    private @Nullable Process youngest() {
        Process youngest = null;
        for (Process process : processes.all()) {
            youngest = isActive(process) ? process : youngest;
        }
        return youngest;
    }

    /** Whether the process has used memory since the last window: it is not one that only waits for others. */
    private static boolean isActive(Process process) {
        return process.hasSpace()
                && !process.isSuspended()
                && process.ending() == null
                && process.instructions() != process.instructionsSeen();
    }

    private void tell(String word, Process process) {
        if (events.wants(EventKind.PROCESS)) {
            events.emit(new Event.Family(events.stamp(), word, process.pid()));
        }
    }
}
