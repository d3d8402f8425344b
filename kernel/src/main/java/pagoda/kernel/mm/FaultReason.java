package pagoda.kernel.mm;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.SignalCode;

/** Why a page fault happened: what solves it, or the signal that answers it. */
public enum FaultReason {
    /** The first touch of a page that belongs to no file: it gets a frame filled with zero. */
    DEMAND_ZERO(null),
    /** The first touch of a page of a file: it gets a frame with the file's bytes. */
    FILE_READ(null),
    /** A touch below the stack, within its limit: the stack grows down to it. */
    STACK_GROWTH(null),
    /** A touch of a page that is on the swap device: it is read. */
    SWAPPED_OUT(null),
    /** A touch of a page that was to go, or was read ahead: its frame is still, or already, there. */
    SWAP_CACHE(null),
    /** A store to a page that is still shared with a relative or with a file: it gets a copy of its own. */
    COW_COPY(null),
    /** A store to a page whose other owners are gone: it is its own again. */
    COW_REUSE(null),
    /** No region holds the address. */
    NOT_MAPPED(SignalCode.SEGV_MAPERR),
    /** The address is in the half that user programs never have. */
    KERNEL_PAGE(SignalCode.SEGV_MAPERR),
    /** A touch of the guard below the stack's limit: the stack has overflowed. */
    STACK_GUARD(SignalCode.SEGV_MAPERR),
    /** A store where the region forbids writing. */
    READ_ONLY(SignalCode.SEGV_ACCERR),
    /** An instruction fetch where the region forbids executing. */
    NO_EXEC(SignalCode.SEGV_ACCERR),
    /** A load where the region forbids reading. */
    NO_READ(SignalCode.SEGV_ACCERR),
    /** A page wholly beyond the end of the file that is mapped there. */
    BEYOND_FILE(SignalCode.BUS_ADRERR),
    /** The disk could not read the page. */
    DISK_ERROR(SignalCode.BUS_ADRERR),
    /** A page of a file that can be stored to, for which the disk has no room. */
    DISK_FULL(SignalCode.BUS_ADRERR),
    /** There is no frame for the page. */
    OUT_OF_MEMORY(SignalCode.SI_KERNEL);

    private final @Nullable SignalCode signal;

    FaultReason(@Nullable SignalCode signal) {
        this.signal = signal;
    }

    /** The signal that answers the fault, or null if the fault is solved. */
    public @Nullable SignalCode signal() {
        return signal;
    }

    /** Whether the program goes on. */
    public boolean isSolved() {
        return signal == null;
    }

    /** The fixed word for it: {@code demand-zero} and so on. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
