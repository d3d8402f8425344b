package pagoda.cpu.translator;

/** A translated region: one method, which the translator writes. */
abstract class Code {
    /**
     * Executes from the region's entry until something is for somebody else to do: then {@link Context#pc} is the next
     * instruction's address, and {@link Context#exit} says what it is.
     *
     * @param account the budget, at most {@link Context#MAX_BUDGET} instructions, in the upper 32 bits; the lower ones zero
     * @return what is left of the budget in the upper 32 bits, and in the lower ones how many loads and stores were executed
     */
    abstract long execute(Context context, long account);
}
