package pagoda.kernel.syscall;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.Directory;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.FileSystem;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.OpenFlags;
import pagoda.kernel.fs.PathWalk;
import pagoda.kernel.mm.AddressSpace;

/** Paths and descriptors among the arguments of system calls. */
final class PathArguments {
    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_REMOVEDIR = 0x200;
    static final int AT_SYMLINK_FOLLOW = 0x400;
    static final int AT_NO_AUTOMOUNT = 0x800;
    static final int AT_EMPTY_PATH = 0x1000;

    private PathArguments() {}

    /**
     * The zero-terminated path at the address, its characters being its bytes.
     *
     * @throws FileException EFAULT, or ENAMETOOLONG if it has 4096 bytes or more
     */
    static String path(Call call, long address) throws FileException {
        String path = string(call, address, PathWalk.PATH_MAX);
        if (path == null) {
            throw new FileException(Errno.ENAMETOOLONG);
        }
        return path;
    }

    /**
     * A zero-terminated string; null if it has no zero among its first {@code most} bytes.
     *
     * @throws FileException EFAULT if it cannot be read
     */
    static @Nullable String string(Call call, long address, int most) throws FileException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[AddressSpace.PAGE_SIZE];
        while (text.length() < most) {
            long at = address + text.length();
            int inPage = AddressSpace.PAGE_SIZE - (int) (at & AddressSpace.PAGE_SIZE - 1);
            int wanted = Math.min(inPage, most - text.length());
            if (!call.isUserRange(at, wanted) || call.copyIn(at, bytes, wanted) < wanted) {
                throw new FileException(Errno.EFAULT);
            }
            int end = 0;
            while (end < wanted && bytes[end] != 0) {
                end++;
            }
            text.append(new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
            if (end < wanted) {
                return text.toString();
            }
        }
        return null;
    }

    /** The directory in which the path begins: the current one, or that of a descriptor. */
    static Directory start(Call call, long descriptor, String path) throws FileException {
        if (path.startsWith("/")) {
            return files(call).root();
        }
        if (path.isEmpty()) {
            throw new FileException(Errno.ENOENT);
        }
        if ((int) descriptor == AT_FDCWD) {
            return call.process().files().directory();
        }
        if (file(call, descriptor).inode() instanceof Directory directory) {
            return directory;
        }
        throw new FileException(Errno.ENOTDIR);
    }

    /** What the path names; with AT_EMPTY_PATH and an empty path, what the descriptor stands for. */
    static Inode inode(Call call, long descriptor, long address, int flags) throws FileException {
        String path = path(call, address);
        if (path.isEmpty() && (flags & AT_EMPTY_PATH) != 0) {
            return (int) descriptor == AT_FDCWD
                    ? call.process().files().directory()
                    : file(call, descriptor).inode();
        }
        Directory start = start(call, descriptor, path);
        boolean follow = (flags & AT_SYMLINK_NOFOLLOW) == 0;
        return files(call).find(start, path, follow).existing();
    }

    /** The open file of a descriptor. @throws FileException EBADF */
    static OpenFile file(Call call, long descriptor) throws FileException {
        OpenFile file = call.process().files().get(descriptor);
        if (file == null) {
            throw new FileException(Errno.EBADF);
        }
        return file;
    }

    /** The open file of a descriptor that was not opened by O_PATH. @throws FileException EBADF */
    static OpenFile usable(Call call, long descriptor) throws FileException {
        OpenFile file = file(call, descriptor);
        if (file.has(OpenFlags.O_PATH)) {
            throw new FileException(Errno.EBADF);
        }
        return file;
    }

    static FileSystem files(Call call) {
        return call.services().files();
    }

    static void check(boolean holds, Errno otherwise) throws FileException {
        if (!holds) {
            throw new FileException(otherwise);
        }
    }
}
