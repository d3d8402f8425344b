package pagoda.cpu.isa;

import static pagoda.cpu.isa.Extension.A;
import static pagoda.cpu.isa.Extension.I;
import static pagoda.cpu.isa.Extension.M;
import static pagoda.cpu.isa.Extension.ZICSR;
import static pagoda.cpu.isa.Extension.ZIFENCEI;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The instruction table: each row gives an instruction's assembly syntax and its bits as the RISC-V unprivileged manual's
 * instruction listings draw them. Decoder, assembler and disassembler are derived from it; what an instruction computes is
 * the method of its name in {@link Alu}, or stands in the interpreter where it is more than a computation.
 *
 * <p>In the syntax, an operand is the name of a field, {@code target} (a pc-relative immediate), {@code upper} (the upper
 * 20 bits), {@code imm(rs1)} or {@code (rs1)}. In the bits, {@code imm[4:1|11]} places those bits of the immediate.
 * Fields that the syntax does not name are zero when assembled and ignored when decoded.
 */
public enum Instruction {
    // spotless:off
    LUI      (I, "lui rd, upper",           "imm[31:12] rd 0110111"),
    AUIPC    (I, "auipc rd, upper",         "imm[31:12] rd 0010111"),
    JAL      (I, "jal rd, target",          "imm[20|10:1|11|19:12] rd 1101111"),
    JALR     (I, "jalr rd, imm(rs1)",       "imm[11:0] rs1 000 rd 1100111"),
    BEQ      (I, "beq rs1, rs2, target",    "imm[12|10:5] rs2 rs1 000 imm[4:1|11] 1100011"),
    BNE      (I, "bne rs1, rs2, target",    "imm[12|10:5] rs2 rs1 001 imm[4:1|11] 1100011"),
    BLT      (I, "blt rs1, rs2, target",    "imm[12|10:5] rs2 rs1 100 imm[4:1|11] 1100011"),
    BGE      (I, "bge rs1, rs2, target",    "imm[12|10:5] rs2 rs1 101 imm[4:1|11] 1100011"),
    BLTU     (I, "bltu rs1, rs2, target",   "imm[12|10:5] rs2 rs1 110 imm[4:1|11] 1100011"),
    BGEU     (I, "bgeu rs1, rs2, target",   "imm[12|10:5] rs2 rs1 111 imm[4:1|11] 1100011"),
    LB       (I, "lb rd, imm(rs1)",         "imm[11:0] rs1 000 rd 0000011"),
    LH       (I, "lh rd, imm(rs1)",         "imm[11:0] rs1 001 rd 0000011"),
    LW       (I, "lw rd, imm(rs1)",         "imm[11:0] rs1 010 rd 0000011"),
    LD       (I, "ld rd, imm(rs1)",         "imm[11:0] rs1 011 rd 0000011"),
    LBU      (I, "lbu rd, imm(rs1)",        "imm[11:0] rs1 100 rd 0000011"),
    LHU      (I, "lhu rd, imm(rs1)",        "imm[11:0] rs1 101 rd 0000011"),
    LWU      (I, "lwu rd, imm(rs1)",        "imm[11:0] rs1 110 rd 0000011"),
    SB       (I, "sb rs2, imm(rs1)",        "imm[11:5] rs2 rs1 000 imm[4:0] 0100011"),
    SH       (I, "sh rs2, imm(rs1)",        "imm[11:5] rs2 rs1 001 imm[4:0] 0100011"),
    SW       (I, "sw rs2, imm(rs1)",        "imm[11:5] rs2 rs1 010 imm[4:0] 0100011"),
    SD       (I, "sd rs2, imm(rs1)",        "imm[11:5] rs2 rs1 011 imm[4:0] 0100011"),
    ADDI     (I, "addi rd, rs1, imm",       "imm[11:0] rs1 000 rd 0010011"),
    SLTI     (I, "slti rd, rs1, imm",       "imm[11:0] rs1 010 rd 0010011"),
    SLTIU    (I, "sltiu rd, rs1, imm",      "imm[11:0] rs1 011 rd 0010011"),
    XORI     (I, "xori rd, rs1, imm",       "imm[11:0] rs1 100 rd 0010011"),
    ORI      (I, "ori rd, rs1, imm",        "imm[11:0] rs1 110 rd 0010011"),
    ANDI     (I, "andi rd, rs1, imm",       "imm[11:0] rs1 111 rd 0010011"),
    SLLI     (I, "slli rd, rs1, shamt",     "000000 shamt[5:0] rs1 001 rd 0010011"),
    SRLI     (I, "srli rd, rs1, shamt",     "000000 shamt[5:0] rs1 101 rd 0010011"),
    SRAI     (I, "srai rd, rs1, shamt",     "010000 shamt[5:0] rs1 101 rd 0010011"),
    ADD      (I, "add rd, rs1, rs2",        "0000000 rs2 rs1 000 rd 0110011"),
    SUB      (I, "sub rd, rs1, rs2",        "0100000 rs2 rs1 000 rd 0110011"),
    SLL      (I, "sll rd, rs1, rs2",        "0000000 rs2 rs1 001 rd 0110011"),
    SLT      (I, "slt rd, rs1, rs2",        "0000000 rs2 rs1 010 rd 0110011"),
    SLTU     (I, "sltu rd, rs1, rs2",       "0000000 rs2 rs1 011 rd 0110011"),
    XOR      (I, "xor rd, rs1, rs2",        "0000000 rs2 rs1 100 rd 0110011"),
    SRL      (I, "srl rd, rs1, rs2",        "0000000 rs2 rs1 101 rd 0110011"),
    SRA      (I, "sra rd, rs1, rs2",        "0100000 rs2 rs1 101 rd 0110011"),
    OR       (I, "or rd, rs1, rs2",         "0000000 rs2 rs1 110 rd 0110011"),
    AND      (I, "and rd, rs1, rs2",        "0000000 rs2 rs1 111 rd 0110011"),
    ADDIW    (I, "addiw rd, rs1, imm",      "imm[11:0] rs1 000 rd 0011011"),
    SLLIW    (I, "slliw rd, rs1, shamt",    "0000000 shamt[4:0] rs1 001 rd 0011011"),
    SRLIW    (I, "srliw rd, rs1, shamt",    "0000000 shamt[4:0] rs1 101 rd 0011011"),
    SRAIW    (I, "sraiw rd, rs1, shamt",    "0100000 shamt[4:0] rs1 101 rd 0011011"),
    ADDW     (I, "addw rd, rs1, rs2",       "0000000 rs2 rs1 000 rd 0111011"),
    SUBW     (I, "subw rd, rs1, rs2",       "0100000 rs2 rs1 000 rd 0111011"),
    SLLW     (I, "sllw rd, rs1, rs2",       "0000000 rs2 rs1 001 rd 0111011"),
    SRLW     (I, "srlw rd, rs1, rs2",       "0000000 rs2 rs1 101 rd 0111011"),
    SRAW     (I, "sraw rd, rs1, rs2",       "0100000 rs2 rs1 101 rd 0111011"),
    FENCE_TSO(I, "fence.tso",               "1000 0011 0011 rs1 000 rd 0001111"),
    FENCE    (I, "fence pred, succ",        "fm[3:0] pred[3:0] succ[3:0] rs1 000 rd 0001111"),
    ECALL    (I, "ecall",                   "000000000000 00000 000 00000 1110011"),
    EBREAK   (I, "ebreak",                  "000000000001 00000 000 00000 1110011"),

