package pagoda.kernel.abi;

/** When the machine was switched on, by its own calendar. */
public final class Calendar {
    /** 1 January 2026, 00:00 UTC, in seconds since 1970: every machine begins then. */
    public static final long BOOT = 1_767_225_600;

    private Calendar() {}
}
