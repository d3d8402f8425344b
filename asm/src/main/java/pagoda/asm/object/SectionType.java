package pagoda.asm.object;

import org.jspecify.annotations.Nullable;

/** What a section holds: ELF's {@code sh_type}, with the name that {@code .section name, "flags", @type} gives it. */
public enum SectionType {
    PROGBITS(1, "progbits"),
    NOTE(7, "note"),
    NOBITS(8, "nobits"),
    INIT_ARRAY(14, "init_array"),
    FINI_ARRAY(15, "fini_array"),
    PREINIT_ARRAY(16, "preinit_array"),
    RISCV_ATTRIBUTES(0x7000_0003, "riscv_attributes");

    private final int number;
    private final String word;

    SectionType(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** The value of {@code sh_type}. */
    public int number() {
        return number;
    }

    /** The name after {@code @} in a {@code .section} directive. */
    public String word() {
        return word;
    }

    /** The size of an entry where the type says what there is: an address of a function; else 0. */
    public long entrySize() {
        return switch (this) {
            case INIT_ARRAY, FINI_ARRAY, PREINIT_ARRAY -> Long.BYTES;
            default -> 0;
        };
    }

    /** The type of that name, or null. */
    public static @Nullable SectionType named(String word) {
        for (SectionType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        return null;
    }

    /** The type of that number, or null. */
    public static @Nullable SectionType numbered(int number) {
        for (SectionType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return null;
    }
}
