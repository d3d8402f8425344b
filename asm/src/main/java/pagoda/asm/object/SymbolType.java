package pagoda.asm.object;

/** What a symbol names: ELF's {@code STT_}. */
public enum SymbolType {
    NOTYPE(0),
    OBJECT(1),
    FUNC(2),
    SECTION(3),
    FILE(4),
    COMMON(5),
    TLS(6),
    GNU_IFUNC(10);

    private final int number;

    SymbolType(int number) {
        this.number = number;
    }

    /** The value in {@code st_info}'s lower half. */
    public int number() {
        return number;
    }
}
