package pagoda.kernel.syscall;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.OpenFlags;
import pagoda.kernel.fs.RegularFile;
import pagoda.kernel.wait.WaitQueue;

/**
 * Descriptors 0 and 1 for calls that print and read by themselves, as RARS's do. Nothing is said here of signals' handlers:
 * programs with these calls have no way to set one.
 */
final class StandardStreams {
    private StandardStreams() {}

    /** What descriptor 0 stands for, if it can be read; else null. */
    static @Nullable OpenFile input(Call call) {
        OpenFile file = call.process().files().get(0);
        return file != null && file.isReadable() ? file : null;
    }

    /** What descriptor 1 stands for, if it can be written; else null. */
    static @Nullable OpenFile output(Call call) {
        OpenFile file = call.process().files().get(1);
        return file != null && file.isWritable() ? file : null;
    }

    /**
     * Reads one byte.
     *
     * @return the byte, 0 to 255; −1 at the end; {@link Call#WAIT} if the thread waits now; {@link Call#GONE} if that failed
     */
    static long get(Call call, OpenFile file) {
        byte[] bytes = new byte[1];
        long got = file.inode().read(file, file.offset(), bytes, 1);
        if (got < 0) {
            return waitOrFail(call, file, got, false);
        }
        moveTo(file, file.offset() + got);
        call.committed();
        return got == 0 ? -1 : bytes[0] & 0xff;
    }

    /**
     * Writes some of the bytes from {@code start} on.
     *
     * @return how many; {@link Call#WAIT} if the thread waits now; {@link Call#GONE} if that failed
     */
    static long put(Call call, OpenFile file, byte[] bytes, int start) {
        if ((file.inode().poll(file) & Inode.POLLERR) != 0) {
            return waitOrFail(call, file, Errno.EPIPE.result(), true);
        }
        byte[] rest = start == 0 ? bytes : Arrays.copyOfRange(bytes, start, bytes.length);
        boolean append = file.has(OpenFlags.O_APPEND) && file.inode() instanceof RegularFile;
        long offset = append ? file.inode().size() : file.offset();
        long written = file.inode().write(file, offset, rest, rest.length);
        if (written < 0) {
            return waitOrFail(call, file, written, true);
        }
        moveTo(file, offset + written);
        call.committed();
        return written;
    }

    private static void moveTo(OpenFile file, long offset) {
        if (file.inode().isSeekable()) {
            file.setOffset(offset);
        }
    }

    private static long waitOrFail(Call call, OpenFile file, long error, boolean write) {
        WaitQueue queue = file.inode().waiting(write);
        if (error == Errno.EAGAIN.result() && !file.has(OpenFlags.O_NONBLOCK) && queue != null) {
            return call.waitIn(queue);
        }
        return call.fail((write ? "standard output cannot be written: " : "standard input cannot be read: ")
                + Errno.show(error));
    }
}
