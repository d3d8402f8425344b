package pagoda.kernel.mm;

import java.util.BitSet;
import pagoda.kernel.disk.DiskRequest;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.mm.swap.SwapDevice;

/**
 * Reads pages from the swap device into the swap cache: the one that is asked for, and, in the same request, neighbours of it
 * that are likely to be asked for next.
 */
public final class SwapIn {
    /** Whose neighbours are read ahead. */
    public enum Neighbourhood {
        /** Those of the slot: what was written together is read together. */
        SLOT,
        /** Those of the page in its address space. */
        VIRTUAL
    }

    private final FrameTable frames;
    private final EventStream events;
    private final BitSet sharedSlots;
    private final Neighbourhood neighbourhood;
    private final ReadAhead readAhead;
    private final byte[] buffer = new byte[AddressSpace.PAGE_SIZE];
    private int nextAbove = SwapDevice.NONE;
    private int nextBelow = SwapDevice.NONE;

    /** @param sharedSlots those slots that pages of shared memory are in, which come back by the page cache */
    SwapIn(FrameTable frames, EventStream events, BitSet sharedSlots) {
        this.frames = frames;
        this.events = events;
        this.sharedSlots = sharedSlots;
        this.neighbourhood = frames.readAheadBy();
        this.readAhead = new ReadAhead(frames.mostReadAhead());
    }

    /**
     * Begins to read the slot of an absent page; a frame for it must be free.
     *
     * @return the frame that the disk fills now, {@link FrameTable#NONE} if there is none
     */
    int begin(AddressSpace space, Region region, long page, int slot) {
        int window = readAhead.next(slot == nextAbove || slot == nextBelow);
        int first = slot;
        int last = slot;
        int more = window - 1;
        while (more > 0 && isNeighbour(space, region, page, slot, last + 1) && mayReadAhead(last - first + 2)) {
            last++;
            more--;
        }
        while (more > 0 && isNeighbour(space, region, page, slot, first - 1) && mayReadAhead(last - first + 2)) {
            first--;
            more--;
        }
        int wanted = enter(slot, true);
        if (wanted == FrameTable.NONE) {
            return FrameTable.NONE;
        }
        int[] read = new int[last - first + 1];
        for (int at = first; at <= last; at++) {
            read[at - first] = at == slot ? wanted : enter(at, false);
        }
        nextAbove = last + 1;
        nextBelow = first - 1;
        submit(first, read);
        return wanted;
    }

    /** A page that was read ahead is used. */
    void used(int frame) {
        if (frames.takeReadAhead(frame)) {
            readAhead.hit();
            frames.counters().add(VmCounter.SWAP_RA_HIT, 1);
        }
    }

    private boolean mayReadAhead(int pages) {
        return frames.reclaim().mayReadAhead(pages);
    }

    /** Whether the slot beside holds a page to be read, and one near enough if neighbours are told by their addresses. */
    private boolean isNeighbour(AddressSpace space, Region region, long page, int slot, int other) {
        SwapCache swap = frames.swap();
        if (other < 0 || other >= swap.device().capacity() || swap.device().references(other) == 0) {
            return false;
        }
        if (swap.frame(other) != FrameTable.NONE || sharedSlots.get(other)) {
            return false;
        }
        if (neighbourhood == Neighbourhood.SLOT) {
            return true;
        }
        long address = page + (long) (other - slot) * AddressSpace.PAGE_SIZE;
        return region.contains(address) && space.pageTable().slot(address) == other;
    }

    /** Puts a fresh frame for the slot into the swap cache, the cache its only owner. */
    private int enter(int slot, boolean demanded) {
        int frame = frames.allocate(FrameUse.ANONYMOUS);
        if (frame != FrameTable.NONE) {
            frames.swap().add(frame, slot, true);
            frames.release(frame);
            if (!demanded) {
                frames.setReadAhead(frame);
            }
            frames.reclaim().arrived(frame, demanded);
        }
        return frame;
    }

    private void submit(int first, int[] read) {
        DiskRequest request =
                new DiskRequest(false, DiskRequest.Area.SWAP, read.length, done -> complete(first, read, done));
        for (int i = 0; i < read.length; i++) {
            if (read[i] != FrameTable.NONE) {
                frames.begin(read[i], request);
            }
        }
        frames.counters().add(VmCounter.PSWPIN, read.length);
        frames.counters().add(VmCounter.SWAP_RA, read.length - 1L);
        for (int i = 0; i < read.length; i++) {
            frames.counters().add(VmCounter.WORKINGSET_REFAULT, frames.swap().isRefault(first + i) ? 1 : 0);
        }
        if (events.wants(EventKind.SWAP)) {
            events.emit(new Event.Swap(events.stamp(), false, first, read.length));
        }
        frames.disk().submit(request);
    }

    private void complete(int first, int[] read, DiskRequest request) {
        SwapCache swap = frames.swap();
        for (int i = 0; i < read.length; i++) {
            int frame = read[i];
            if (frame == FrameTable.NONE) {
                continue;
            }
            boolean wanted = swap.slot(frame) == first + i;
            if (wanted && !request.hasFailed()) {
                swap.device().read(first + i, buffer);
                frames.load(frame, buffer);
            }
            if (wanted && request.hasFailed()) {
                swap.remove(frame);
            }
            frames.end(frame);
            if (wanted && !request.hasFailed()) {
                swap.dropIfUnused(frame);
            }
        }
    }
}
