package pagoda.cpu.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decoded instructions, kept by frame: for each frame that code was executed from, one {@code long} for each of its 2,048
 * instruction places, two bytes apart, zero where nothing is decoded. An entry never outlives the bytes that it was made from.
 *
 * <p>Where translated code begins, nothing is kept there, so that who executes decoded instructions asks, and is told so; it is
 * kept {@link #PLACES} further on, for those who then execute it all the same.
 */
public final class DecodedPages {
    /** The number of instruction places in a frame. */
    public static final int PLACES = PhysicalMemory.FRAME_SIZE / 2;

    private final long[] @Nullable [] pages;
    private int[] used = new int[16];
    private int usedCount;
    private @Nullable CodeListener listener;

    DecodedPages(int frames) {
        pages = new long[frames][];
    }

    /** Whether the frame, counted from 0, holds decoded code, so that stores to it must be told to {@link PhysicalMemory#changed}. */
    public boolean holdsCode(int frame) {
        return pages[frame] != null;
    }

    /** The frame's decoded instructions: made, all zero, if there are none yet. Whoever executes from it fills it in. */
    public long[] page(int frame) {
        long[] page = pages[frame];
        if (page == null) {
            page = new long[2 * PLACES];
            pages[frame] = page;
            if (usedCount == used.length) {
                used = Arrays.copyOf(used, 2 * usedCount);
            }
            used[usedCount++] = frame;
        }
        return page;
    }

    /** The frame's decoded instructions, or null if there are none. */
    public long @Nullable [] find(int frame) {
        return pages[frame];
    }

    /** Who is told when bytes of frames that hold decoded code change, and where translated code begins; null for nobody. */
    public void listen(@Nullable CodeListener newListener) {
        listener = newListener;
    }

    /** Whether translated code begins at this physical address. */
    public boolean isEntry(long physical) {
        return listener != null && listener.isEntry(physical);
    }

    /** Forgets what is decoded at one physical address: translated code begins there. */
    public void forget(long physical) {
        int offset = (int) (physical - PhysicalMemory.BASE);
        long[] page = pages[offset >>> PhysicalMemory.FRAME_SHIFT];
        if (page != null) {
            page[(offset & PhysicalMemory.FRAME_SIZE - 1) / 2] = 0;
        }
    }

    /** Forgets everything decoded: what {@code fence.i} asks for. Pages that are being executed stay valid, and empty. */
    public void clear() {
        for (int i = 0; i < usedCount; i++) {
            long[] page = pages[used[i]];
            if (page != null) {
                Arrays.fill(page, 0);
            }
        }
        if (listener != null) {
            listener.forgotten();
        }
    }

    /** Forgets what was decoded from bytes of one frame; all of the frame's code if all of its bytes changed. */
    void changed(int offset, int length) {
        int frame = offset >>> PhysicalMemory.FRAME_SHIFT;
        long[] page = pages[frame];
        if (page == null) {
            return;
        }
        if (listener != null) {
            listener.changed(offset, length);
        }
        int first = offset & PhysicalMemory.FRAME_SIZE - 1;
        // An instruction that begins two bytes before has its end in here.
        int begin = Math.max(0, first - 2) / 2;
        int end = (first + length + 1) / 2;
        Arrays.fill(page, begin, end, 0);
        Arrays.fill(page, PLACES + begin, PLACES + end, 0);
        if (length == PhysicalMemory.FRAME_SIZE) {
            pages[frame] = null;
            for (int i = 0; i < usedCount; i++) {
                if (used[i] == frame) {
                    used[i] = used[--usedCount];
                    break;
                }
            }
        }
    }
}
