package pagoda.asm.object;

import org.jspecify.annotations.Nullable;

/**
 * How a relocation patches its place: the types of the RISC-V ELF psABI (section "Relocations") with their numbers. The
 * constant's name is the psABI's without {@code R_RISCV_}, but for those that would begin with a digit.
 */
public enum RelocationType {
    NONE(0, 0),
    ABS32(1, 4, "R_RISCV_32"),
    ABS64(2, 8, "R_RISCV_64"),
    RELATIVE(3, 8),
    COPY(4, 0),
    JUMP_SLOT(5, 8),
    TLS_DTPMOD32(6, 4),
    TLS_DTPMOD64(7, 8),
    TLS_DTPREL32(8, 4),
    TLS_DTPREL64(9, 8),
    TLS_TPREL32(10, 4),
    TLS_TPREL64(11, 8),
    BRANCH(16, 4),
    JAL(17, 4),
    CALL(18, 8),
    CALL_PLT(19, 8),
    GOT_HI20(20, 4),
    TLS_GOT_HI20(21, 4),
    TLS_GD_HI20(22, 4),
    PCREL_HI20(23, 4),
    PCREL_LO12_I(24, 4),
    PCREL_LO12_S(25, 4),
    HI20(26, 4),
    LO12_I(27, 4),
    LO12_S(28, 4),
    TPREL_HI20(29, 4),
    TPREL_LO12_I(30, 4),
    TPREL_LO12_S(31, 4),
    TPREL_ADD(32, 0),
    ADD8(33, 1),
    ADD16(34, 2),
    ADD32(35, 4),
    ADD64(36, 8),
    SUB8(37, 1),
    SUB16(38, 2),
    SUB32(39, 4),
    SUB64(40, 8),
    GOT32_PCREL(41, 4),
    ALIGN(43, 0),
    RVC_BRANCH(44, 2),
    RVC_JUMP(45, 2),
    RVC_LUI(46, 2),
    RELAX(51, 0),
    SUB6(52, 1),
    SET6(53, 1),
    SET8(54, 1),
    SET16(55, 2),
    SET32(56, 4),
    PCREL32(57, 4, "R_RISCV_32_PCREL"),
    IRELATIVE(58, 8),
    PLT32(59, 4),
    SET_ULEB128(60, 1),
    SUB_ULEB128(61, 1);

    private final int number;
    private final int bytes;
    private final String elfName;

    RelocationType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
        this.elfName = "R_RISCV_" + name();
    }

    RelocationType(int number, int bytes, String elfName) {
        this.number = number;
        this.bytes = bytes;
        this.elfName = elfName;
    }

    /** The type's number in {@code r_info}. */
    public int number() {
        return number;
    }

    /** Bytes at the relocation's offset that it may change (at least, for ULEB128); 0 for a mere hint. */
    public int bytes() {
        return bytes;
    }

    /** The psABI's name, such as {@code R_RISCV_32}. */
    public String elfName() {
        return elfName;
    }

    /** The type of that name in the psABI, or null. */
    public static @Nullable RelocationType named(String elfName) {
        for (RelocationType type : values()) {
            if (type.elfName.equals(elfName)) {
                return type;
            }
        }
        return null;
    }

    /** The type of that number, or null. */
    public static @Nullable RelocationType numbered(int number) {
        for (RelocationType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return null;
    }
}
