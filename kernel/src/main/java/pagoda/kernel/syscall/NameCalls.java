package pagoda.kernel.syscall;

import static pagoda.kernel.syscall.PathArguments.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.Directory;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.FileType;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.fs.Names;
import pagoda.kernel.fs.SymbolicLink;

/** System calls that make, change and ask names, and what inodes know but their bytes. */
final class NameCalls {
    private static final int UTIME_NOW = 0x3fff_ffff;
    private static final int UTIME_OMIT = 0x3fff_fffe;
    private static final long NANOSECONDS = 1_000_000_000;
    private static final int WRITE_ACCESS = 2;
    private static final int EXECUTE_ACCESS = 1;
    private static final int AT_EACCESS = 0x200;

    private NameCalls() {}

    private static Names names(Call call) {
        return PathArguments.files(call).names();
    }

    static long mkdirat(Call call) throws FileException {
        String path = PathArguments.path(call, call.argument(1));
        Directory start = PathArguments.start(call, call.argument(0), path);
        int permissions =
                (int) call.argument(2) & 01777 & ~call.process().files().umask();
        names(call).makeDirectory(start, path, permissions);
        return 0;
    }

    static long unlinkat(Call call) throws FileException {
        int flags = (int) call.argument(2);
        check((flags & ~PathArguments.AT_REMOVEDIR) == 0, Errno.EINVAL);
        String path = PathArguments.path(call, call.argument(1));
        Directory start = PathArguments.start(call, call.argument(0), path);
        if (flags == 0) {
            names(call).unlink(start, path);
        } else {
            names(call).removeDirectory(start, path);
        }
        return 0;
    }

    static long symlinkat(Call call) throws FileException {
        String target = PathArguments.path(call, call.argument(0));
        check(!target.isEmpty(), Errno.ENOENT);
        String path = PathArguments.path(call, call.argument(2));
        names(call).makeLink(target, PathArguments.start(call, call.argument(1), path), path);
        return 0;
    }

    static long linkat(Call call) throws FileException {
        int flags = (int) call.argument(4);
        int known = PathArguments.AT_SYMLINK_FOLLOW | PathArguments.AT_EMPTY_PATH;
        check((flags & ~known) == 0, Errno.EINVAL);
        int how = (flags & PathArguments.AT_EMPTY_PATH)
                | ((flags & PathArguments.AT_SYMLINK_FOLLOW) == 0 ? PathArguments.AT_SYMLINK_NOFOLLOW : 0);
        Inode inode = PathArguments.inode(call, call.argument(0), call.argument(1), how);
        String path = PathArguments.path(call, call.argument(3));
        names(call).link(inode, PathArguments.start(call, call.argument(2), path), path);
        return 0;
    }

    static long renameat2(Call call) throws FileException {
        int flags = (int) call.argument(4);
        int both = Names.RENAME_NOREPLACE | Names.RENAME_EXCHANGE;
        check((flags & ~both) == 0 && flags != both, Errno.EINVAL);
        String from = PathArguments.path(call, call.argument(1));
        String to = PathArguments.path(call, call.argument(3));
        Directory fromStart = PathArguments.start(call, call.argument(0), from);
        Directory toStart = PathArguments.start(call, call.argument(2), to);
        names(call).rename(fromStart, from, toStart, to, flags);
        return 0;
    }

    static long readlinkat(Call call) throws FileException {
        int size = (int) call.argument(3);
        check(size > 0, Errno.EINVAL);
        String path = PathArguments.path(call, call.argument(1));
        int how = PathArguments.AT_SYMLINK_NOFOLLOW | PathArguments.AT_EMPTY_PATH;
        Inode inode = PathArguments.inode(call, call.argument(0), call.argument(1), how);
        if (!(inode instanceof SymbolicLink link)) {
            return (path.isEmpty() ? Errno.ENOENT : Errno.EINVAL).result();
        }
        byte[] target = link.target().getBytes(StandardCharsets.ISO_8859_1);
        int length = Math.min(size, target.length);
        return call.copyOut(call.argument(2), target, length) < length ? Errno.EFAULT.result() : length;
    }

    static long faccessat(Call call) throws FileException {
        return access(call, 0);
    }

