package pagoda.cpu.mmu;

/** Is told what the TLBs do; the kernel, which knows the process, makes events of it. */
public interface TlbListener {
    /** A look-up found no entry. {@code fetch} tells the instruction TLB from the data TLB. */
    void miss(boolean fetch, long address);

    /** The entry of the page at {@code address} made room for another. */
    void evicted(boolean fetch, long address);

    /** A fence was executed: {@code what} names its form as {@code sfence.vma} would be written. */
    void flushed(String what);
}
