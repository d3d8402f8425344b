package pagoda.kernel.syscall;

import static pagoda.kernel.syscall.PathArguments.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.Directory;
import pagoda.kernel.fs.FileDescriptors;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.FileType;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.OpenFlags;
import pagoda.kernel.fs.Pipe;
import pagoda.kernel.fs.RegularFile;

/** System calls that open, copy, place, ask and close descriptors. */
final class DescriptorCalls {
    private static final int F_DUPFD = 0;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;

    private static final int TCGETS = 0x5401;
    private static final int TCSETS = 0x5402;
    private static final int TCSETSF = 0x5404;
    private static final int TIOCGPGRP = 0x540f;
    private static final int TIOCSPGRP = 0x5410;
    private static final int TIOCGWINSZ = 0x5413;
    private static final int FIONREAD = 0x541b;
    private static final int FIONBIO = 0x5421;
    private static final int FIONCLEX = 0x5450;
    private static final int FIOCLEX = 0x5451;

    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    /** More would never be asked for at once. */
    private static final int MOST_RANDOM = 32 << 20;

    private DescriptorCalls() {}

    static long openat(Call call) throws FileException {
        int flags = (int) call.argument(2);
        if ((flags & OpenFlags.O_PATH) != 0) {
            flags &= OpenFlags.O_PATH | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW | OpenFlags.O_CLOEXEC;
        }
        return open(call, call.argument(0), call.argument(1), flags, call.argument(3));
    }

    /** Opens the file of the path at that address, beginning in that directory; the descriptor. */
    static long open(Call call, long directory, long address, int flags, long mode) throws FileException {
        String path = PathArguments.path(call, address);
        check(!path.isEmpty(), Errno.ENOENT);
        FileDescriptors descriptors = call.process().files();
        int number = descriptors.free(0);
        Directory start = PathArguments.start(call, directory, path);
        int permissions = (int) mode & 07777 & ~descriptors.umask();
        OpenFile file = PathArguments.files(call).open(start, path, flags, permissions);
        descriptors.put(number, file, (flags & OpenFlags.O_CLOEXEC) != 0);
        return number;
    }

    static long close(Call call) {
        return call.process().files().close(call.argument(0));
    }

    static long dup(Call call) throws FileException {
        return duplicate(call, PathArguments.file(call, call.argument(0)), 0, false);
    }

    private static long duplicate(Call call, OpenFile file, int least, boolean closeOnExec) throws FileException {
        int number = call.process().files().free(least);
        call.process().files().put(number, file, closeOnExec);
        return number;
    }

    static long dup3(Call call) throws FileException {
        int flags = (int) call.argument(2);
        int number = (int) call.argument(1);
        check((flags & ~OpenFlags.O_CLOEXEC) == 0 && (int) call.argument(0) != number, Errno.EINVAL);
        FileDescriptors descriptors = call.process().files();
        check(number >= 0 && number < descriptors.limit(), Errno.EBADF);
        OpenFile file = PathArguments.file(call, call.argument(0));
        descriptors.put(number, file, (flags & OpenFlags.O_CLOEXEC) != 0);
        return number;
    }

    static long fcntl(Call call) throws FileException {
        OpenFile file = PathArguments.file(call, call.argument(0));
        FileDescriptors descriptors = call.process().files();
        long argument = call.argument(2);
        int command = (int) call.argument(1);
        switch (command) {
            case F_DUPFD, F_DUPFD_CLOEXEC -> {
                int least = (int) argument;
                check(least >= 0 && least < descriptors.limit(), Errno.EINVAL);
                return duplicate(call, file, least, command == F_DUPFD_CLOEXEC);
            }
            case F_GETFD -> {
                return descriptors.isCloseOnExec(call.argument(0)) ? 1 : 0;
            }
            case F_SETFD -> {
                descriptors.setCloseOnExec(call.argument(0), (argument & 1) != 0);
                return 0;
            }
            case F_GETFL -> {
                return file.flags();
            }
            case F_SETFL -> {
                check(!file.has(OpenFlags.O_PATH), Errno.EBADF);
                file.setStatusFlags((int) argument);
                return 0;
            }
            case F_GETPIPE_SZ, F_SETPIPE_SZ -> {
                return pipeSize(file, command == F_SETPIPE_SZ, argument & 0xffff_ffffL);
            }
            default -> throw new FileException(Errno.EINVAL);
        }
    }

