package pagoda.cpu.isa;

import org.jspecify.annotations.Nullable;

/** The instruction-set extensions whose instructions the table {@link Instruction} holds. */
public enum Extension {
    /** RV64I, the base integer instruction set. */
    I("i", "2p1"),
    /** Integer multiplication and division. */
    M("m", "2p0"),
    /** Atomic instructions: load-reserved, store-conditional, and atomic memory operations. */
    A("a", "2p1"),
    /** Single-precision floating point. */
    F("f", "2p2"),
    /** Double-precision floating point. */
    D("d", "2p2"),
    /** Compressed instructions, of 16 bits. */
    C("c", "2p0"),
    /** Control and status register instructions. */
    ZICSR("zicsr", "2p0"),
    /** Instruction-fetch fence. */
    ZIFENCEI("zifencei", "2p0"),
    /** The hint that a loop only waits. */
    ZIHINTPAUSE("zihintpause", "2p0"),
    /** Address generation: shift and add, unsigned words. */
    ZBA("zba", "1p0"),
    /** Basic bit manipulation. */
    ZBB("zbb", "1p0"),
    /** Single-bit instructions. */
    ZBS("zbs", "1p0");

    private final String isaName;
    private final String version;

    Extension(String isaName, String version) {
        this.isaName = isaName;
        this.version = version;
    }

    /** The extension of this name, or null. */
    public static @Nullable Extension named(String isaName) {
        for (Extension extension : values()) {
            if (extension.isaName.equals(isaName)) {
                return extension;
            }
        }
        return null;
    }

    /** The version of the manual's that is meant, such as {@code 2p1}. */
    public String version() {
        return version;
    }

    /** The extension's name as it stands in an ISA string such as {@code rv64ima_zicsr}. */
    public String isaName() {
        return isaName;
    }
}
