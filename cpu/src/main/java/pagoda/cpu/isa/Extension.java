package pagoda.cpu.isa;

/** The instruction-set extensions whose instructions the table {@link Instruction} holds. */
public enum Extension {
    /** RV64I, the base integer instruction set. */
    I("i"),
    /** Integer multiplication and division. */
    M("m"),
    /** Atomic instructions: load-reserved, store-conditional, and atomic memory operations. */
    A("a"),
    /** Single-precision floating point. */
    F("f"),
    /** Double-precision floating point. */
    D("d"),
    /** Compressed instructions, of 16 bits. */
    C("c"),
    /** Control and status register instructions. */
    ZICSR("zicsr"),
    /** Instruction-fetch fence. */
    ZIFENCEI("zifencei"),
    /** The hint that a loop only waits. */
    ZIHINTPAUSE("zihintpause"),
    /** Address generation: shift and add, unsigned words. */
    ZBA("zba"),
    /** Basic bit manipulation. */
    ZBB("zbb"),
    /** Single-bit instructions. */
    ZBS("zbs");

    private final String isaName;

    Extension(String isaName) {
        this.isaName = isaName;
    }

    /** The extension's name as it stands in an ISA string such as {@code rv64ima_zicsr}. */
    public String isaName() {
        return isaName;
    }
}
