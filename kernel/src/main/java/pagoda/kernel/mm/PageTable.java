package pagoda.kernel.mm;

import pagoda.cpu.mmu.Access;

/**
 * The kernel's hand on one translation scheme's tables: what the kernel wants to know or change of a page, it asks here,
 * never the bits. Fences are the {@link AddressSpace}'s.
 */
public interface PageTable {
    /** The physical address of the root, for {@code satp}. */
    long root();

    /**
     * Makes the page present.
     *
     * @return false, with nothing changed, if a table is needed and there is no frame for it
     */
    boolean map(long address, int frame, Protection protection);

    /** Makes the page absent; gives the frame it had, or {@link FrameTable#NONE}. */
    int unmap(long address);

    /** The frame of the page, or {@link FrameTable#NONE} if it is absent. */
    int frame(long address);

    /** Whether the page is present and allows the access. */
    boolean allows(long address, Access access);

    /** Marks the present page as the hardware does on an access: accessed, and dirty on a store. */
    void mark(long address, Access access);

    /** Visits the present pages from {@code start} up to {@code end}, in order; the cost grows with what exists. */
    void forEach(long start, long end, PageVisitor visitor);

    /** How many frames the tables occupy. */
    int tableFrames();

    /** Gives the tables' frames back; no page may be present. */
    void free();

    /** Is shown a present page. */
    @FunctionalInterface
    interface PageVisitor {
        void page(long address, int frame);
    }
}
