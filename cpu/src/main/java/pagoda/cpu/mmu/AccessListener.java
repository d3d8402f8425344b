package pagoda.cpu.mmu;

/** Is told of each access to a page that is allowed, in the order in which instructions make them: fetches, loads, stores. */
@FunctionalInterface
public interface AccessListener {
    /** The instruction touches this virtual address; an access to two pages is told twice. */
    void accessed(long address, Access access);
}