    MUL      (M, "mul rd, rs1, rs2",        "0000001 rs2 rs1 000 rd 0110011"),
    MULH     (M, "mulh rd, rs1, rs2",       "0000001 rs2 rs1 001 rd 0110011"),
    MULHSU   (M, "mulhsu rd, rs1, rs2",     "0000001 rs2 rs1 010 rd 0110011"),
    MULHU    (M, "mulhu rd, rs1, rs2",      "0000001 rs2 rs1 011 rd 0110011"),
    DIV      (M, "div rd, rs1, rs2",        "0000001 rs2 rs1 100 rd 0110011"),
    DIVU     (M, "divu rd, rs1, rs2",       "0000001 rs2 rs1 101 rd 0110011"),
    REM      (M, "rem rd, rs1, rs2",        "0000001 rs2 rs1 110 rd 0110011"),
    REMU     (M, "remu rd, rs1, rs2",       "0000001 rs2 rs1 111 rd 0110011"),
    MULW     (M, "mulw rd, rs1, rs2",       "0000001 rs2 rs1 000 rd 0111011"),
    DIVW     (M, "divw rd, rs1, rs2",       "0000001 rs2 rs1 100 rd 0111011"),
    DIVUW    (M, "divuw rd, rs1, rs2",      "0000001 rs2 rs1 101 rd 0111011"),
    REMW     (M, "remw rd, rs1, rs2",       "0000001 rs2 rs1 110 rd 0111011"),
    REMUW    (M, "remuw rd, rs1, rs2",      "0000001 rs2 rs1 111 rd 0111011"),

