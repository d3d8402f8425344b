package pagoda.cpu.isa;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rounding modes as instructions have them (RISC-V unprivileged manual, chapter "F", table of the rounding modes). */
public enum RoundingMode {
    /** To nearest, ties to even. */
    RNE(0),
    /** Towards zero. */
    RTZ(1),
    /** Down. */
    RDN(2),
    /** Up. */
    RUP(3),
    /** To nearest, ties away from zero. */
    RMM(4),
    /** The mode that the register {@code frm} holds. */
    DYN(7);

    private final int number;

    RoundingMode(int number) {
        this.number = number;
    }

    /** The number in an instruction's field {@code rm}. */
    public int number() {
        return number;
    }

    /** The name as it is written in assembly. */
    public String modeName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of this lower-case name, or null. */
    public static @Nullable RoundingMode named(String name) {
        for (RoundingMode mode : values()) {
            if (mode.modeName().equals(name)) {
                return mode;
            }
        }
        return null;
    }

    /** The mode of this number, or null: 5 and 6 are reserved. */
    public static @Nullable RoundingMode numbered(int number) {
        for (RoundingMode mode : values()) {
            if (mode.number == number) {
                return mode;
            }
        }
        return null;
    }
}
