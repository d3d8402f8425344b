package pagoda.cpu.mmu;

import pagoda.cpu.memory.PhysicalMemory;

/** A way from virtual to physical addresses through tables in RAM. */
public interface TranslationScheme {
    /** The name that {@code --mmu} takes, in lower case. */
    String name();

    /** The MODE field of {@code satp}. */
    int satpMode();

    /** The least address that user programs cannot use. */
    long userLimit();

    /** Whether the address has the form the scheme asks for: sign-extended from its top bit. */
    boolean isCanonical(long address);

    /**
     * Looks an address up as the hardware does, and says in {@code walk} what was found. Changes nothing in RAM: setting A and
     * D is the caller's, on a walk without fault.
     *
     * @param root the physical address of the root table
     */
    void walk(PhysicalMemory memory, long root, long address, Access access, Walk walk);

    /** No page-table entry, for it is not valid. */
    long NO_ENTRY = 0;

    /** How many entries a walk reads that finds a page of 4 KiB. */
    int levels();

    /**
     * What a walk would find, where that is the usual: a page of 4 KiB in RAM.
     *
     * @param root the physical address of the root table
     * @return its entry, and global if a table above it is; {@link #NO_ENTRY} if {@link #walk} must tell
     */
    long quickWalk(PhysicalMemory memory, long root, long address);
}
