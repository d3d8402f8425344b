package pagoda.cpu.translator;

/** Where ways lead out of rounds of a loop, into the rest of the region or out of it. */
interface Jumps {
    /** What is to be counted later where a block of the region begins, when it is entered; none outside. */
    Count uncounted(long target);

    /** Jumps to an address, when all but what is {@link #uncounted} there has been counted. */
    void go(long from, long target);
}
