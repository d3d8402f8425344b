package pagoda.asm.object;

/** How far a global symbol is seen outside the linked file: ELF's {@code STV_}. */
public enum Visibility {
    DEFAULT(0),
    INTERNAL(1),
    HIDDEN(2),
    PROTECTED(3);

    private final int number;

    Visibility(int number) {
        this.number = number;
    }

    /** The value of {@code st_other}. */
    public int number() {
        return number;
    }
}
