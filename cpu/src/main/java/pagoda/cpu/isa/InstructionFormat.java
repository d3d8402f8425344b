package pagoda.cpu.isa;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The formats of instruction words (RISC-V unprivileged manual, "Base Instruction Formats" and "Compressed Instruction
 * Formats"), in which an assembler writes instructions that the table does not have. Rows are written as those of
 * {@link Instruction}, but here every bit belongs to a field.
 */
public enum InstructionFormat {
    // spotless:off
    R      ("opcode, funct3, funct7, rd, rs1, rs2",      "funct7[6:0] rs2 rs1 funct3[2:0] rd opcode[6:0]"),
    R4     ("opcode, funct3, funct2, rd, rs1, rs2, rs3", "rs3 funct2[1:0] rs2 rs1 funct3[2:0] rd opcode[6:0]"),
    I      ("opcode, funct3, rd, rs1, imm",              "imm[11:0] rs1 funct3[2:0] rd opcode[6:0]"),
    /** Format I as loads are written. */
    I_LOAD ("opcode, funct3, rd, imm(rs1)",              "imm[11:0] rs1 funct3[2:0] rd opcode[6:0]"),
    S      ("opcode, funct3, rs2, imm(rs1)",             "imm[11:5] rs2 rs1 funct3[2:0] imm[4:0] opcode[6:0]"),
    B      ("opcode, funct3, rs1, rs2, target",          "imm[12|10:5] rs2 rs1 funct3[2:0] imm[4:1|11] opcode[6:0]"),
    U      ("opcode, rd, upper",                         "imm[31:12] rd opcode[6:0]"),
    J      ("opcode, rd, target",                        "imm[20|10:1|11|19:12] rd opcode[6:0]"),
    CR     ("op, funct4, rd, rs2",                       "funct4[3:0] rd rs2 op[1:0]"),
    CI     ("op, funct3, rd, imm",                       "funct3[2:0] imm[5] rd imm[4:0] op[1:0]"),
    CSS    ("op, funct3, rs2, uimm",                     "funct3[2:0] uimm[5:0] rs2 op[1:0]"),
    CIW    ("op, funct3, rd', uimm",                     "funct3[2:0] uimm[7:0] rd' op[1:0]"),
    CL     ("op, funct3, rd', uimm(rs1')",               "funct3[2:0] uimm[4:2] rs1' uimm[1:0] rd' op[1:0]"),
    CS     ("op, funct3, rs2', uimm(rs1')",              "funct3[2:0] uimm[4:2] rs1' uimm[1:0] rs2' op[1:0]"),
    CA     ("op, funct6, funct2, rd', rs2'",             "funct6[5:0] rd' funct2[1:0] rs2' op[1:0]"),
    CB     ("op, funct3, rs1', target",                  "funct3[2:0] imm[8|4:3] rs1' imm[7:6|2:1|5] op[1:0]"),
    CJ     ("op, funct3, target",                        "funct3[2:0] imm[11|4|9:8|10|6|7|3:1|5] op[1:0]");
    // spotless:on

    /** A base opcode by its name (RISC-V unprivileged manual, "RISC-V base opcode map"), or a quadrant of compressed ones. */
    private enum Opcode {
        LOAD(0x03),
        LOAD_FP(0x07),
        CUSTOM_0(0x0b),
        MISC_MEM(0x0f),
        OP_IMM(0x13),
        AUIPC(0x17),
        OP_IMM_32(0x1b),
        STORE(0x23),
        STORE_FP(0x27),
        CUSTOM_1(0x2b),
        AMO(0x2f),
        OP(0x33),
        LUI(0x37),
        OP_32(0x3b),
        MADD(0x43),
        MSUB(0x47),
        NMSUB(0x4b),
        NMADD(0x4f),
        OP_FP(0x53),
        OP_V(0x57),
        CUSTOM_2(0x5b),
        BRANCH(0x63),
        JALR(0x67),
        JAL(0x6f),
        SYSTEM(0x73),
        CUSTOM_3(0x7b),
        C0(0),
        C1(1),
        C2(2);

        private final int number;

        Opcode(int number) {
            this.number = number;
        }
    }

    private final String syntax;
    private final int length;
    private final List<Operand> operands;

    InstructionFormat(String syntax, String bits) {
        this.syntax = syntax;
        Encoding encoding = new Encoding(bits);
        this.length = encoding.length();
        this.operands = Operand.parse(syntax, encoding);
    }

    /** The number of the opcode of that name, such as {@code OP_IMM} or {@code C1}, or null. */
    public static @Nullable Integer opcode(String name) {
        for (Opcode opcode : Opcode.values()) {
            if (opcode.name().equals(name)) {
                return opcode.number;
            }
        }
        return null;
    }

    /** The names of all opcodes. */
    public static List<String> opcodes() {
        return java.util.Arrays.stream(Opcode.values()).map(Opcode::name).toList();
    }

    /** The operands as they are written, such as {@code "opcode, funct3, rd, rs1, imm"}. */
    public String syntax() {
        return syntax;
    }

    /** The operands in the order in which they are written; they fill all bits of the word. */
    public List<Operand> operands() {
        return operands;
    }

    /** The length of a word in bytes: 4 or 2. */
    public int length() {
        return length;
    }

    /**
     * The length in bytes that the lowest bits of an instruction say, 2 to 22 (RISC-V unprivileged manual, "Expanded
     * Instruction-Length Encoding"); 2 for what is reserved for longer ones.
     */
    public static int length(long bits) {
        if ((bits & 0x3) != 0x3) {
            return 2;
        }
        if ((bits & 0x1f) != 0x1f) {
            return 4;
        }
        if ((bits & 0x3f) == 0x1f) {
            return 6;
        }
        if ((bits & 0x7f) == 0x3f) {
            return 8;
        }
        return (bits & 0x7000) != 0x7000 ? 10 + ((int) (bits >>> 11) & 0xe) : 2;
    }
}
