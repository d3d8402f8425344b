package pagoda.asm.layout;

/** Which numbers a datum of some bytes can hold, signed or unsigned, and what is said of those it cannot. */
public final class DataRange {

    private DataRange() {}

    public static boolean holds(long number, int bytes) {
        return bytes >= 8 || number >= -(1L << 8 * bytes - 1) && number < 1L << 8 * bytes;
    }

    public static String message(long number, int bytes) {
        return "value " + number + " does not fit in " + bytes + (bytes == 1 ? " byte" : " bytes") + ", its low "
                + 8 * bytes + " bits are taken";
    }
}
