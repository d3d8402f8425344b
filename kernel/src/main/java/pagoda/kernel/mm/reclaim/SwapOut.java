package pagoda.kernel.mm.reclaim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import pagoda.kernel.disk.DiskRequest;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.mm.AnonymousPages;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.FrameUse;
import pagoda.kernel.mm.IntList;
import pagoda.kernel.mm.SwapCache;
import pagoda.kernel.mm.VmCounter;
import pagoda.kernel.mm.swap.SwapDevice;

/**
 * Writes anonymous pages to the swap device. Pages that are neighbours get slots that are neighbours, and go in one request.
 *
 * <p>The order is what keeps data whole: a slot first, then the page is unmapped from all tables and flushed from the TLB, and
 * only then written, so that no store can come in between. Until the disk is done the frame stays in the swap cache, where a
 * fault finds it.
 */
final class SwapOut {
    private final FrameTable frames;
    private final SwapCache swap;
    private final AnonymousPages anonymous;
    private final EventStream events;
    private final Reclaimer reclaimer;
    private final byte[] buffer = new byte[4096];

    SwapOut(FrameTable frames, AnonymousPages anonymous, EventStream events, Reclaimer reclaimer) {
        this.frames = frames;
        this.swap = frames.swap();
        this.anonymous = anonymous;
        this.events = events;
        this.reclaimer = reclaimer;
    }

    /** Begins to write these frames' pages; those for which there is no slot stay as they are. How many are written. */
    int write(IntList victims, int cluster) {
        List<Integer> ordered = new ArrayList<>();
        int begun = 0;
        for (int i = 0; i < victims.size(); i++) {
            int frame = victims.get(i);
            if (swap.slot(frame) == SwapDevice.NONE) {
                ordered.add(frame);
            } else {
                // A write has failed before: the slot is still the page's.
                submit(swap.slot(frame), new int[] {frame});
                begun++;
            }
        }
        ordered.sort(Comparator.comparingLong(anonymous::identity));
        while (!ordered.isEmpty()) {
            long run = swap.device().allocate(Math.min(cluster, ordered.size()));
            if (run == SwapDevice.NONE) {
                ordered.forEach(reclaimer::stays);
                break;
            }
            int first = (int) run;
            int[] pages = new int[(int) (run >>> 32)];
            for (int i = 0; i < pages.length; i++) {
                pages[i] = ordered.get(i);
                swap.add(pages[i], first + i, false);
                swap.device().release(first + i);
            }
            submit(first, pages);
            begun += pages.length;
            ordered.subList(0, pages.length).clear();
        }
        return begun;
    }

    private void submit(int first, int[] pages) {
        for (int i = 0; i < pages.length; i++) {
            anonymous.unmap(pages[i], first + i);
        }
        DiskRequest request = new DiskRequest(true, DiskRequest.Area.SWAP, pages.length, done -> {
            complete(first, pages, done);
        });
        for (int i = 0; i < pages.length; i++) {
            frames.begin(pages[i], request);
            swap.device().reference(first + i);
        }
        frames.counters().add(VmCounter.PSWPOUT, pages.length);
        if (events.wants(EventKind.SWAP)) {
            events.emit(new Event.Swap(events.stamp(), true, first, pages.length));
        }
        frames.disk().submit(request);
        if (!request.hasFailed()) {
            for (int i = 0; i < pages.length; i++) {
                frames.copyTo(pages[i], buffer);
                swap.device().write(first + i, buffer);
            }
        }
    }

    private void complete(int first, int[] pages, DiskRequest request) {
        for (int i = 0; i < pages.length; i++) {
            int frame = pages[i];
            frames.end(frame);
            swap.release(first + i);
            boolean cached = swap.slot(frame) == first + i;
            if (cached && !request.hasFailed()) {
                swap.setSaved(frame);
                if (frames.owners(frame) == 1 && !frames.isPinned(frame)) {
                    swap.evict(frame);
                    continue;
                }
            }
            if (frames.use(frame) == FrameUse.ANONYMOUS) {
                reclaimer.stays(frame);
            }
        }
    }
}
