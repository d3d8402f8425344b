package pagoda.asm.layout;

/** How much one source may still put into all its sections together. */
public final class Allowance {

    /** Places that wait for a value, and elastic tails: each costs some memory until the source is read. */
    private static final int REFERENCES = 2_000_000;

    private final long bytes;
    private long bytesLeft;
    private int referencesLeft = REFERENCES;

    /**
     * An allowance nothing of which is used.
     *
     * @param bytes contents of all sections
     */
    public Allowance(long bytes) {
        this.bytes = bytes;
        this.bytesLeft = bytes;
    }

    /** The bytes that were allowed at first. */
    long bytes() {
        return bytes;
    }

    /**
     * Uses some bytes.
     *
     * @throws SectionFullException if there are not so many left
     */
    void takeBytes(long count) {
        if (count > bytesLeft) {
            throw tooMuch();
        }
        bytesLeft -= count;
    }

    /**
     * Uses one reference.
     *
     * @throws SectionFullException if there is none left
     */
    void takeReference() {
        if (referencesLeft-- <= 0) {
            referencesLeft = 0;
            throw new SectionFullException("the source has more than " + REFERENCES + " references to symbols");
        }
    }

    SectionFullException tooMuch() {
        return new SectionFullException("the sections grow beyond " + bytes + " bytes");
    }
}
