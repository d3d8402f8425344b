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
     * Makes the tables that the page needs, so that {@link #map} cannot fail.
     *
     * @return false if there is no frame for one of them; no page is changed then
     */
    boolean prepare(long address);

    /** Makes the page present, which was absent and {@link #prepare}d. */
    void map(long address, int frame, Protection protection);

    /** Gives the present page another frame and protection; as yet neither accessed nor dirty. */
    void replace(long address, int frame, Protection protection);

    /** How many tables the page needs that are not there yet: what {@link #prepare} takes frames for. */
    int missingTables(long address);

    /** Makes the page absent; gives the frame it had, or {@link FrameTable#NONE}. */
    int unmap(long address);

    /** Makes all pages from {@code start} up to {@code end} absent that are present; each is visited, with the frame it had. */
    void unmapAll(long start, long end, PageVisitor visitor);

    /** The swap slot of the absent page, or {@link pagoda.kernel.mm.swap.SwapDevice#NONE}. */
    int slot(long address);

    /** Makes the present page absent, its bytes in this slot. */
    void swapOut(long address, int slot);

    /** Makes the page present that was in a slot. */
    void swapIn(long address, int frame, Protection protection);

    /** Lets the absent page name a slot, its tables prepared. */
    void putSlot(long address, int slot);

    /** Lets the absent page name no slot any more; gives the one that it named. */
    int clearSlot(long address);

    /** Visits the absent pages from {@code start} up to {@code end} that are in a slot, in order. */
    void forEachSlot(long start, long end, SlotVisitor visitor);

    /** The frame of the page, or {@link FrameTable#NONE} if it is absent. */
    int frame(long address);

    /** Whether the page is present and allows the access. */
    boolean allows(long address, Access access);

    /** Changes what the present page allows. */
    void protect(long address, Protection protection);

    /** Marks the present page as the hardware does on an access: accessed, and dirty on a store. */
    void mark(long address, Access access);

    /** Whether the page is present and dirty. */
    boolean isDirty(long address);

    /** Whether the page is present and was accessed since this was last asked; asking forgets it, but not for the TLB. */
    boolean takeAccessed(long address);

    /** Marks the present page clean. */
    void clean(long address);

    /** Visits the present pages from {@code start} up to {@code end}, in order; the cost grows with what exists. */
    void forEach(long start, long end, PageVisitor visitor);

    /**
     * Makes the present pages of a range present in another, empty range of the same addresses, each frame with one owner
     * more, and the absent ones name the same slots. With copy-on-write, none of them allows stores afterwards, here or
     * there. The cost grows with what exists.
     *
     * @param asid the identifier of the other table's address space
     * @return false if there is no frame for a table; the pages done till then stay
     */
    boolean share(PageTable other, int asid, long start, long end, boolean copyOnWrite);

    /** How many tables a walk goes through. */
    int levels();

    /** How many frames the tables occupy. */
    int tableFrames();

    /** Gives the tables' frames back; no page may be present. */
    void free();

    /** Is shown an absent page that is in a swap slot. */
    @FunctionalInterface
    interface SlotVisitor {
        void page(long address, int slot);
    }

    /** Is shown a present page. */
    @FunctionalInterface
    interface PageVisitor {
        void page(long address, int frame);
    }
}