    /** Tells, or changes, how much a pipe holds: a power of two, a page at least. */
    private static long pipeSize(OpenFile file, boolean change, long wanted) throws FileException {
        if (!(file.inode() instanceof Pipe pipe)) {
            throw new FileException(Errno.EBADF);
        }
        if (!change) {
            return pipe.capacity();
        }
        check(wanted <= 1L << 31, Errno.EINVAL);
        check(wanted <= Pipe.MOST, Errno.EPERM);
        int rounded = Integer.highestOneBit(Math.max((int) wanted, Pipe.ATOMIC) - 1) << 1;
        return pipe.setCapacity(rounded);
    }

    static long ioctl(Call call) throws FileException {
        OpenFile file = PathArguments.usable(call, call.argument(0));
        int request = (int) call.argument(1);
        long address = call.argument(2);
        switch (request) {
            case FIOCLEX, FIONCLEX -> {
                call.process().files().setCloseOnExec(call.argument(0), request == FIOCLEX);
                return 0;
            }
            case FIONBIO -> {
                ByteBuffer on = call.load(address, 4);
                check(on != null, Errno.EFAULT);
                int other = file.flags() & ~OpenFlags.O_NONBLOCK;
                file.setStatusFlags(on != null && on.getInt(0) != 0 ? other | OpenFlags.O_NONBLOCK : other);
                return 0;
            }
            case FIONREAD -> {
                Inode inode = file.inode();
                long count = inode instanceof RegularFile ? inode.size() - file.offset() : inode.readable(file);
                check(count >= 0 || inode instanceof RegularFile, Errno.ENOTTY);
                return stored(call.storeInt(address, (int) count));
            }
            default -> {
                check(file.inode().isTerminal(), Errno.ENOTTY);
                return terminal(call, request, address);
            }
        }
    }

    private static long terminal(Call call, int request, long address) throws FileException {
        return switch (request) {
            case TCGETS -> stored(call.store(address, settings()));
            case TCSETS, TCSETS + 1, TCSETSF, TIOCSPGRP -> 0;
            case TIOCGPGRP -> stored(call.storeInt(address, call.process().group()));
            case TIOCGWINSZ -> stored(call.store(address, windowSize()));
            default -> throw new FileException(Errno.ENOTTY);
        };
    }

    /** A {@code struct termios} as a new terminal has it: cooked, with echo, 38400 bauds. */
    private static byte[] settings() {
        ByteBuffer termios = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        termios.putInt(0x500).putInt(5).putInt(0xbf).putInt(0x8a3b).put((byte) 0);
        byte[] characters = {3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22};
        return termios.put(characters).array();
    }

