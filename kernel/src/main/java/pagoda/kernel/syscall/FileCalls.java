package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.proc.ExitStatus;

/** System calls on open files. */
final class FileCalls {
    /** The most bytes that one call transfers, as on Linux: 2 GiB less a page. */
    private static final long MAX_RW_COUNT = 0x7fff_f000;

    /** The most parts that writev takes. */
    private static final int IOV_MAX = 1024;

    private static final int IOVEC_SIZE = 16;

    /** A transfer moves through the kernel in pieces of this many bytes. */
    private static final int CHUNK = 64 << 10;

    private FileCalls() {}

    static long read(Call call) {
        OpenFile file = call.process().files().get(call.argument(0));
        if (file == null || !file.isReadable()) {
            return Errno.EBADF.result();
        }
        long address = call.argument(1);
        long length = call.argument(2);
        if (!call.isUserRange(address, length)) {
            return Errno.EFAULT.result();
        }
        return readInto(call, file, address, Math.min(length, MAX_RW_COUNT));
    }

    static long write(Call call) {
        OpenFile file = call.process().files().get(call.argument(0));
        if (file == null || !file.isWritable()) {
            return Errno.EBADF.result();
        }
        long address = call.argument(1);
        long length = call.argument(2);
        if (!call.isUserRange(address, length)) {
            return Errno.EFAULT.result();
        }
        return writeFrom(call, file, address, Math.min(length, MAX_RW_COUNT));
    }

    static long writev(Call call) {
        OpenFile file = call.process().files().get(call.argument(0));
        if (file == null || !file.isWritable()) {
            return Errno.EBADF.result();
        }
        int count = (int) call.argument(2);
        if (call.argument(2) < 0 || call.argument(2) > IOV_MAX) {
            return Errno.EINVAL.result();
        }
        byte[] vector = new byte[count * IOVEC_SIZE];
        if (call.copyIn(call.argument(1), vector, vector.length) < vector.length) {
            return Errno.EFAULT.result();
        }
        ByteBuffer parts = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
        long error = check(call, parts, count);
        return error < 0 ? error : writeParts(call, file, parts, count);
    }

    /** All parts are checked before any is written. */
    private static long check(Call call, ByteBuffer parts, int count) {
        for (int part = 0; part < count; part++) {
            if (parts.getLong(part * IOVEC_SIZE + 8) < 0) {
                return Errno.EINVAL.result();
            }
        }
        for (int part = 0; part < count; part++) {
            if (!call.isUserRange(parts.getLong(part * IOVEC_SIZE), parts.getLong(part * IOVEC_SIZE + 8))) {
                return Errno.EFAULT.result();
            }
        }
        return 0;
    }

    private static long writeParts(Call call, OpenFile file, ByteBuffer parts, int count) {
        long total = 0;
        for (int part = 0; part < count; part++) {
            long length = Math.min(parts.getLong(part * IOVEC_SIZE + 8), MAX_RW_COUNT - total);
            long written = writeFrom(call, file, parts.getLong(part * IOVEC_SIZE), length);
            if (written < 0) {
                return total > 0 ? total : written;
            }
            total += written;
            if (written < length) {
                break;
            }
        }
        return total;
    }

    /** Makes each chunk's pages writable first, so that no byte of input is lost to a bad address. */
    private static long readInto(Call call, OpenFile file, long address, long length) {
        byte[] chunk = new byte[(int) Math.min(length, CHUNK)];
        long total = 0;
        while (total < length) {
            int wanted = (int) Math.min(length - total, chunk.length);
            int writable = call.writable(address + total, wanted);
            if (writable == 0) {
                return total > 0 ? total : Errno.EFAULT.result();
            }
            long got = file.read(chunk, writable);
            if (got < 0) {
                return total > 0 ? total : got;
            }
            call.copyOut(address + total, chunk, (int) got);
            total += got;
            if (got < wanted) {
                break;
            }
        }
        return total;
    }

    private static long writeFrom(Call call, OpenFile file, long address, long length) {
        byte[] chunk = new byte[(int) Math.min(length, CHUNK)];
        long total = 0;
        while (total < length) {
            int wanted = (int) Math.min(length - total, chunk.length);
            int copied = call.copyIn(address + total, chunk, wanted);
            if (copied == 0) {
                return total > 0 ? total : Errno.EFAULT.result();
            }
            long written = file.write(chunk, copied);
            if (written < 0) {
                if (written == Errno.EPIPE.result()) {
                    call.process().end(new ExitStatus.Killed(Signal.SIGPIPE));
                }
                return total > 0 ? total : written;
            }
            total += written;
            if (written < wanted) {
                break;
            }
        }
        return total;
    }
}