    static long faccessat2(Call call) throws FileException {
        return access(call, (int) call.argument(3));
    }

    /** Everybody is root: only a read-only file system, and a file that nobody may execute, say no. */
    private static long access(Call call, int flags) throws FileException {
        int mode = (int) call.argument(2);
        check((mode & ~7) == 0, Errno.EINVAL);
        int known = AT_EACCESS | PathArguments.AT_SYMLINK_NOFOLLOW | PathArguments.AT_EMPTY_PATH;
        check((flags & ~known) == 0, Errno.EINVAL);
        Inode inode = PathArguments.inode(call, call.argument(0), call.argument(1), flags);
        check((mode & EXECUTE_ACCESS) == 0 || inode.isExecutable(), Errno.EACCES);
        if ((mode & WRITE_ACCESS) != 0 && inode.type() != FileType.CHARACTER_DEVICE) {
            inode.volume().checkWritable();
        }
        return 0;
    }

    static long fchmod(Call call) throws FileException {
        return setMode(PathArguments.usable(call, call.argument(0)).inode(), call.argument(1));
    }

    static long fchmodat(Call call) throws FileException {
        return setMode(PathArguments.inode(call, call.argument(0), call.argument(1), 0), call.argument(2));
    }

    private static long setMode(Inode inode, long mode) throws FileException {
        inode.volume().checkWritable();
        inode.setPermissions((int) mode);
        return 0;
    }

    static long umask(Call call) {
        int old = call.process().files().umask();
        call.process().files().setUmask((int) call.argument(0));
        return old;
    }

    static long utimensat(Call call) throws FileException {
        int flags = (int) call.argument(3);
        int known = PathArguments.AT_SYMLINK_NOFOLLOW | PathArguments.AT_EMPTY_PATH;
        long[] times = {UTIME_NOW, UTIME_NOW};
        long[] seconds = new long[2];
        if (call.argument(2) != 0) {
            ByteBuffer given = call.load(call.argument(2), 32);
            if (given == null) {
                return Errno.EFAULT.result();
            }
            for (int which = 0; which < 2; which++) {
                seconds[which] = given.getLong(which * 16);
                times[which] = given.getLong(which * 16 + 8);
                boolean special = times[which] == UTIME_NOW || times[which] == UTIME_OMIT;
                check(special || (times[which] >= 0 && times[which] < NANOSECONDS), Errno.EINVAL);
            }
            if (times[0] == UTIME_OMIT && times[1] == UTIME_OMIT) {
                return 0;
            }
        }
        check((flags & ~known) == 0, Errno.EINVAL);
        Inode inode = call.argument(1) == 0
                ? PathArguments.usable(call, call.argument(0)).inode()
                : PathArguments.inode(call, call.argument(0), call.argument(1), flags);
        inode.volume().checkWritable();
        inode.setTimes(
                time(inode, seconds[0], times[0], inode.accessed()),
                time(inode, seconds[1], times[1], inode.modified()));
        return 0;
    }

    private static long time(Inode inode, long seconds, long nanoseconds, long old) {
        if (nanoseconds == UTIME_OMIT) {
            return old;
        }
        return nanoseconds == UTIME_NOW ? inode.volume().now() : seconds * NANOSECONDS + nanoseconds;
    }

    static long getcwd(Call call) {
        String path = call.process().files().directory().path();
        if (path == null) {
            return Errno.ENOENT.result();
        }
        byte[] bytes = (path + "\0").getBytes(StandardCharsets.ISO_8859_1);
        if (Long.compareUnsigned(call.argument(1), bytes.length) < 0) {
            return Errno.ERANGE.result();
        }
        return call.store(call.argument(0), bytes) ? bytes.length : Errno.EFAULT.result();
    }

    static long chdir(Call call) throws FileException {
        return enter(call, PathArguments.inode(call, PathArguments.AT_FDCWD, call.argument(0), 0));
    }

    static long fchdir(Call call) throws FileException {
        return enter(call, PathArguments.file(call, call.argument(0)).inode());
    }

    private static long enter(Call call, Inode inode) {
        if (!(inode instanceof Directory directory)) {
            return Errno.ENOTDIR.result();
        }
        call.process().files().setDirectory(directory);
        return 0;
    }
}
