package pagoda.kernel.mm;

import java.util.BitSet;
import pagoda.kernel.event.KernelPanic;

/**
 * Free frames, by the buddy system: blocks of 1, 2, 4, … 1,024 frames, each aligned to its size, so that a 2 MiB page (512
 * frames) can be had. A block is split in halves to serve a smaller request, and freed halves join again. Of several blocks
 * the lowest is taken.
 */
final class FrameAllocator {
    /** The largest block is of 2<sup>10</sup> frames. */
    static final int MAX_ORDER = 10;

    private final int frames;
    /** By order: which blocks, numbered by address, are free as a whole. */
    private final BitSet[] blocks = new BitSet[MAX_ORDER + 1];
    /** By order: no block below this one is free. */
    private final int[] lowest = new int[MAX_ORDER + 1];

    private int free;
    private int leastFree;

    FrameAllocator(int frames) {
        this.frames = frames;
        for (int order = 0; order <= MAX_ORDER; order++) {
            blocks[order] = new BitSet(frames >>> order);
        }
        int frame = 0;
        while (frame < frames) {
            int order = MAX_ORDER;
            while ((frame & (1 << order) - 1) != 0 || frame + (1 << order) > frames) {
                order--;
            }
            blocks[order].set(frame >>> order);
            frame += 1 << order;
        }
        free = frames;
        leastFree = frames;
    }

    /** How many frames are free. */
    int free() {
        return free;
    }

    /** The least number of frames that were free at any time. */
    int leastFree() {
        return leastFree;
    }

    /** The first of 2<sup>order</sup> neighbouring frames, now allocated; −1 if there is no such block. */
    int allocate(int order) {
        for (int from = order; from <= MAX_ORDER; from++) {
            int block = blocks[from].nextSetBit(lowest[from]);
            if (block >= 0) {
                blocks[from].clear(block);
                lowest[from] = block + 1;
                int frame = block << from;
                for (int half = from - 1; half >= order; half--) {
                    put((frame >>> half) + 1, half);
                }
                free -= 1 << order;
                leastFree = Math.min(leastFree, free);
                return frame;
            }
            lowest[from] = frames;
        }
        return -1;
    }

    /** Gives back a block that {@link #allocate} gave with this order. */
    void free(int frame, int order) {
        int size = 1 << order;
        if (frame < 0 || frame > frames - size || frame % size != 0) {
            throw new KernelPanic("frame " + frame + " is freed, but begins no block of " + size);
        }
        if (isFree(frame) || holdsFree(frame, order)) {
            throw new KernelPanic("frame " + frame + " is freed twice");
        }
        free += 1 << order;
        int block = frame >>> order;
        int joined = order;
        while (joined < MAX_ORDER && blocks[joined].get(block ^ 1)) {
            blocks[joined].clear(block ^ 1);
            block >>>= 1;
            joined++;
        }
        put(block, joined);
    }

    /** Whether the frame lies in a free block. */
    boolean isFree(int frame) {
        for (int order = 0; order <= MAX_ORDER; order++) {
            if (blocks[order].get(frame >>> order)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a smaller block inside this one is free. */
    private boolean holdsFree(int frame, int order) {
        for (int smaller = 0; smaller < order; smaller++) {
            int block = blocks[smaller].nextSetBit(frame >>> smaller);
            if (block >= 0 && block < frame + (1 << order) >>> smaller) {
                return true;
            }
        }
        return false;
    }

    private void put(int block, int order) {
        blocks[order].set(block);
        lowest[order] = Math.min(lowest[order], block);
    }
}
