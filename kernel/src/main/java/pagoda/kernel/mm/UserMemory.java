package pagoda.kernel.mm;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.kernel.mm.reference.ReferenceWatch;

/**
 * The kernel's one door to user memory. It checks U and R or W in the tables of the address space that it is given, brings
 * pages in as a fault of the program would, crosses pages, and marks them accessed and dirty.
 */
public final class UserMemory {
    private static final long FAULT = -1;

    private final PhysicalMemory memory;
    private final FaultHandler faults;
    private @Nullable ReferenceWatch watch;
    private FaultReason lastFailure = FaultReason.NOT_MAPPED;

    public UserMemory(PhysicalMemory memory, FaultHandler faults) {
        this.memory = memory;
        this.faults = faults;
    }

    /** Who is told of the pages that are reached. */
    public void tell(ReferenceWatch newWatch) {
        watch = newWatch;
    }

    /** Whether all of the range lies where programs may have memory; says nothing of what is mapped there. */
    public static boolean isUserRange(AddressSpace space, long address, long length) {
        return length >= 0 && length <= space.limit() && address >= 0 && address <= space.limit() - length;
    }

    /**
     * Copies from a program's memory.
     *
     * @param pc the program's instruction on whose behalf this is done
     * @return how many bytes were copied: less than {@code length} if a page could not be had ({@link #lastFailure})
     */
    public int copyIn(AddressSpace space, long pc, long address, byte[] target, int offset, int length) {
        int done = 0;
        while (done < length) {
            long physical = reach(space, pc, address + done, Access.LOAD);
            if (physical == FAULT) {
                break;
            }
            int part = inPage(address + done, length - done);
            memory.read(physical, target, offset + done, part);
            done += part;
        }
        return done;
    }

    /** Copies to a program's memory; otherwise as {@link #copyIn}. */
    public int copyOut(AddressSpace space, long pc, long address, byte[] source, int offset, int length) {
        int done = 0;
        while (done < length) {
            long physical = reach(space, pc, address + done, Access.STORE);
            if (physical == FAULT) {
                break;
            }
            int part = inPage(address + done, length - done);
            memory.write(physical, source, offset + done, part);
            done += part;
        }
        return done;
    }

    /**
     * Makes pages present and accessible without touching their bytes, so that a copy into them cannot fail.
     *
     * @return how many bytes from {@code address} on are accessible, {@code length} at most
     */
    public int reach(AddressSpace space, long pc, long address, int length, Access access) {
        int done = 0;
        while (done < length && reach(space, pc, address + done, access) != FAULT) {
            done += inPage(address + done, length - done);
        }
        return done;
    }

    /** Has the range's pages that are in swap read, as far as there is room; waits for nothing. */
    public void readAhead(AddressSpace space, long start, long end) {
        faults.readAhead(space, start, end);
    }

    /** What was reached so far will not be reached again. */
    public void committed() {
        if (watch != null) {
            watch.commit();
        }
    }

    /** Why the last copy stopped early. */
    public FaultReason lastFailure() {
        return lastFailure;
    }

    private long reach(AddressSpace space, long pc, long address, Access access) {
        PageTable table = space.pageTable();
        if (address < 0 || address >= space.limit()) {
            lastFailure = FaultReason.NOT_MAPPED;
            return FAULT;
        }
        if (!table.allows(address, access)) {
            FaultReason reason = faults.handle(space, address, access, pc);
            if (!reason.isSolved()) {
                lastFailure = reason;
                return FAULT;
            }
        }
        table.mark(address, access);
        int frame = table.frame(address);
        faults.hold(frame);
        if (watch != null) {
            watch.reach(address, access);
        }
        return PhysicalMemory.address(frame) | address & PhysicalMemory.FRAME_SIZE - 1;
    }

    private static int inPage(long address, int length) {
        return Math.min(length, PhysicalMemory.FRAME_SIZE - (int) (address & PhysicalMemory.FRAME_SIZE - 1));
    }
}
