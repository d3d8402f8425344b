package pagoda.kernel.disk;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Hart;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;

/**
 * The disk does one request at a time: it positions its arm, then transfers page after page. Reads, which somebody waits for,
 * go ahead of writes. Every request pays for positioning, even one that goes on where the last ended: the disk has turned on
 * meanwhile. So it pays to put neighbours into one request.
 */
public final class DiskQueue {
    private final Hart hart;
    private final EventStream events;
    private final long seek;
    private final long transfer;
    private final Queue<DiskRequest> reads = new ArrayDeque<>();
    private final Queue<DiskRequest> writes = new ArrayDeque<>();
    private @Nullable DiskRequest current;
    private long due = Long.MAX_VALUE;
    private long failingRead;
    private long failingWrite;
    private long readRequests;
    private long writeRequests;
    private long pagesRead;
    private long pagesWritten;
    private int pendingWrites;
    private long busy;
    private Runnable afterCompletion = () -> {};

    /**
     * @param seek what positioning costs, in cycles of one nanosecond
     * @param transfer what each page of 4096 bytes costs
     */
    public DiskQueue(Hart hart, EventStream events, long seek, long transfer) {
        this.hart = hart;
        this.events = events;
        this.seek = seek;
        this.transfer = transfer;
    }

    /** Lets the n-th read and the n-th write fail, counted from 1; 0 for none. */
    public void failAt(long read, long write) {
        failingRead = read;
        failingWrite = write;
    }

    /** What is done each time a request is done. */
    public void afterCompletion(Runnable action) {
        afterCompletion = action;
    }

    /** Takes the request; it is done when {@link #complete} finds that its time has come. */
    public void submit(DiskRequest request) {
        if (request.isWrite()) {
            writes.add(request);
            pagesWritten += request.pages();
            pendingWrites += request.pages();
            if (++writeRequests == failingWrite) {
                request.fail();
            }
        } else {
            reads.add(request);
            pagesRead += request.pages();
            if (++readRequests == failingRead) {
                request.fail();
            }
        }
        if (current == null) {
            begin(hart.cycles());
        }
    }

    /** When the request under way is done, in simulated nanoseconds; {@link Long#MAX_VALUE} if there is none. */
    public long next() {
        return due;
    }

    /** Whether nothing is under way. */
    public boolean isIdle() {
        return current == null;
    }

    /** Finishes what is done by now. */
    public void complete(long now) {
        while (due <= now) {
            DiskRequest done = current;
            long at = due;
            current = null;
            due = Long.MAX_VALUE;
            begin(at);
            if (done != null) {
                pendingWrites -= done.isWrite() ? done.pages() : 0;
                if (done.hasFailed()) {
                    tell("error", done, 0);
                }
                done.done();
                afterCompletion.run();
            }
        }
    }

    /** Lets the machine stand still until the disk is done with what it has: when no thread is there that could wait. */
    public void drain() {
        while (current != null) {
            hart.stall(Math.max(0, due - hart.cycles()));
            complete(hart.cycles());
        }
    }

    private void begin(long at) {
        DiskRequest next = reads.isEmpty() ? writes.poll() : reads.poll();
        if (next != null) {
            long duration = seek + next.pages() * transfer;
            current = next;
            due = at + duration;
            busy += duration;
            tell(next.isWrite() ? "write" : "read", next, duration);
        }
    }

    private void tell(String word, DiskRequest request, long duration) {
        if (events.wants(EventKind.DISK)) {
            String area = request.area().name().toLowerCase(Locale.ROOT);
            events.emit(new Event.Disk(events.stamp(), word, area, request.pages(), duration));
        }
    }

    /** Requests to read so far. */
    public long readRequests() {
        return readRequests;
    }

    /** Requests to write so far. */
    public long writeRequests() {
        return writeRequests;
    }

    /** Pages asked to be read so far. */
    public long pagesRead() {
        return pagesRead;
    }

    /** Pages asked to be written so far. */
    public long pagesWritten() {
        return pagesWritten;
    }

    /** Pages asked to be written that are not yet. */
    public int pendingWrites() {
        return pendingWrites;
    }

    /** How long the disk was busy with what it has begun so far, in simulated nanoseconds. */
    public long busy() {
        return busy;
    }
}
