package pagoda.cpu.translator;

/** A translated region: one method, which the translator writes. */
abstract class Code {
    /**
     * Executes from one of the region's entries until something is for somebody else to do: then {@link Context#pc} is the next
     * instruction's address, and {@link Context#exit} says what it is.
     *
     * @param budget the most instructions, at most {@link Context#MAX_BUDGET}
     * @param accesses a count of loads and stores
     * @param entry the number of the entry
     * @return what is left of the budget in the upper 32 bits, and in the lower ones the count with the loads and stores that
     *     were executed
     */
    abstract long execute(int budget, int accesses, int entry);
}