    LR_W     (A, "lr.w rd, (rs1)",          "00010 aq rl 00000 rs1 010 rd 0101111"),
    SC_W     (A, "sc.w rd, rs2, (rs1)",     "00011 aq rl rs2 rs1 010 rd 0101111"),
    AMOSWAP_W(A, "amoswap.w rd, rs2, (rs1)", "00001 aq rl rs2 rs1 010 rd 0101111"),
    AMOADD_W (A, "amoadd.w rd, rs2, (rs1)", "00000 aq rl rs2 rs1 010 rd 0101111"),
    AMOXOR_W (A, "amoxor.w rd, rs2, (rs1)", "00100 aq rl rs2 rs1 010 rd 0101111"),
    AMOAND_W (A, "amoand.w rd, rs2, (rs1)", "01100 aq rl rs2 rs1 010 rd 0101111"),
    AMOOR_W  (A, "amoor.w rd, rs2, (rs1)",  "01000 aq rl rs2 rs1 010 rd 0101111"),
    AMOMIN_W (A, "amomin.w rd, rs2, (rs1)", "10000 aq rl rs2 rs1 010 rd 0101111"),
    AMOMAX_W (A, "amomax.w rd, rs2, (rs1)", "10100 aq rl rs2 rs1 010 rd 0101111"),
    AMOMINU_W(A, "amominu.w rd, rs2, (rs1)", "11000 aq rl rs2 rs1 010 rd 0101111"),
    AMOMAXU_W(A, "amomaxu.w rd, rs2, (rs1)", "11100 aq rl rs2 rs1 010 rd 0101111"),
    LR_D     (A, "lr.d rd, (rs1)",          "00010 aq rl 00000 rs1 011 rd 0101111"),
    SC_D     (A, "sc.d rd, rs2, (rs1)",     "00011 aq rl rs2 rs1 011 rd 0101111"),
    AMOSWAP_D(A, "amoswap.d rd, rs2, (rs1)", "00001 aq rl rs2 rs1 011 rd 0101111"),
    AMOADD_D (A, "amoadd.d rd, rs2, (rs1)", "00000 aq rl rs2 rs1 011 rd 0101111"),
    AMOXOR_D (A, "amoxor.d rd, rs2, (rs1)", "00100 aq rl rs2 rs1 011 rd 0101111"),
    AMOAND_D (A, "amoand.d rd, rs2, (rs1)", "01100 aq rl rs2 rs1 011 rd 0101111"),
    AMOOR_D  (A, "amoor.d rd, rs2, (rs1)",  "01000 aq rl rs2 rs1 011 rd 0101111"),
    AMOMIN_D (A, "amomin.d rd, rs2, (rs1)", "10000 aq rl rs2 rs1 011 rd 0101111"),
    AMOMAX_D (A, "amomax.d rd, rs2, (rs1)", "10100 aq rl rs2 rs1 011 rd 0101111"),
    AMOMINU_D(A, "amominu.d rd, rs2, (rs1)", "11000 aq rl rs2 rs1 011 rd 0101111"),
    AMOMAXU_D(A, "amomaxu.d rd, rs2, (rs1)", "11100 aq rl rs2 rs1 011 rd 0101111"),

