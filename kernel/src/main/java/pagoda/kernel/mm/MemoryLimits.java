package pagoda.kernel.mm;

/**
 * How much memory an address space may have, in bytes, unsigned: −1 is no limit.
 *
 * @param stack the stack
 * @param data private memory that can be written, the heap counted, the stack not
 * @param total everything
 */
public record MemoryLimits(long stack, long data, long total) {
    /** Linux's defaults. */
    public static final MemoryLimits DEFAULT = new MemoryLimits(AddressSpace.STACK_LIMIT, -1, -1);
}
