package pagoda.kernel.syscall;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.Region;
import pagoda.kernel.mm.UserMemory;

/** System calls that move mappings, write them back, or tell which of their pages are in RAM. */
final class MappingCalls {
    private static final long MREMAP_MAYMOVE = 1;
    private static final long MREMAP_FIXED = 2;
    private static final long MREMAP_DONTUNMAP = 4;

    private static final long MS_ASYNC = 1;
    private static final long MS_INVALIDATE = 2;
    private static final long MS_SYNC = 4;

    private static final int PAGE = AddressSpace.PAGE_SIZE;

    private MappingCalls() {}

    static long mremap(Call call) {
        long old = call.argument(0);
        long flags = call.argument(3);
        AddressSpace space = call.process().space();
        boolean known = (flags & ~(MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP)) == 0;
        if (!known || (flags != 0 && (flags & MREMAP_MAYMOVE) == 0) || old % PAGE != 0) {
            return Errno.EINVAL.result();
        }
        long oldLength = AddressSpace.pageEnd(call.argument(1));
        long newLength = AddressSpace.pageEnd(call.argument(2));
        if ((flags & MREMAP_DONTUNMAP) != 0 && call.argument(1) != call.argument(2)) {
            return Errno.EINVAL.result();
        }
        if (newLength == 0) {
            return Errno.EINVAL.result();
        }
        Region region = region(space, old);
        if (region == null) {
            return Errno.EFAULT.result();
        }
        if (oldLength == 0) {
            return region.isShared() ? again(space, old, newLength, flags, call.argument(4)) : Errno.EINVAL.result();
        }
        if ((flags & MREMAP_DONTUNMAP) != 0) {
            return moveAndKeep(space, region, old, oldLength, call.argument(4), (flags & MREMAP_FIXED) != 0);
        }
        if ((flags & MREMAP_FIXED) != 0) {
            return moveTo(space, old, oldLength, newLength, call.argument(4));
        }
        if (Long.compareUnsigned(oldLength, newLength) >= 0) {
            if (oldLength < 0 || old > space.limit() - oldLength) {
                return Errno.EINVAL.result();
            }
            if (oldLength > newLength) {
                space.unmap(old + newLength, old + oldLength);
            }
            return old;
        }
        long error = mayGrow(space, region, old, oldLength, newLength);
        if (error < 0) {
            return error;
        }
        if (old + oldLength == region.end() && space.grow(region, old + newLength)) {
            return old;
        }
        long target = (flags & MREMAP_MAYMOVE) == 0 ? -1 : space.findSpace(newLength);
        return target >= 0 && space.move(old, old + oldLength, target, newLength) ? target : Errno.ENOMEM.result();
    }

    private static long moveTo(AddressSpace space, long old, long oldLength, long newLength, long target) {
        if (target % PAGE != 0 || !UserMemory.isUserRange(space, target, newLength)) {
            return Errno.EINVAL.result();
        }
        if (!UserMemory.isUserRange(space, old, oldLength) || (old < target + newLength && target < old + oldLength)) {
            return Errno.EINVAL.result();
        }
        space.unmap(target, target + newLength);
        if (oldLength > newLength) {
            space.unmap(old + newLength, old + oldLength);
        }
        long kept = Math.min(oldLength, newLength);
        Region region = region(space, old);
        long error = region == null ? Errno.EFAULT.result() : mayGrow(space, region, old, kept, newLength);
        if (error < 0) {
            return error;
        }
        return space.move(old, old + kept, target, newLength) ? target : Errno.ENOMEM.result();
    }

    /** An old length of 0 maps what is shared a second time, from the old address on. */
    private static long again(AddressSpace space, long old, long length, long flags, long target) {
        boolean fixed = (flags & MREMAP_FIXED) != 0;
        if (fixed && (target % PAGE != 0 || !UserMemory.isUserRange(space, target, length))) {
            return Errno.EINVAL.result();
        }
        if (length < 0 || length > space.limit() || space.isTooMuch(length, false) || (flags & MREMAP_MAYMOVE) == 0) {
            return Errno.ENOMEM.result();
        }
        long place = fixed ? target : space.findSpace(length);
        if (place < 0) {
            return Errno.ENOMEM.result();
        }
        space.mapAgain(old, place, length);
        return place;
    }

