package pagoda.asm.object;

/** The registers in which functions pass floating-point numbers: {@code e_flags} of the psABI, bits 2:1. */
public enum FloatAbi {
    SOFT("soft-float"),
    SINGLE("single-float"),
    DOUBLE("double-float"),
    QUAD("quad-float");

    private final String word;

    FloatAbi(String word) {
        this.word = word;
    }

    /** Its name, as readelf has it. */
    public String word() {
        return word;
    }

    /** Its bits in {@code e_flags}. */
    public int flags() {
        return ordinal() << 1;
    }

    /** That of a value of {@code e_flags}. */
    public static FloatAbi of(int flags) {
        return values()[flags >> 1 & 3];
    }
}
