package pagoda.cpu.isa;

/** The instruction-set extensions whose instructions the table {@link Instruction} holds. */
public enum Extension {
    /** RV64I, the base integer instruction set. */
    I("i"),
    /** Integer multiplication and division. */
    M("m"),
    /** Atomic instructions: load-reserved, store-conditional, and atomic memory operations. */
    A("a"),
    /** Control and status register instructions. */
    ZICSR("zicsr"),
    /** Instruction-fetch fence. */
    ZIFENCEI("zifencei");

    private final String isaName;

    Extension(String isaName) {
        this.isaName = isaName;
    }

    /** The extension's name as it stands in an ISA string such as {@code rv64ima_zicsr}. */
    public String isaName() {
        return isaName;
    }
}