    /** MREMAP_DONTUNMAP: the mapping is had twice, the pages are at the new place. */
    private static long moveAndKeep(
            AddressSpace space, Region region, long old, long length, long target, boolean fixed) {
        boolean overlaps = old < target + length && target < old + length;
        if (target % PAGE != 0 || !UserMemory.isUserRange(space, target, length) || overlaps) {
            return Errno.EINVAL.result();
        }
        if (length < 0 || length > region.end() - old) {
            return Errno.EFAULT.result();
        }
        boolean data = region.protection().write() && !region.isShared();
        if (space.isTooMuch(length, data)) {
            return Errno.ENOMEM.result();
        }
        long place = target;
        if (fixed) {
            space.unmap(target, target + length);
        } else if (target == 0 || target > space.mappingTop() - length || !space.isFree(target, target + length)) {
            place = space.findSpace(length);
        }
        return place >= 0 && space.moveAndKeep(old, old + length, place) ? place : Errno.ENOMEM.result();
    }

    /** 0, or why the part of the region cannot have the new length. */
    private static long mayGrow(AddressSpace space, Region region, long old, long length, long newLength) {
        if (length < 0 || length > region.end() - old) {
            return Errno.EFAULT.result();
        }
        if (newLength < 0 || newLength > space.limit()) {
            return Errno.ENOMEM.result();
        }
        boolean data = region.protection().write() && !region.isShared();
        return newLength > length && space.isTooMuch(newLength - length, data) ? Errno.ENOMEM.result() : 0;
    }

    static long msync(Call call) {
        long start = call.argument(0);
        long flags = call.argument(2);
        boolean both = (flags & MS_ASYNC) != 0 && (flags & MS_SYNC) != 0;
        if ((flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) != 0 || start % PAGE != 0 || both) {
            return Errno.EINVAL.result();
        }
        long length = AddressSpace.pageEnd(call.argument(1));
        AddressSpace space = call.process().space();
        if (length == 0) {
            return 0;
        }
        if (!UserMemory.isUserRange(space, start, length)) {
            return Errno.ENOMEM.result();
        }
        long end = start + length;
        for (Region region : space.regionsIn(start, end)) {
            if ((flags & MS_SYNC) != 0
                    && region.isShared()
                    && region.backing() instanceof Backing.FileMapping mapping) {
                long from = mapping.offset() + Math.max(start, region.start()) - region.start();
                long to = mapping.offset() + Math.min(end, region.end()) - region.start();
                PageCache cache = call.services().cache();
                boolean written = cache.await(mapping.file(), from / PAGE, to / PAGE);
                cache.sync(mapping.file(), from / PAGE, to / PAGE);
                if (!written || !cache.await(mapping.file(), from / PAGE, to / PAGE)) {
                    return Errno.EIO.result();
                }
            }
        }
        return space.isMapped(start, end) ? 0 : Errno.ENOMEM.result();
    }

    static long mincore(Call call) {
        long start = call.argument(0);
        AddressSpace space = call.process().space();
        if (start % PAGE != 0) {
            return Errno.EINVAL.result();
        }
        if (!UserMemory.isUserRange(space, start, call.argument(1))) {
            return Errno.ENOMEM.result();
        }
        long pages = AddressSpace.pageEnd(call.argument(1)) / PAGE;
        long vector = call.argument(2);
        if (!UserMemory.isUserRange(space, vector, pages)) {
            return Errno.EFAULT.result();
        }
        for (long done = 0; done < pages; ) {
            Region region = region(space, start + done * PAGE);
            if (region == null) {
                return Errno.ENOMEM.result();
            }
            long inRegion = (region.end() - start) / PAGE - done;
            byte[] resident = new byte[(int) Math.min(PAGE, Math.min(pages - done, inRegion))];
            fill(space, region, start + done * PAGE, resident);
            if (!call.store(vector + done, resident)) {
                return Errno.EFAULT.result();
            }
            done += resident.length;
        }
        return 0;
    }

    private static void fill(AddressSpace space, Region region, long start, byte[] resident) {
        for (int page = 0; page < resident.length; page++) {
            long address = start + (long) page * PAGE;
            boolean inRam = space.pageTable().frame(address) != FrameTable.NONE;
            if (!inRam && region.backing() instanceof Backing.FileMapping mapping) {
                inRam = mapping.file().isResident((mapping.offset() + address - region.start()) / PAGE);
            }
            resident[page] = (byte) (inRam ? 1 : 0);
        }
    }

    private static @Nullable Region region(AddressSpace space, long address) {
        Region region = space.find(address);
        return region == null || region.backing() instanceof Backing.Guard ? null : region;
    }
}
