package pagoda.asm.object;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bit of ELF's {@code sh_flags}, with the letter that {@code .section name, "flags"} gives it. */
public enum SectionFlag {
    WRITE(0x1, 'w'),
    ALLOC(0x2, 'a'),
    EXECINSTR(0x4, 'x'),
    MERGE(0x10, 'M'),
    STRINGS(0x20, 'S'),
    LINK_ORDER(0x80, 'o'),
    GROUP(0x200, 'G'),
    TLS(0x400, 'T'),
    RETAIN(0x20_0000, 'R'),
    EXCLUDE(0x8000_0000L, 'e');

    private final long bit;
    private final char letter;

    SectionFlag(long bit, char letter) {
        this.bit = bit;
        this.letter = letter;
    }

    /** The bit in {@code sh_flags}. */
    public long bit() {
        return bit;
    }

    /** The letter in a {@code .section} directive. */
    public char letter() {
        return letter;
    }

    /** The flag of that letter, or null. */
    public static @Nullable SectionFlag lettered(char letter) {
        for (SectionFlag flag : values()) {
            if (flag.letter == letter) {
                return flag;
            }
        }
        return null;
    }

    /** The value of {@code sh_flags} for these flags. */
    public static long bits(Set<SectionFlag> flags) {
        long bits = 0;
        for (SectionFlag flag : flags) {
            bits |= flag.bit;
        }
        return bits;
    }

    /** The flags that are set in a value of {@code sh_flags}; bits that none of them names are left out. */
    public static Set<SectionFlag> of(long bits) {
        Set<SectionFlag> flags = EnumSet.noneOf(SectionFlag.class);
        for (SectionFlag flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
