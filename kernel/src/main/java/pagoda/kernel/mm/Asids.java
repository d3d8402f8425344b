package pagoda.kernel.mm;

import java.util.BitSet;

/** Address-space identifiers: the lowest free one is given out, and it is fenced before it is given back. */
public final class Asids {
    /** The most address spaces at a time: 65,535, as identifiers have 16 bits and 0 is the kernel's. */
    public static final int MOST = 0xffff;

    private final BitSet used = new BitSet();

    public Asids() {
        used.set(0);
    }

    /** A free identifier; 0 if there is none. */
    public int allocate() {
        int asid = used.nextClearBit(0);
        if (asid > MOST) {
            return 0;
        }
        used.set(asid);
        return asid;
    }

    /** Gives an identifier back, of which no TLB holds an entry any more. */
    public void free(int asid) {
        used.clear(asid);
    }
}