    /** 24 lines of 80 characters. */
    private static byte[] windowSize() {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 24)
                .putShort((short) 80)
                .array();
    }

    private static long stored(boolean done) {
        return done ? 0 : Errno.EFAULT.result();
    }

    static long pipe2(Call call) throws FileException {
        int flags = (int) call.argument(1);
        int known = OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK | OpenFlags.O_DIRECT;
        check((flags & ~known) == 0, Errno.EINVAL);
        FileDescriptors descriptors = call.process().files();
        int reading = descriptors.free(0);
        int writing = descriptors.free(reading + 1);
        ByteBuffer pair = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        if (!call.store(call.argument(0), pair.putInt(reading).putInt(writing).array())) {
            return Errno.EFAULT.result();
        }
        Pipe pipe = PathArguments.files(call).newPipe();
        String name = "pipe:[" + pipe.number() + "]";
        boolean closeOnExec = (flags & OpenFlags.O_CLOEXEC) != 0;
        int status = flags & (OpenFlags.O_NONBLOCK | OpenFlags.O_DIRECT);
        descriptors.put(reading, new OpenFile(pipe, OpenFlags.O_RDONLY | status, name), closeOnExec);
        descriptors.put(writing, new OpenFile(pipe, OpenFlags.O_WRONLY | status, name), closeOnExec);
        return 0;
    }

    static long lseek(Call call) throws FileException {
        OpenFile file = PathArguments.usable(call, call.argument(0));
        long distance = call.argument(1);
        int whence = (int) call.argument(2);
        check(whence >= SEEK_SET && whence <= SEEK_HOLE, Errno.EINVAL);
        check(file.inode().isSeekable(), Errno.ESPIPE);
        RegularFile regular = file.inode() instanceof RegularFile is ? is : null;
        if (regular == null && file.inode().type() == FileType.CHARACTER_DEVICE) {
            return 0;
        }
        long offset = switch (whence) {
            case SEEK_SET -> distance;
            case SEEK_CUR -> file.offset() + distance;
            case SEEK_END -> file.inode().size() + distance;
            default -> seekData(regular, distance, whence == SEEK_HOLE);
        };
        if (whence >= SEEK_DATA) {
            check(offset >= 0, Errno.ENXIO);
        }
        check(offset >= 0 && offset <= (regular == null ? Long.MAX_VALUE : regular.maxSize()), Errno.EINVAL);
        file.setOffset(offset);
        return offset;
    }

    private static long seekData(@Nullable RegularFile file, long from, boolean hole) throws FileException {
        check(file != null, Errno.EINVAL);
        return file == null ? 0 : file.seekData(from, hole);
    }

    static long truncate(Call call) throws FileException {
        String path = PathArguments.path(call, call.argument(0));
        check(call.argument(1) >= 0, Errno.EINVAL);
        Directory start = PathArguments.start(call, PathArguments.AT_FDCWD, path);
        Inode inode = PathArguments.files(call).find(start, path, true).existing();
        check(!(inode instanceof Directory), Errno.EISDIR);
        check(inode instanceof RegularFile, Errno.EINVAL);
        inode.volume().checkWritable();
        check(!(inode instanceof RegularFile file && file.isExecuted()), Errno.ETXTBSY);
        return inode instanceof RegularFile file ? resize(call, file) : 0;
    }

    static long ftruncate(Call call) throws FileException {
        check(call.argument(1) >= 0, Errno.EINVAL);
        OpenFile file = PathArguments.usable(call, call.argument(0));
        check(file.isWritable() && file.inode() instanceof RegularFile, Errno.EINVAL);
        return file.inode() instanceof RegularFile regular ? resize(call, regular) : 0;
    }

    private static long resize(Call call, RegularFile file) {
        long size = call.argument(1);
        boolean tooLong = size > file.size() && !SizeLimit.allows(call, size);
        return tooLong ? SizeLimit.exceeded(call) : file.truncate(size);
    }

    static long sync(Call call) {
        PathArguments.files(call).sync();
        return 0;
    }

    static long fsync(Call call) throws FileException {
        Inode inode = PathArguments.usable(call, call.argument(0)).inode();
        check(inode instanceof RegularFile || inode instanceof Directory, Errno.EINVAL);
        long error = inode.await();
        if (error < 0) {
            return error;
        }
        error = inode.sync();
        return error < 0 ? error : inode.await();
    }

    static long getrandom(Call call) throws FileException {
        check((call.argument(2) & 0xffff_ffffL & ~7L) == 0, Errno.EINVAL);
        long wanted = call.argument(1);
        int length = wanted < 0 || wanted > MOST_RANDOM ? MOST_RANDOM : (int) wanted;
        check(call.isUserRange(call.argument(0), length), Errno.EFAULT);
        byte[] bytes = new byte[length];
        PathArguments.files(call).randomness().fill(bytes, length);
        int stored = call.copyOut(call.argument(0), bytes, length);
        return stored == 0 && length > 0 ? Errno.EFAULT.result() : stored;
    }
}
