package pagoda.kernel.syscall;

import java.util.List;
import pagoda.cpu.mmu.Access;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.Region;
import pagoda.kernel.mm.UserMemory;

/** System calls that keep pages in RAM. */
final class LockCalls {
    private static final long MCL_CURRENT = 1;
    private static final long MCL_FUTURE = 2;
    private static final long MCL_ONFAULT = 4;

    private static final int PAGE = AddressSpace.PAGE_SIZE;

    private LockCalls() {}

    static long mlock(Call call) {
        return change(call, true);
    }

    static long munlock(Call call) {
        return change(call, false);
    }

    static long mlockall(Call call) {
        long flags = call.argument(0);
        if ((flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)) != 0 || (flags & (MCL_CURRENT | MCL_FUTURE)) == 0) {
            return Errno.EINVAL.result();
        }
        call.process().space().lockFuture((flags & MCL_FUTURE) != 0);
        if ((flags & MCL_CURRENT) != 0) {
            all(call, true, (flags & MCL_ONFAULT) == 0);
        }
        return 0;
    }

    static long munlockall(Call call) {
        call.process().space().lockFuture(false);
        all(call, false, false);
        return 0;
    }

    private static void all(Call call, boolean locked, boolean populate) {
        AddressSpace space = call.process().space();
        for (Region region : List.copyOf(space.regions())) {
            if (!(region.backing() instanceof Backing.Guard)) {
                space.lock(region.start(), region.end(), locked);
                if (populate && !call.isOutOfMemory()) {
                    bringIn(call, space, region.start(), region.end());
                }
            }
        }
    }

    private static long change(Call call, boolean locked) {
        AddressSpace space = call.process().space();
        long start = AddressSpace.pageStart(call.argument(0));
        long length = AddressSpace.pageEnd(call.argument(1) + (call.argument(0) - start));
        if (length < 0) {
            return Errno.EINVAL.result();
        }
        if (length == 0) {
            return 0;
        }
        if (!UserMemory.isUserRange(space, start, length)) {
            return Errno.ENOMEM.result();
        }
        long end = start + length;
        long mapped = start;
        Region next = space.find(mapped);
        while (mapped < end && next != null && !(next.backing() instanceof Backing.Guard)) {
            mapped = Math.min(end, next.end());
            next = space.find(mapped);
        }
        // As on Linux, what lies before a hole is changed all the same.
        if (mapped > start) {
            space.lock(start, mapped, locked);
        }
        if (mapped < end) {
            return Errno.ENOMEM.result();
        }
        return !locked || bringIn(call, space, start, end) ? 0 : Errno.ENOMEM.result();
    }

    /** False if a page cannot be had; pages that allow no access are passed over. */
    private static boolean bringIn(Call call, AddressSpace space, long start, long end) {
        for (long at = start; at < end; at += PAGE) {
            Region region = space.find(at);
            Access access =
                    region != null && region.protection().write() && !region.isShared() ? Access.STORE : Access.LOAD;
            if (region == null
                    || !region.protection().allows(access)
                    || space.pageTable().allows(at, access)) {
                // Without committing, which would make the thread the youngest of those that wait for memory, again and
                // again.
                continue;
            }
            if (call.reach(at, PAGE, access) < PAGE) {
                return false;
            }
            // What is locked stays, so that a call that is tried again comes on.
            call.committed();
        }
        return true;
    }
}
