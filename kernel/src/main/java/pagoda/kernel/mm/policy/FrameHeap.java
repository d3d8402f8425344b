package pagoda.kernel.mm.policy;

import java.util.Arrays;

/**
 * A binary heap of frames by two keys, the least on top: the first key decides, the second among equals. A frame's keys can be
 * changed, and it can be removed, at any time; each takes O(log n).
 */
final class FrameHeap {
    private static final int NONE = ReplacementPolicy.NONE;

    private final int[] heap;
    private final int[] place;
    private final long[] key;
    private final long[] tie;
    private int size;

    FrameHeap(int frames) {
        heap = new int[frames];
        place = new int[frames];
        key = new long[frames];
        tie = new long[frames];
        Arrays.fill(place, NONE);
    }

    long key(int frame) {
        return key[frame];
    }

    long tie(int frame) {
        return tie[frame];
    }

    void add(int frame, long key, long tie) {
        if (place[frame] != NONE) {
            throw new IllegalStateException("frame " + frame + " arrives, but has not departed");
        }
        this.key[frame] = key;
        this.tie[frame] = tie;
        put(size++, frame);
        rise(size - 1);
    }

    void change(int frame, long key, long tie) {
        this.key[frame] = key;
        this.tie[frame] = tie;
        rise(place[frame]);
        sink(place[frame]);
    }

    void remove(int frame) {
        int hole = place[frame];
        if (hole == NONE) {
            throw new IllegalStateException("frame " + frame + " departs, but had not arrived");
        }
        place[frame] = NONE;
        int last = heap[--size];
        if (last != frame) {
            put(hole, last);
            rise(hole);
            sink(place[last]);
        }
    }

    /** The least of the pages that may be evicted, or {@link #NONE}: O(1) if the least of all may, else O(n). */
    int firstEvictable(Residents residents) {
        int best = NONE;
        for (int index = 0; index < size; index++) {
            int frame = heap[index];
            if ((best == NONE || before(frame, best)) && residents.mayEvict(frame)) {
                best = frame;
                if (index == 0) {
                    break;
                }
            }
        }
        return best;
    }

    private boolean before(int frame, int other) {
        return key[frame] != key[other] ? key[frame] < key[other] : tie[frame] < tie[other];
    }

    private void rise(int index) {
        int frame = heap[index];
        int hole = index;
        while (hole > 0 && before(frame, heap[(hole - 1) / 2])) {
            put(hole, heap[(hole - 1) / 2]);
            hole = (hole - 1) / 2;
        }
        put(hole, frame);
    }

    private void sink(int index) {
        int frame = heap[index];
        int hole = index;
        while (2 * hole + 1 < size) {
            int child = 2 * hole + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], frame)) {
                break;
            }
            put(hole, heap[child]);
            hole = child;
        }
        put(hole, frame);
    }

    private void put(int index, int frame) {
        heap[index] = frame;
        place[frame] = index;
    }
}
