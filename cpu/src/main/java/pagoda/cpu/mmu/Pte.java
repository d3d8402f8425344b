package pagoda.cpu.mmu;

/**
 * The page-table entry of the Sv39, Sv48 and Sv57 schemes (RISC-V privileged manual, "Sv39: Page-Based 39-bit
 * Virtual-Memory System").
 *
 * <pre>
 *  63 62  61 60      54 53                          10 9 8 7 6 5 4 3 2 1 0
 * +--+------+----------+------------------------------+---+-+-+-+-+-+-+-+-+
 * |N | PBMT | reserved |      physical page number    |RSW|D|A|G|U|X|W|R|V|
 * +--+------+----------+------------------------------+---+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class Pte {
    /** Valid. */
    public static final long V = 1;
    /** Loads allowed. */
    public static final long R = 1 << 1;
    /** Stores allowed. */
    public static final long W = 1 << 2;
    /** Instruction fetches allowed. */
    public static final long X = 1 << 3;
    /** User mode may use it. */
    public static final long U = 1 << 4;
    /** Global: in all address spaces. */
    public static final long G = 1 << 5;
    /** Accessed since the bit was last cleared. */
    public static final long A = 1 << 6;
    /** Written since the bit was last cleared. */
    public static final long D = 1 << 7;
    /** Two bits that are the kernel's to use. */
    public static final long RSW = 3 << 8;
    /** N, PBMT and the reserved bits: a set one faults, as none of the extensions that define them is there. */
    public static final long RESERVED = -1L << 54;

    private static final int PPN_SHIFT = 10;
    private static final long PPN_MASK = (1L << 44) - 1;

    private Pte() {}

    /** The physical page number in the entry. */
    public static long ppn(long pte) {
        return pte >>> PPN_SHIFT & PPN_MASK;
    }

    /** The physical address that the entry points to: a page, or the next table. */
    public static long address(long pte) {
        return ppn(pte) << 12;
    }

    /** An entry for the page or table at this physical address. */
    public static long of(long address, long flags) {
        return address >>> 12 << PPN_SHIFT | flags;
    }

    /** Whether the valid entry maps a page, rather than pointing to the next table. */
    public static boolean isLeaf(long pte) {
        return (pte & (R | W | X)) != 0;
    }
}
