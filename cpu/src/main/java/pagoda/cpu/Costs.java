package pagoda.cpu;

/**
 * What the hardware's work costs, in cycles of one nanosecond.
 *
 * @param instruction a retired instruction
 * @param walkReference a page-table entry read by a walk
 */
public record Costs(long instruction, long walkReference) {
    /** The textbook's scale: one cycle an instruction, a hundred for a reference to memory. */
    public static final Costs DEFAULT = new Costs(1, 100);
}
