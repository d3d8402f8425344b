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

    private static final int PAGE = AddressSpace.PAGE_SIZE;
    private static final long NOWHERE = -1;

    /** The most pages that are read in one request when a program asks for many. */
    private static final int LARGEST_REQUEST = 256;

    private final FrameTable frames;
    private final EventStream events;
    private final BitSet sharedSlots;
    private final Neighbourhood neighbourhood;
    private final ReadAhead readAhead;
    private final byte[] buffer = new byte[AddressSpace.PAGE_SIZE];
    private final IntList chosen = new IntList();
    private long nextAbove = NOWHERE;
    private long nextBelow = NOWHERE;

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
    int begin(AddressSpace space, Region region, long page) {
        int slot = space.pageTable().slot(page);
        long place = neighbourhood == Neighbourhood.SLOT ? slot : ReverseMap.holder(space.asid(), page);
        int window = readAhead.next(place == nextAbove || place == nextBelow);
        chosen.clear();
        chosen.add(slot);
        nextAbove = place + choose(space, region, page, slot, 1, window);
        nextBelow = place - choose(space, region, page, slot, -1, window);
        int wanted = enter(slot, true);
        if (wanted != FrameTable.NONE) {
            chosen.sort();
            readRuns(slot, wanted);
        }
        return wanted;
    }

    /**
     * Chooses neighbours in one direction until as many pages are chosen as the window has: slots up to the first that is not
     * to be read, or pages of the region, wherever their slots are, up to the first that is not in swap.
     *
     * @return how many steps away the first is that was not looked at, or not chosen
     */
    private int choose(AddressSpace space, Region region, long page, int slot, int direction, int window) {
        int step = 1;
        while (chosen.size() < window && mayReadAhead(chosen.size() + 1)) {
            int other = slot + direction * step;
            if (neighbourhood == Neighbourhood.VIRTUAL) {
                long address = page + (long) direction * step * PAGE;
                other = region.contains(address) ? space.pageTable().slot(address) : SwapDevice.NONE;
            }
            if (!isToBeRead(other)) {
                break;
            }
            chosen.add(other);
            step++;
        }
        return step;
    }

    /** Begins to read the range's pages that are in swap, as far as there is room; nobody waits. */
    void readAhead(AddressSpace space, long start, long end) {
        chosen.clear();
        space.pageTable().forEachSlot(start, end, (address, slot) -> {
            if (isToBeRead(slot) && mayReadAhead(chosen.size() + 1)) {
                chosen.add(slot);
            }
        });
        chosen.sort();
        readRuns(SwapDevice.NONE, FrameTable.NONE);
    }

    /** Reads the chosen slots, which are in order: one request for those that touch, first the one that is waited for. */
    private void readRuns(int slot, int wanted) {
        for (boolean waitedFor : new boolean[] {true, false}) {
            for (int begin = 0, end; begin < chosen.size(); begin = end) {
                end = endOfRun(begin);
                boolean holds = chosen.get(begin) <= slot && slot <= chosen.get(end - 1);
                if (holds == waitedFor) {
                    int[] read = new int[end - begin];
                    for (int i = 0; i < read.length; i++) {
                        int at = chosen.get(begin + i);
                        read[i] = at == slot ? wanted : enter(at, false);
                    }
                    submit(chosen.get(begin), read, holds ? read.length - 1 : read.length);
                }
            }
        }
    }

    private int endOfRun(int begin) {
        int end = begin + 1;
        while (end < chosen.size() && end - begin < LARGEST_REQUEST && chosen.get(end) == chosen.get(end - 1) + 1) {
            end++;
        }
        return end;
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

    /** Whether the slot holds a page that is only there, and comes back by itself. */
    private boolean isToBeRead(int slot) {
        SwapCache swap = frames.swap();
        return slot >= 0
                && slot < swap.device().capacity()
                && swap.device().references(slot) > 0
                && swap.frame(slot) == FrameTable.NONE
                && !sharedSlots.get(slot);
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

    private void submit(int first, int[] read, int ahead) {
        DiskRequest request =
                new DiskRequest(false, DiskRequest.Area.SWAP, read.length, done -> complete(first, read, done));
        for (int i = 0; i < read.length; i++) {
            if (read[i] != FrameTable.NONE) {
                frames.begin(read[i], request);
            }
        }
        frames.counters().add(VmCounter.PSWPIN, read.length);
        frames.counters().add(VmCounter.SWAP_RA, ahead);
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
