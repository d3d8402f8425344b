package pagoda.kernel.fs;

import java.util.ArrayDeque;
import java.util.Deque;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.wait.WaitQueue;

/**
 * A pipe: up to 16 pages of bytes, or as many as F_SETPIPE_SZ says, between writers and readers, as pipe(7) and Linux's
 * {@code pipe_write} have it. Writes of up to 4096 bytes are never split. What is written by an open file with O_DIRECT is a
 * packet, which is read alone.
 *
 * <pre>
 *  write →  [ page | page | … | page ]  → read        at most 16 pages; a page is filled further
 *                                                     while what is written fits into it whole
 * </pre>
 */
public final class Pipe extends Inode {
    /** How many bytes it can hold unless this is changed: 64 KiB. */
    public static final int CAPACITY = 64 << 10;

    /** The most that it can be made to hold: 1 MiB, Linux's {@code pipe-max-size}. */
    public static final int MOST = 1 << 20;

    /** Writes of up to so many bytes are never split: PIPE_BUF. */
    public static final int ATOMIC = 4096;

    private static final int PAGE = 4096;

    private static final class Slot {
        final byte[] bytes;
        boolean packet;
        int start;
        int end;

        Slot(int size) {
            bytes = new byte[size];
        }
    }

    private final Deque<Slot> slots = new ArrayDeque<>();
    private final WaitQueue readers = new WaitQueue("data in a pipe");
    private final WaitQueue writers = new WaitQueue("room in a pipe");
    private int most = CAPACITY / PAGE;
    private int openToRead;
    private int openToWrite;

    public Pipe(Volume volume) {
        super(volume, 0600);
        linked();
    }

    @Override
    public FileType type() {
        return FileType.PIPE;
    }

    @Override
    public boolean isSeekable() {
        return false;
    }

    @Override
    protected void opened(OpenFile file) {
        super.opened(file);
        openToRead += file.isReadable() ? 1 : 0;
        openToWrite += file.isWritable() ? 1 : 0;
    }

    @Override
    protected long closed(OpenFile file) {
        openToRead -= file.isReadable() ? 1 : 0;
        openToWrite -= file.isWritable() ? 1 : 0;
        readers.wakeAll();
        writers.wakeAll();
        return super.closed(file);
    }

    @Override
    public long read(OpenFile file, long offset, byte[] target, int length) {
        int done = 0;
        while (done < length && !slots.isEmpty()) {
            Slot first = slots.getFirst();
            int part = Math.min(length - done, first.end - first.start);
            System.arraycopy(first.bytes, first.start, target, done, part);
            first.start += part;
            done += part;
            if (first.packet || first.start == first.end) {
                slots.removeFirst();
            }
            if (first.packet) {
                break;
            }
        }
        if (done > 0) {
            writers.wakeAll();
            return done;
        }
        return length == 0 || openToWrite == 0 ? 0 : Errno.EAGAIN.result();
    }

    @Override
    public long write(OpenFile file, long offset, byte[] source, int length) {
        if (length == 0) {
            return 0;
        }
        if (openToRead == 0) {
            return Errno.EPIPE.result();
        }
        int done = 0;
        int odd = length % PAGE;
        boolean packets = file.has(OpenFlags.O_DIRECT);
        Slot last = slots.peekLast();
        if (!packets && odd != 0 && last != null && !last.packet && last.end + odd <= PAGE) {
            append(source, 0, odd);
            done = odd;
        }
        while (done < length && slots.size() < most) {
            int part = Math.min(PAGE, length - done);
            slots.addLast(new Slot(part));
            append(source, done, part);
            slots.getLast().packet = packets;
            done += part;
        }
        if (done > 0) {
            readers.wakeAll();
            return done;
        }
        return Errno.EAGAIN.result();
    }

    /** Puts bytes behind those of the last slot, which has room for them in its page. */
    private void append(byte[] source, int start, int length) {
        Slot last = slots.removeLast();
        Slot grown = last;
        if (last.bytes.length < last.end + length) {
            grown = new Slot(last.end == 0 ? length : PAGE);
            System.arraycopy(last.bytes, last.start, grown.bytes, last.start, last.end - last.start);
            grown.start = last.start;
            grown.end = last.end;
        }
        System.arraycopy(source, start, grown.bytes, grown.end, length);
        grown.end += length;
        slots.addLast(grown);
    }

    /** How many bytes it can hold. */
    public int capacity() {
        return most * PAGE;
    }

    /** Has it hold so many bytes, a power of two and a page at least; what it holds must fit. */
    public long setCapacity(int bytes) {
        if (slots.size() * PAGE > bytes) {
            return Errno.EBUSY.result();
        }
        most = bytes / PAGE;
        writers.wakeAll();
        return bytes;
    }

    @Override
    public int poll(OpenFile file) {
        int ready = 0;
        if (file.isReadable()) {
            ready |= (slots.isEmpty() ? 0 : POLLIN) | (openToWrite == 0 ? POLLHUP : 0);
        }
        if (file.isWritable()) {
            ready |= (slots.size() < most ? POLLOUT : 0) | (openToRead == 0 ? POLLERR : 0);
        }
        return ready;
    }

    @Override
    public WaitQueue waiting(boolean toWrite) {
        return toWrite ? writers : readers;
    }

    @Override
    public long readable(OpenFile file) {
        long count = 0;
        for (Slot slot : slots) {
            count += slot.end - slot.start;
        }
        return count;
    }
}
