package pagoda.asm.layout;

import org.jspecify.annotations.Nullable;

/**
 * A run of bytes of a section whose distances are known while assembling, and an elastic tail whose size is not:
 *
 * <pre>
 *   fragment 0          fragment 1           fragment 2
 *  +-------------+----+---------------+----+-----------+
 *  | fixed bytes |tail| fixed bytes   |tail| fixed     |   the last one has no tail yet
 *  +-------------+----+---------------+----+-----------+
 * </pre>
 */
public final class Fragment {

    private Chunk chunk;
    private long start;
    private long fixed;
    private @Nullable Tail tail;
    private long address;
    private long tailSize;

    Fragment(Chunk chunk, long start) {
        this.chunk = chunk;
        this.start = start;
    }

    Chunk chunk() {
        return chunk;
    }

    /** Where its fixed bytes begin in the chunk's buffer of fixed bytes. */
    long start() {
        return start;
    }

    /** Makes it a fragment of another chunk, whose fixed bytes hold those of its own one from {@code base} on. */
    void moveTo(Chunk other, long base) {
        chunk = other;
        start += base;
    }

    /** How many fixed bytes it has. */
    long fixed() {
        return fixed;
    }

    void close(long size, Tail newTail) {
        fixed = size;
        tail = newTail;
        tailSize = newTail.leastSize();
    }

    void closeLast(long size) {
        fixed = size;
    }

    @Nullable
    Tail tail() {
        return tail;
    }

    long address() {
        return address;
    }

    void address(long newAddress) {
        address = newAddress;
    }

    long tailAddress() {
        return address + fixed;
    }

    long tailSize() {
        return tailSize;
    }

    void tailSize(long size) {
        tailSize = size;
    }
}
