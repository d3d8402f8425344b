package pagoda.cpu.isa;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.fp.Fcsr;

/** Rounding modes as instructions have them (RISC-V unprivileged manual, chapter "F", table of the rounding modes). */
public enum RoundingMode {
    /** To nearest, ties to even. */
    RNE(Fcsr.RNE),
    /** Towards zero. */
    RTZ(Fcsr.RTZ),
    /** Down. */
    RDN(Fcsr.RDN),
    /** Up. */
    RUP(Fcsr.RUP),
    /** To nearest, ties away from zero. */
    RMM(Fcsr.RMM),
    /** The mode that the register {@code frm} holds. */
    DYN(Fcsr.DYN);

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
