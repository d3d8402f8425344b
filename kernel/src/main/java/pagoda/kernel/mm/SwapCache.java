package pagoda.kernel.mm;

import java.util.Arrays;
import java.util.BitSet;
import pagoda.kernel.mm.swap.SwapDevice;

/**
 * Anonymous pages that have both a frame and a swap slot. Such a page is never writable: its bytes are the slot's, so it can be
 * dropped without a write; the first store takes it out and gives the slot back. The cache itself is an owner of the frame and
 * names the slot.
 *
 * <pre>
 *   present PTE ──▶ frame ◀── cache ──▶ slot ◀── absent PTE
 * </pre>
 */
public final class SwapCache {
    private final FrameTable frames;
    private final SwapDevice device;
    private final int[] slots;
    private final int[] framesBySlot;
    /** By slot, the eviction by which its page lost its frame. */
    private final int[] shadows;

    private final long[] namesBySlot;
    private final BitSet saved = new BitSet();
    private int size;

    SwapCache(FrameTable frames, SwapDevice device) {
        this.frames = frames;
        this.device = device;
        slots = new int[frames.total()];
        framesBySlot = new int[device.capacity()];
        shadows = new int[device.capacity()];
        namesBySlot = new long[device.capacity()];
        Arrays.fill(slots, SwapDevice.NONE);
        Arrays.fill(framesBySlot, FrameTable.NONE);
    }

    public SwapDevice device() {
        return device;
    }

    /** How many pages it holds. */
    public int size() {
        return size;
    }

    /** The frame's slot; {@link SwapDevice#NONE} if it has none. */
    public int slot(int frame) {
        return slots[frame];
    }

    /** The slot's frame; {@link FrameTable#NONE} if it has none. */
    public int frame(int slot) {
        return framesBySlot[slot];
    }

    /**
     * The frame and the slot belong to the same page from now on.
     *
     * @param isSaved whether the slot's bytes are the page's; if not, they are written next
     */
    public void add(int frame, int slot, boolean isSaved) {
        frames.addOwner(frame);
        device.reference(slot);
        slots[frame] = slot;
        framesBySlot[slot] = frame;
        saved.set(frame, isSaved);
        if (!isSaved) {
            namesBySlot[slot] = frames.reverseMap().first(frame);
        }
        size++;
    }

    /** The page loses its frame because frames are few: {@link #remove}, and a note of when. */
    public void evict(int frame) {
        shadows[slots[frame]] = frames.evictions().next();
        remove(frame);
    }

    /** Whether the slot's page, which is read now, would still have its frame if there were twice as many. */
    boolean isRefault(int slot) {
        return frames.evictions().isRefault(shadows[slot]);
    }

    /** The name under which the slot's page left: the first page that held it then. It keeps it until it leaves the slot. */
    long name(int slot) {
        return namesBySlot[slot];
    }

    /** Whether the slot's bytes are the frame's, so that the frame can go. */
    public boolean isSaved(int frame) {
        return saved.get(frame);
    }

    /** The slot's bytes are the frame's now. */
    public void setSaved(int frame) {
        saved.set(frame);
    }

    /** The two have nothing to do with each other any more; either may come free. */
    public void remove(int frame) {
        int slot = slots[frame];
        slots[frame] = SwapDevice.NONE;
        framesBySlot[slot] = FrameTable.NONE;
        size--;
        device.release(slot);
        frames.release(frame);
    }

    /** Whether no absent page names the frame's slot, so that only present ones need the bytes. */
    public boolean isNamedByNone(int frame) {
        return device.references(slots[frame]) == 1 + (frames.isBeingWritten(frame) ? 1 : 0);
    }

    /** Forgets the page if nobody has it any more, present or absent, and the disk is done with it. */
    void dropIfUnused(int frame) {
        if (slots[frame] != SwapDevice.NONE
                && frames.request(frame) == null
                && frames.owners(frame) == 1
                && device.references(slots[frame]) == 1) {
            remove(frame);
        }
    }

    /** An absent page, or the disk, names the slot no longer. */
    public void release(int slot) {
        int frame = framesBySlot[slot];
        device.release(slot);
        if (frame != FrameTable.NONE) {
            dropIfUnused(frame);
        }
    }
}
