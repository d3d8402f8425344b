package pagoda.kernel.syscall;

import static pagoda.kernel.syscall.PathArguments.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.Directory;
import pagoda.kernel.fs.Disk;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.mm.AddressSpace;

/** System calls that tell what an inode is, and what a directory holds. */
final class StatusCalls {
    private static final int STAT_SIZE = 128;
    private static final int STATX_SIZE = 256;
    private static final int STATFS_SIZE = 120;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int DIRENT_HEADER = 19;
    private static final int SECTOR = 512;
    private static final long NANOSECONDS = 1_000_000_000;
    private static final int MOST_ENTRIES_SIZE = 1 << 20;
    private static final int NAME_MAX = 255;

    private static final int AT_STATX_SYNC_TYPE = 0x6000;

    private StatusCalls() {}

    static long fstat(Call call) throws FileException {
        return storeStat(call, PathArguments.file(call, call.argument(0)).inode(), call.argument(1));
    }

    static long newfstatat(Call call) throws FileException {
        int flags = (int) call.argument(3);
        int known = PathArguments.AT_SYMLINK_NOFOLLOW | PathArguments.AT_EMPTY_PATH | PathArguments.AT_NO_AUTOMOUNT;
        check((flags & ~known) == 0, Errno.EINVAL);
        return storeStat(call, PathArguments.inode(call, call.argument(0), call.argument(1), flags), call.argument(2));
    }

    private static long storeStat(Call call, Inode inode, long address) {
        ByteBuffer stat = ByteBuffer.allocate(STAT_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        stat.putLong(inode.volume().device());
        stat.putLong(inode.number());
        stat.putInt(inode.mode());
        stat.putInt(inode.links());
        stat.putInt(0).putInt(0);
        stat.putLong(inode.deviceNumber());
        stat.putLong(0);
        stat.putLong(inode.size());
        stat.putInt(AddressSpace.PAGE_SIZE).putInt(0);
        stat.putLong(blocks(inode));
        for (long time : new long[] {inode.accessed(), inode.modified(), inode.changed()}) {
            stat.putLong(Math.floorDiv(time, NANOSECONDS)).putLong(Math.floorMod(time, NANOSECONDS));
        }
        return call.store(address, stat.array()) ? 0 : Errno.EFAULT.result();
    }

    private static long blocks(Inode inode) {
        return (inode.allocated() + SECTOR - 1) / SECTOR;
    }

    static long statx(Call call) throws FileException {
        int flags = (int) call.argument(2);
        int known = PathArguments.AT_SYMLINK_NOFOLLOW
                | PathArguments.AT_EMPTY_PATH
                | PathArguments.AT_NO_AUTOMOUNT
                | AT_STATX_SYNC_TYPE;
        check((flags & ~known) == 0 && (flags & AT_STATX_SYNC_TYPE) != AT_STATX_SYNC_TYPE, Errno.EINVAL);
        check((int) call.argument(3) >= 0, Errno.EINVAL);
        Inode inode = PathArguments.inode(call, call.argument(0), call.argument(1), flags);
        ByteBuffer statx = ByteBuffer.allocate(STATX_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        statx.putInt(STATX_BASIC_STATS).putInt(AddressSpace.PAGE_SIZE).putLong(0);
        statx.putInt(inode.links()).putInt(0).putInt(0);
        statx.putShort((short) inode.mode()).putShort((short) 0);
        statx.putLong(inode.number())
                .putLong(inode.size())
                .putLong(blocks(inode))
                .putLong(0);
        for (long time : new long[] {inode.accessed(), 0, inode.changed(), inode.modified()}) {
            statx.putLong(Math.floorDiv(time, NANOSECONDS));
            statx.putInt((int) Math.floorMod(time, NANOSECONDS)).putInt(0);
        }
        statx.putInt(inode.deviceNumber() >> 8).putInt(inode.deviceNumber() & 0xff);
        statx.putInt(0).putInt(inode.volume().device());
        return call.store(call.argument(4), statx.array()) ? 0 : Errno.EFAULT.result();
    }

    static long statfs(Call call) throws FileException {
        Inode inode = PathArguments.inode(call, PathArguments.AT_FDCWD, call.argument(0), 0);
        return storeStatfs(call, inode);
    }

    static long fstatfs(Call call) throws FileException {
        return storeStatfs(call, PathArguments.file(call, call.argument(0)).inode());
    }

    private static long storeStatfs(Call call, Inode inode) {
        Disk disk = PathArguments.files(call).disk();
        long free = Math.max(0, disk.capacity() - disk.used());
        ByteBuffer statfs = ByteBuffer.allocate(STATFS_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        statfs.putLong(inode.volume().magic()).putLong(AddressSpace.PAGE_SIZE);
        statfs.putLong(disk.capacity()).putLong(free).putLong(free);
        statfs.putLong(1 << 20).putLong(1 << 20);
        statfs.putLong(inode.volume().device());
        statfs.putLong(NAME_MAX).putLong(AddressSpace.PAGE_SIZE);
        return call.store(call.argument(1), statfs.array()) ? 0 : Errno.EFAULT.result();
    }

    static long getdents64(Call call) throws FileException {
        OpenFile file = PathArguments.usable(call, call.argument(0));
        if (!(file.inode() instanceof Directory directory)) {
            return Errno.ENOTDIR.result();
        }
        if (directory.isRemoved()) {
            return Errno.ENOENT.result();
        }
        int size = (int) Math.min(call.argument(2) & 0xffff_ffffL, MOST_ENTRIES_SIZE);
        ByteBuffer entries = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        long position = file.offset();
        boolean any = false;
        while (true) {
            Directory.Entry entry = entry(directory, position);
            if (entry == null) {
                break;
            }
            any = true;
            if (!put(entries, entry)) {
                break;
            }
            position = entry.position() + 1;
        }
        if (entries.position() == 0) {
            return any ? Errno.EINVAL.result() : 0;
        }
        if (call.copyOut(call.argument(1), entries.array(), entries.position()) < entries.position()) {
            return Errno.EFAULT.result();
        }
        file.setOffset(position);
        return entries.position();
    }

    private static Directory.@Nullable Entry entry(Directory directory, long position) throws FileException {
        if (position == 0) {
            return new Directory.Entry(".", directory, 0);
        }
        return position == 1 ? new Directory.Entry("..", directory.parent(), 1) : directory.next(position);
    }

    private static boolean put(ByteBuffer entries, Directory.Entry entry) {
        byte[] name = entry.name().getBytes(StandardCharsets.ISO_8859_1);
        int length = DIRENT_HEADER + name.length + 1 + 7 & -8;
        if (length > entries.remaining()) {
            return false;
        }
        int start = entries.position();
        entries.putLong(entry.inode().number()).putLong(entry.position() + 1);
        entries.putShort((short) length).put((byte) entry.inode().type().entryType());
        entries.put(name);
        entries.position(start + length);
        return true;
    }
}
