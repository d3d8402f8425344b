package pagoda.asm.object;

/** Who sees a symbol: ELF's {@code STB_}. */
public enum Binding {
    LOCAL(0),
    GLOBAL(1),
    WEAK(2);

    private final int number;

    Binding(int number) {
        this.number = number;
    }

    /** The value in {@code st_info}'s upper half. */
    public int number() {
        return number;
    }
}
