package pagoda.kernel.mm;

import java.util.Locale;

/** What is counted about memory for the system as a whole, by the names that Linux's {@code /proc/vmstat} has where it has one. */
public enum VmCounter {
    /** Pages read from swap. */
    PSWPIN,
    /** Pages written to swap. */
    PSWPOUT,
    /** Pages that the swap daemon looked at. */
    PGSCAN_KSWAPD,
    /** Pages that allocating threads looked at. */
    PGSCAN_DIRECT,
    /** Frames that the swap daemon emptied. */
    PGSTEAL_KSWAPD,
    /** Frames that allocating threads emptied. */
    PGSTEAL_DIRECT,
    /** Times that an allocating thread had to reclaim. */
    ALLOCSTALL,
    /** Pages, of files too, that were read soon after they were evicted. */
    WORKINGSET_REFAULT,
    /** Pages read ahead from swap. */
    SWAP_RA,
    /** Of these, those that were used. */
    SWAP_RA_HIT,
    /** Pages of files read ahead. */
    FILE_RA,
    /** Of these, those that were used. */
    FILE_RA_HIT,
    /** Pages read ahead that went unused. */
    RA_WASTE,
    /** Processes killed for want of memory. */
    OOM_KILL;

    /** The name, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
