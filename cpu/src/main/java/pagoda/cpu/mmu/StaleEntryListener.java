package pagoda.cpu.mmu;

/** Is told when a TLB hit does not say what a walk says: whoever changed the table forgot a fence. */
@FunctionalInterface
public interface StaleEntryListener {
    /**
     * A hit on such an entry.
     *
     * @param fetch tells the instruction TLB from the data TLB
     * @param address the virtual address that hit
     * @param cached the page-table entry in the TLB
     * @param entry the one that the walk ended at; 0 if it read none
     */
    void stale(boolean fetch, long address, long cached, long entry);
}
