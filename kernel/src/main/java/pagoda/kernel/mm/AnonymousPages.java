package pagoda.kernel.mm;

import pagoda.kernel.mm.reference.Foresight;
import pagoda.kernel.mm.swap.SwapDevice;

/** What reclaim asks and does of anonymous frames, by all pages that hold them: none may be forgotten. */
public final class AnonymousPages {
    private final FrameTable frames;
    private final ReverseMap reverseMap;

    public AnonymousPages(FrameTable frames) {
        this.frames = frames;
        this.reverseMap = frames.reverseMap();
    }

    /** Whether the page was accessed since this was last asked, by anybody who holds the frame. */
    public boolean takeReferenced(int frame) {
        long first = reverseMap.first(frame);
        if (first == 0) {
            return false;
        }
        boolean accessed = takeAccessed(first);
        for (int node = reverseMap.others(frame); node != 0; node = reverseMap.after(node)) {
            accessed |= takeAccessed(reverseMap.holderAt(node));
        }
        return accessed;
    }

    private boolean takeAccessed(long holder) {
        return reverseMap.space(holder).takeAccessed(ReverseMap.address(holder));
    }

    /** Whether a region that is locked holds the frame. */
    public boolean isLocked(int frame) {
        long first = reverseMap.first(frame);
        if (first == 0) {
            return false;
        }
        boolean locked = isLocked(first);
        for (int node = reverseMap.others(frame); node != 0 && !locked; node = reverseMap.after(node)) {
            locked = isLocked(reverseMap.holderAt(node));
        }
        return locked;
    }

    private boolean isLocked(long holder) {
        return reverseMap.space(holder).isLocked(ReverseMap.address(holder));
    }

    /** After how many references the frame's page is used next, by anybody who holds it. */
    public long untilUse(int frame, Foresight foresight) {
        if (reverseMap.first(frame) == 0) {
            return untilUse(identity(frame), foresight);
        }
        long least = untilUse(reverseMap.first(frame), foresight);
        for (int node = reverseMap.others(frame); node != 0; node = reverseMap.after(node)) {
            least = Math.min(least, untilUse(reverseMap.holderAt(node), foresight));
        }
        return least;
    }

    private static long untilUse(long holder, Foresight foresight) {
        return foresight.untilUse(ReverseMap.asid(holder), ReverseMap.address(holder) / AddressSpace.PAGE_SIZE);
    }

    /** A name for the frame's page, which it keeps on its way to swap and back: the first page that holds it, or did. */
    public long identity(int frame) {
        int slot = frames.swap().slot(frame);
        return slot == SwapDevice.NONE ? reverseMap.first(frame) : frames.swap().name(slot);
    }

    /** Takes the frame from all pages that hold it: they name the slot from now on, and no TLB knows the frame any more. */
    public void unmap(int frame, int slot) {
        for (long holder = reverseMap.first(frame); holder != 0; holder = reverseMap.first(frame)) {
            reverseMap.space(holder).swapOut(ReverseMap.address(holder), frame, slot);
        }
    }
}
