package pagoda.kernel.syscall;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.mmu.Access;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.CachedFile;
import pagoda.kernel.mm.Commit;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.Protection;
import pagoda.kernel.mm.Region;

/** System calls on the caller's address space. */
final class MemoryCalls {
    private static final long PROT_READ = 1;
    private static final long PROT_WRITE = 2;
    private static final long PROT_EXEC = 4;
    /** PROT_SEM, 8, means nothing here, as on most machines. */
    private static final long PROT_ALL = 15;

    private static final long PROT_GROWSDOWN = 0x0100_0000;
    private static final long PROT_GROWSUP = 0x0200_0000;

    private static final long MAP_SHARED = 1;
    private static final long MAP_PRIVATE = 2;
    private static final long MAP_SHARED_VALIDATE = 3;
    private static final long MAP_TYPE = 15;
    private static final long MAP_FIXED = 0x10;
    private static final long MAP_ANONYMOUS = 0x20;
    private static final long MAP_GROWSDOWN = 0x100;
    private static final long MAP_LOCKED = 0x2000;
    private static final long MAP_NORESERVE = 0x4000;
    private static final long MAP_POPULATE = 0x8000;
    private static final long MAP_FIXED_NOREPLACE = 0x100000;

    private static final int MADV_WILLNEED = 3;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_FREE = 8;

    private static final int PAGE = AddressSpace.PAGE_SIZE;

    private MemoryCalls() {}

    static long brk(Call call) {
        return call.process().space().setBreak(call.argument(0));
    }

    /** A mapping that is made, and is being populated. */
    private static final class Populating {
        final long start;
        final long end;
        final Protection protection;
        long next;

        Populating(long start, long end, Protection protection) {
            this.start = start;
            this.end = end;
            this.protection = protection;
            next = start;
        }
    }

    static long mmap(Call call) {
        if (call.thread().continuation() instanceof Populating begun) {
            return populate(call, begun);
        }
        long length = call.argument(1);
        long flags = call.argument(3);
        long offset = call.argument(5);
        if (offset % PAGE != 0) {
            return Errno.EINVAL.result();
        }
        OpenFile file = null;
        if ((flags & MAP_ANONYMOUS) == 0) {
            file = call.process().files().get(call.argument(4));
            if (file == null) {
                return Errno.EBADF.result();
            }
        }
        if (length == 0) {
            return Errno.EINVAL.result();
        }
        AddressSpace space = call.process().space();
        if (length < 0 || length > space.limit()) {
            return Errno.ENOMEM.result();
        }
        if (file != null && (offset < 0 || offset > Long.MAX_VALUE - AddressSpace.pageEnd(length))) {
            return Errno.EOVERFLOW.result();
        }
        length = AddressSpace.pageEnd(length);
        long start = place(space, call.argument(0), length, flags);
        if (start < 0) {
            return start;
        }
        long error = allowed(call, file, flags, length);
        if (error < 0) {
            return error;
        }
        Protection protection = protection(call.argument(2));
        Backing backing = backing(call.services().cache(), file, flags, offset, length);
        boolean locked = (flags & MAP_LOCKED) != 0 || space.locksFuture();
        space.map(new Region(start, start + length, protection, backing, name(file, flags), locked));
        if (locked || (flags & MAP_POPULATE) != 0) {
            Populating populating = new Populating(start, start + length, protection);
            call.thread().setContinuation(populating);
            return populate(call, populating);
        }
        return start;
    }

    /** Where the mapping goes, or an error. */
    private static long place(AddressSpace space, long hint, long length, long flags) {
        if ((flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) != 0) {
            if (hint % PAGE != 0) {
                return Errno.EINVAL.result();
            }
            if (hint < 0 || hint > space.limit() - length) {
                return Errno.ENOMEM.result();
            }
            boolean taken = (flags & MAP_FIXED_NOREPLACE) != 0 && space.isAnyMapped(hint, hint + length);
            return taken ? Errno.EEXIST.result() : hint;
        }
        long wanted = AddressSpace.pageEnd(hint);
        if (wanted > 0 && wanted <= space.mappingTop() - length && space.isFree(wanted, wanted + length)) {
            return wanted;
        }
        long found = space.findSpace(length);
        return found < 0 ? Errno.ENOMEM.result() : found;
    }

    private static long allowed(Call call, @Nullable OpenFile file, long flags, long length) {
        long type = flags & MAP_TYPE;
        boolean writable = (call.argument(2) & PROT_WRITE) != 0;
        if (type < MAP_SHARED || type > MAP_SHARED_VALIDATE || (file == null && type == MAP_SHARED_VALIDATE)) {
            return Errno.EINVAL.result();
        }
        if ((flags & MAP_GROWSDOWN) != 0 && (file != null || type != MAP_PRIVATE)) {
            return Errno.EINVAL.result();
        }
        if (file != null) {
            if (!file.isReadable() || (type != MAP_PRIVATE && writable && !file.isWritable())) {
                return Errno.EACCES.result();
            }
            if (file.cachedFile() == null && !file.mapsZeros()) {
                return Errno.ENODEV.result();
            }
        }
        boolean data = writable && type == MAP_PRIVATE;
        if (call.process().space().isTooMuch(length, data)) {
            return Errno.ENOMEM.result();
        }
        Commit commit = call.services().frames().commit();
        boolean promised = type == MAP_PRIVATE ? writable : file == null;
        boolean counted = promised && ((flags & MAP_NORESERVE) == 0 || commit.isStrict());
        boolean tooMuch = counted && !commit.allows(length / PAGE);
        return tooMuch ? Errno.ENOMEM.result() : 0;
    }

