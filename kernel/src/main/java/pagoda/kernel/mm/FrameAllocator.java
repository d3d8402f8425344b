package pagoda.kernel.mm;

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
    private final BitTree[] blocks = new BitTree[MAX_ORDER + 1];

    private int free;
    private int leastFree;

    FrameAllocator(int frames) {
        this.frames = frames;
        for (int order = 0; order <= MAX_ORDER; order++) {
            blocks[order] = new BitTree((frames >>> order) + 1);
        }
        int frame = 0;
        while (frame < frames) {
            int order = MAX_ORDER;
            while ((frame & (1 << order) - 1) != 0 || frame + (1 << order) > frames) {
                order--;
            }
            blocks[order].add(frame >>> order);
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
            int block = blocks[from].least();
            if (block != BitTree.NONE) {
                blocks[from].remove(block);
                int frame = block << from;
                for (int half = from - 1; half >= order; half--) {
                    blocks[half].add((frame >>> half) + 1);
                }
                free -= 1 << order;
                leastFree = Math.min(leastFree, free);
                return frame;
            }
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
        while (joined < MAX_ORDER && blocks[joined].contains(block ^ 1)) {
            blocks[joined].remove(block ^ 1);
            block >>>= 1;
            joined++;
        }
        blocks[joined].add(block);
    }

    /** Whether the frame lies in a free block. */
    boolean isFree(int frame) {
        for (int order = 0; order <= MAX_ORDER; order++) {
            if (blocks[order].contains(frame >>> order)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a smaller block inside this one is free. */
    private boolean holdsFree(int frame, int order) {
        for (int smaller = 0; smaller < order; smaller++) {
            int block = blocks[smaller].leastFrom(frame >>> smaller);
            if (block >= 0 && block < frame + (1 << order) >>> smaller) {
                return true;
            }
        }
        return false;
    }
}