    CSRRW    (ZICSR, "csrrw rd, csr, rs1",   "csr[11:0] rs1 001 rd 1110011"),
    CSRRS    (ZICSR, "csrrs rd, csr, rs1",   "csr[11:0] rs1 010 rd 1110011"),
    CSRRC    (ZICSR, "csrrc rd, csr, rs1",   "csr[11:0] rs1 011 rd 1110011"),
    CSRRWI   (ZICSR, "csrrwi rd, csr, uimm", "csr[11:0] uimm[4:0] 101 rd 1110011"),
    CSRRSI   (ZICSR, "csrrsi rd, csr, uimm", "csr[11:0] uimm[4:0] 110 rd 1110011"),
    CSRRCI   (ZICSR, "csrrci rd, csr, uimm", "csr[11:0] uimm[4:0] 111 rd 1110011"),

    FENCE_I  (ZIFENCEI, "fence.i",           "imm[11:0] rs1 001 rd 0001111");
    // spotless:on

    private static final Map<String, Instruction> BY_MNEMONIC = new HashMap<>();

    static {
        for (Instruction instruction : values()) {
            BY_MNEMONIC.put(instruction.mnemonic, instruction);
        }
    }

    private final Extension extension;
    private final String mnemonic;
    private final String syntax;
    private final Encoding encoding;
    private final List<Operand> operands;

    Instruction(Extension extension, String syntax, String bits) {
        this.extension = extension;
        this.syntax = syntax;
        int space = syntax.indexOf(' ');
        this.mnemonic = space < 0 ? syntax : syntax.substring(0, space);
        this.encoding = Encoding.parse(bits);
        this.operands = Operand.parse(space < 0 ? "" : syntax.substring(space + 1), encoding);
    }

    /** The instruction of this mnemonic (lower case, without {@code .aq} and {@code .rl}), or null if there is none. */
    public static @Nullable Instruction named(String mnemonic) {
        return BY_MNEMONIC.get(mnemonic);
    }

    /** The instruction that this 32-bit word encodes, or null if the table has none. */
    public static @Nullable Instruction decode(int word) {
        return Decoder.find(word);
    }

    /** The extension that the instruction belongs to. */
    public Extension extension() {
        return extension;
    }

    /** The mnemonic, lower case, without the ordering suffixes {@code .aq} and {@code .rl}. */
    public String mnemonic() {
        return mnemonic;
    }

    /** The row's assembly syntax, such as {@code "lw rd, imm(rs1)"}. */
    public String syntax() {
        return syntax;
    }

    /** The operands in the order in which they are written. */
    public List<Operand> operands() {
        return operands;
    }

    /** The bits that every encoding of the instruction has set, among those of {@link #mask}. */
    public int match() {
        return encoding.match();
    }

    /** The bits that tell the instruction from others. */
    public int mask() {
        return encoding.mask();
    }

    /** The field of this name ({@code rd rs1 rs2 imm uimm shamt csr pred succ fm aq rl}), or null if the instruction has none. */
    public @Nullable Field field(String name) {
        return encoding.field(name);
    }

    /** Whether the mnemonic takes the suffixes {@code .aq}, {@code .rl} and {@code .aqrl}. */
    public boolean hasOrdering() {
        return encoding.field("aq") != null;
    }

    /** The number that the interpreter's switch knows the instruction by: a constant of {@link Op}, 1 or more. */
    public int op() {
        return ordinal() + 1;
    }
}