    private static Backing backing(PageCache cache, @Nullable OpenFile file, long flags, long offset, long length) {
        boolean shared = (flags & MAP_TYPE) != MAP_PRIVATE;
        CachedFile cached = file == null ? null : file.cachedFile();
        if (file != null && cached != null) {
            return new Backing.FileMapping(cached, offset, Long.MAX_VALUE, shared, file.isWritable());
        }
        if (shared) {
            return new Backing.FileMapping(cache.temporary(length), 0, Long.MAX_VALUE, true, true);
        }
        return (flags & MAP_GROWSDOWN) != 0 ? Backing.GROWS_DOWN : Backing.ANONYMOUS;
    }

    private static String name(@Nullable OpenFile file, long flags) {
        if (file != null) {
            return file.path();
        }
        return (flags & MAP_TYPE) == MAP_PRIVATE ? "" : "/dev/zero (deleted)";
    }

    static long munmap(Call call) {
        long start = call.argument(0);
        long length = call.argument(1);
        AddressSpace space = call.process().space();
        if (start % PAGE != 0 || length <= 0 || start < 0 || start > space.limit() - length) {
            return Errno.EINVAL.result();
        }
        space.unmap(start, AddressSpace.pageEnd(start + length));
        return 0;
    }

    static long mprotect(Call call) {
        long start = call.argument(0);
        long length = call.argument(1);
        long grows = call.argument(2) & (PROT_GROWSDOWN | PROT_GROWSUP);
        long bits = call.argument(2) & ~grows;
        if (grows == (PROT_GROWSDOWN | PROT_GROWSUP) || start % PAGE != 0) {
            return Errno.EINVAL.result();
        }
        if (length == 0) {
            return 0;
        }
        AddressSpace space = call.process().space();
        if (length < 0 || start < 0 || start > space.limit() - length) {
            return Errno.ENOMEM.result();
        }
        if ((bits & ~PROT_ALL) != 0) {
            return Errno.EINVAL.result();
        }
        long end = AddressSpace.pageEnd(start + length);
        if (grows != 0) {
            Region first = space.regionsIn(start, end).stream().findFirst().orElse(null);
            if (first == null) {
                return Errno.ENOMEM.result();
            }
            if (grows == PROT_GROWSUP || !first.growsDown()) {
                return Errno.EINVAL.result();
            }
            start = first.start();
        }
        return protect(space, start, end, bits);
    }

    private static long protect(AddressSpace space, long start, long end, long bits) {
        Protection protection = protection(bits);
        // As on Linux, what lies before the first page that cannot be changed is changed.
        for (long at = start; at < end; ) {
            Region region = space.find(at);
            if (region == null || region.backing() instanceof Backing.Guard) {
                return Errno.ENOMEM.result();
            }
            if (protection.write() && region.isShared() && !region.mayWrite()) {
                return Errno.EACCES.result();
            }
            long next = Math.min(end, region.end());
            if (!space.mayPromise(region, (next - at) / PAGE, protection)) {
                return Errno.ENOMEM.result();
            }
            space.protect(at, next, protection);
            at = next;
        }
        return 0;
    }

    static long madvise(Call call) {
        long start = call.argument(0);
        long length = call.argument(1);
        int advice = (int) call.argument(2);
        boolean known =
                (advice >= 0 && advice <= MADV_DONTNEED) || advice == MADV_FREE || (advice >= 10 && advice <= 21);
        if (!known || start % PAGE != 0 || length < 0) {
            return Errno.EINVAL.result();
        }
        AddressSpace space = call.process().space();
        if (length == 0) {
            return 0;
        }
        if (start < 0 || start > space.limit() - length) {
            return Errno.ENOMEM.result();
        }
        long end = AddressSpace.pageEnd(start + length);
        for (Region region : space.regionsIn(start, end)) {
            if (advice == MADV_FREE && !(region.backing() instanceof Backing.Anonymous)) {
                return Errno.EINVAL.result();
            }
        }
        if (advice == MADV_DONTNEED && space.regionsIn(start, end).stream().anyMatch(Region::locked)) {
            return Errno.EINVAL.result();
        }
        if (advice == MADV_DONTNEED || advice == MADV_FREE) {
            space.discard(start, end);
        } else if (advice == MADV_WILLNEED) {
            willNeed(call, space, start, end);
        }
        return space.isMapped(start, end) ? 0 : Errno.ENOMEM.result();
    }

    /** Reads the pages of files, and those in swap, ahead. */
    private static void willNeed(Call call, AddressSpace space, long start, long end) {
        call.services().userMemory().readAhead(space, start, end);
        for (Region region : space.regionsIn(start, end)) {
            if (region.backing() instanceof Backing.FileMapping mapping) {
                long from = Math.max(start, region.start());
                long to = Math.min(end, region.end());
                long last = Math.min(
                        mapping.offset() + to - region.start(), mapping.file().size());
                long first = mapping.offset() + from - region.start();
                call.services().cache().readAhead(mapping.file(), first / PAGE, AddressSpace.pageEnd(last) / PAGE);
            }
        }
    }

    /** Brings the pages in; no memory for one kills, as it would if it was touched. */
    private static long populate(Call call, Populating populating) {
        Access access = populating.protection.write() ? Access.STORE : Access.LOAD;
        if (!populating.protection.allows(access)) {
            return populating.start;
        }
        while (populating.next < populating.end) {
            if (call.reach(populating.next, PAGE, access) < PAGE) {
                break;
            }
            populating.next += PAGE;
            call.committed();
        }
        return populating.start;
    }

    private static Protection protection(long bits) {
        return new Protection((bits & PROT_READ) != 0, (bits & PROT_WRITE) != 0, (bits & PROT_EXEC) != 0);
    }
}
