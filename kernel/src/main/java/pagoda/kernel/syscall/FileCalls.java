package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.OpenFlags;
import pagoda.kernel.fs.RegularFile;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.wait.WaitQueue;

/** System calls that move bytes between open files and memory. */
final class FileCalls {
    /** The most bytes that one call transfers, as on Linux: 2 GiB less a page. */
    private static final long MAX_RW_COUNT = 0x7fff_f000;

    /** The most parts that readv and writev take. */
    private static final int IOV_MAX = 1024;

    private static final int IOVEC_SIZE = 16;

    /** A transfer moves through the kernel in pieces of this many bytes. */
    private static final int CHUNK = 64 << 10;

    private static final long NO_OFFSET = -1;

    private FileCalls() {}

    /** A transfer under way, kept while it waits. */
    private static final class Transfer {
        final OpenFile file;
        final boolean write;
        final long[] addresses;
        final long[] lengths;
        final long offset;
        long done;
        boolean ended;

        /** @param offset where in the file; {@link #NO_OFFSET} for the open file's own offset */
        Transfer(OpenFile file, boolean write, long[] addresses, long[] lengths, long offset) {
            this.file = file;
            this.write = write;
            this.addresses = addresses;
            this.lengths = lengths;
            this.offset = offset;
        }
    }

    static long read(Call call) throws FileException {
        return single(call, false, false);
    }

    static long write(Call call) throws FileException {
        return single(call, true, false);
    }

    static long pread64(Call call) throws FileException {
        return single(call, false, true);
    }

    static long pwrite64(Call call) throws FileException {
        return single(call, true, true);
    }

    static long readv(Call call) throws FileException {
        return vector(call, false, false);
    }

    static long writev(Call call) throws FileException {
        return vector(call, true, false);
    }

    static long preadv(Call call) throws FileException {
        return vector(call, false, true);
    }

    static long pwritev(Call call) throws FileException {
        return vector(call, true, true);
    }

    private static long single(Call call, boolean write, boolean positioned) throws FileException {
        if (call.thread().continuation() instanceof Transfer begun) {
            return go(call, begun);
        }
        long offset = offset(call, positioned);
        OpenFile file = opened(call, write, positioned);
        long address = call.argument(1);
        long length = call.argument(2);
        if (!call.isUserRange(address, length)) {
            return Errno.EFAULT.result();
        }
        long[] addresses = {address};
        long[] lengths = {Math.min(length, MAX_RW_COUNT)};
        return go(call, new Transfer(file, write, addresses, lengths, offset));
    }

    private static long vector(Call call, boolean write, boolean positioned) throws FileException {
        if (call.thread().continuation() instanceof Transfer begun) {
            return go(call, begun);
        }
        long offset = offset(call, positioned);
        OpenFile file = opened(call, write, positioned);
        if (call.argument(2) < 0 || call.argument(2) > IOV_MAX) {
            return Errno.EINVAL.result();
        }
        int count = (int) call.argument(2);
        ByteBuffer parts = call.load(call.argument(1), count * IOVEC_SIZE);
        if (parts == null) {
            return Errno.EFAULT.result();
        }
        long[] addresses = new long[count];
        long[] lengths = new long[count];
        long total = 0;
        for (int part = 0; part < count; part++) {
            addresses[part] = parts.getLong(part * IOVEC_SIZE);
            lengths[part] = parts.getLong(part * IOVEC_SIZE + 8);
            if (lengths[part] < 0) {
                return Errno.EINVAL.result();
            }
        }
        for (int part = 0; part < count; part++) {
            if (!call.isUserRange(addresses[part], lengths[part])) {
                return Errno.EFAULT.result();
            }
            lengths[part] = Math.min(lengths[part], MAX_RW_COUNT - total);
            total += lengths[part];
        }
        return go(call, new Transfer(file, write, addresses, lengths, offset));
    }

    private static long offset(Call call, boolean positioned) throws FileException {
        if (!positioned) {
            return NO_OFFSET;
        }
        PathArguments.check(call.argument(3) >= 0, Errno.EINVAL);
        return call.argument(3);
    }

    private static OpenFile opened(Call call, boolean write, boolean positioned) throws FileException {
        OpenFile file = PathArguments.file(call, call.argument(0));
        PathArguments.check(!positioned || file.inode().isSeekable(), Errno.ESPIPE);
        PathArguments.check(write ? file.isWritable() : file.isReadable(), Errno.EBADF);
        return file;
    }

