package pagoda.kernel.mm.policy;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Doubly linked lists of frames, each frame on one of them at most, without an object for a link: a frame is its own link.
 *
 * <pre>
 *   list 0   ┌▶ head ⇄ 5 ⇄ 2 ⇄ 9 ◀┐     next[5] = 2, previous[5] = head, list[5] = 0
 *            └────────────────────┘     a list's head is an index behind those of the frames
 * </pre>
 */
final class FrameLists {
    /** No frame. */
    static final int NONE = ReplacementPolicy.NONE;

    private final int frames;
    private final int[] next;
    private final int[] previous;
    private final int[] list;
    private final int[] size;

    FrameLists(int frames, int lists) {
        this.frames = frames;
        next = new int[frames + lists];
        previous = new int[frames + lists];
        list = new int[frames];
        size = new int[lists];
        Arrays.fill(list, NONE);
        for (int head = frames; head < frames + lists; head++) {
            next[head] = head;
            previous[head] = head;
        }
    }

    int size(int list) {
        return size[list];
    }

    /** The list that the frame is on, or {@link #NONE}. */
    int listOf(int frame) {
        return list[frame];
    }

    int first(int list) {
        return frameOrNone(next[frames + list]);
    }

    int last(int list) {
        return frameOrNone(previous[frames + list]);
    }

    /** The frame behind this one, or {@link #NONE}. */
    int next(int frame) {
        return frameOrNone(next[frame]);
    }

    /** The frame before this one, or {@link #NONE}. */
    int previous(int frame) {
        return frameOrNone(previous[frame]);
    }

    void append(int list, int frame) {
        link(list, frame, previous[frames + list]);
    }

    void prepend(int list, int frame) {
        link(list, frame, frames + list);
    }

    void remove(int frame) {
        if (list[frame] == NONE) {
            throw new IllegalStateException("frame " + frame + " departs, but had not arrived");
        }
        next[previous[frame]] = next[frame];
        previous[next[frame]] = previous[frame];
        size[list[frame]]--;
        list[frame] = NONE;
    }

    /** Takes the frame from where it is to the end of the list. */
    void move(int list, int frame) {
        remove(frame);
        append(list, frame);
    }

    /** The first page of the list that may be evicted, or {@link #NONE}. */
    int firstEvictable(int list, Residents residents) {
        int frame = first(list);
        while (frame != NONE && !residents.mayEvict(frame)) {
            frame = next(frame);
        }
        return frame;
    }

    /**
     * The first page of the list that may be evicted and has not been referenced, or {@link #NONE}. Those before it that were
     * are given to {@code referenced}, which may move them to the end or to another list. No page is looked at twice.
     */
    int firstUnreferenced(int list, Residents residents, IntConsumer referenced) {
        int frame = first(list);
        for (int left = size[list]; left > 0; left--) {
            int following = next(frame);
            if (residents.mayEvict(frame)) {
                if (!residents.takeReferenced(frame)) {
                    return frame;
                }
                referenced.accept(frame);
            }
            frame = following;
        }
        return NONE;
    }

    /** Gives every page of the list that has been referenced to {@code referenced}, which may move it, as above. */
    void harvest(int list, Residents residents, IntConsumer referenced) {
        int frame = first(list);
        for (int left = size[list]; left > 0; left--) {
            int following = next(frame);
            if (residents.takeReferenced(frame)) {
                referenced.accept(frame);
            }
            frame = following;
        }
    }

    private void link(int list, int frame, int before) {
        if (this.list[frame] != NONE) {
            throw new IllegalStateException("frame " + frame + " arrives, but has not departed");
        }
        int behind = next[before];
        previous[frame] = before;
        next[frame] = behind;
        next[before] = frame;
        previous[behind] = frame;
        this.list[frame] = list;
        size[list]++;
    }

    private int frameOrNone(int link) {
        return link < frames ? link : NONE;
    }
}
