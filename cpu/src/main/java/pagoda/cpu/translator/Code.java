package pagoda.cpu.translator;

/** A translated region: one method, which the translator writes. */
abstract class Code {
    /**
     * Executes from one of the region's entries until something is for somebody else to do: then {@link Context#pc} is the next
     * instruction's address, and {@link Context#exit} says what it is.
     *
     * @param account an {@link Account} with the most instructions
     * @param entry the number of the entry
     * @return the account afterwards
     */
    abstract long execute(long account, int entry);
}