    /** Moves bytes until all are moved, or the file gives or takes no more; waits if it has to and may. */
    private static long go(Call call, Transfer transfer) {
        OpenFile file = transfer.file;
        if (transfer.lengths.length == 0) {
            return 0;
        }
        if (file.isClosed()) {
            return transfer.done > 0 ? transfer.done : Errno.EBADF.result();
        }
        long total = 0;
        for (long length : transfer.lengths) {
            total += length;
        }
        byte[] chunk = new byte[(int) Math.min(total - transfer.done, mostAtOnce(call))];
        call.thread().setContinuation(transfer);
        while (true) {
            long moved = transfer.write ? writeChunk(call, transfer, chunk) : readChunk(call, transfer, chunk);
            if (moved == Errno.EAGAIN.result() && !file.has(OpenFlags.O_NONBLOCK)) {
                WaitQueue queue = file.inode().waiting(transfer.write);
                if (queue != null && (transfer.write || transfer.done == 0)) {
                    if (call.isInterrupted()) {
                        return transfer.done > 0 ? transfer.done : call.interrupted();
                    }
                    return call.waitIn(queue);
                }
            }
            if (moved < 0) {
                if (moved == Errno.EPIPE.result()) {
                    brokenPipe(call);
                }
                return transfer.done > 0 ? transfer.done : moved;
            }
            transfer.done += moved;
            call.committed();
            if (moved == 0 || transfer.done == total || transfer.ended) {
                return transfer.done;
            }
        }
    }

    /** The size of a piece: its pages, in memory and in the page cache, are in RAM at the same time. */
    private static int mostAtOnce(Call call) {
        return Math.min(CHUNK, call.services().frames().total() / 8 * AddressSpace.PAGE_SIZE);
    }

    /** Nobody reads what the caller writes: the one place that knows what that means. */
    private static void brokenPipe(Call call) {
        call.raise(Signal.SIGPIPE);
    }

    /** Makes a piece's pages writable first, so that no byte of input is lost to a bad address. */
    private static long readChunk(Call call, Transfer transfer, byte[] chunk) {
        int part = part(transfer);
        long before = before(transfer, part);
        long address = transfer.addresses[part] + transfer.done - before;
        int wanted = (int) Math.min(chunk.length, transfer.lengths[part] - (transfer.done - before));
        int writable = call.writable(address, wanted);
        if (writable == 0 && wanted > 0) {
            return Errno.EFAULT.result();
        }
        OpenFile file = transfer.file;
        boolean own = transfer.offset == NO_OFFSET;
        long offset = own ? file.offset() : transfer.offset + transfer.done;
        long got = file.inode().read(file, offset, chunk, writable);
        if (got <= 0) {
            return got;
        }
        int stored = call.copyOut(address, chunk, (int) got);
        transfer.ended = stored < wanted;
        if (own && file.inode().isSeekable()) {
            file.setOffset(offset + stored);
        }
        return stored == 0 ? Errno.EFAULT.result() : stored;
    }

    /** Collects a piece, from several parts if need be: a pipe takes what is small whole. */
    private static long writeChunk(Call call, Transfer transfer, byte[] chunk) {
        OpenFile file = transfer.file;
        boolean own = transfer.offset == NO_OFFSET;
        boolean append = file.has(OpenFlags.O_APPEND) && file.inode() instanceof RegularFile;
        long offset = append ? file.inode().size() : own ? file.offset() : transfer.offset + transfer.done;
        long room = file.inode() instanceof RegularFile ? SizeLimit.room(call, offset) : Long.MAX_VALUE;
        if (room == 0 && chunk.length > 0) {
            return transfer.done > 0 ? 0 : SizeLimit.exceeded(call);
        }
        if (chunk.length > 0 && (file.inode().poll(file) & Inode.POLLERR) != 0) {
            return Errno.EPIPE.result();
        }
        int collected = (int) Math.min(room, collect(call, transfer, chunk));
        if (collected == 0 && chunk.length > 0) {
            return Errno.EFAULT.result();
        }
        long written = file.inode().write(file, offset, chunk, collected);
        if (written > 0 && own && file.inode().isSeekable()) {
            file.setOffset(offset + written);
        }
        return written;
    }

    /** How many bytes could be collected, less than the piece's size at a bad address. */
    private static int collect(Call call, Transfer transfer, byte[] chunk) {
        int collected = 0;
        int part = part(transfer);
        long before = before(transfer, part);
        while (part < transfer.lengths.length && collected < chunk.length) {
            long skip = Math.max(0, transfer.done - before);
            int wanted = (int) Math.min(chunk.length - collected, transfer.lengths[part] - skip);
            byte[] bytes = part == 0 && collected == 0 ? chunk : new byte[wanted];
            int copied = call.copyIn(transfer.addresses[part] + skip, bytes, wanted);
            if (bytes != chunk) {
                System.arraycopy(bytes, 0, chunk, collected, copied);
            }
            collected += copied;
            if (copied < wanted) {
                break;
            }
            before += transfer.lengths[part++];
        }
        return collected;
    }

    /** The part that the transfer goes on in: the last one if it is complete. */
    private static int part(Transfer transfer) {
        long end = 0;
        for (int part = 0; part < transfer.lengths.length; part++) {
            end += transfer.lengths[part];
            if (transfer.done < end) {
                return part;
            }
        }
        return Math.max(0, transfer.lengths.length - 1);
    }

    private static long before(Transfer transfer, int part) {
        long sum = 0;
        for (int i = 0; i < part; i++) {
            sum += transfer.lengths[i];
        }
        return sum;
    }
}
