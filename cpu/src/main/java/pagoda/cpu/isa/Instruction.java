package pagoda.cpu.isa;

import static pagoda.cpu.isa.Extension.A;
import static pagoda.cpu.isa.Extension.C;
import static pagoda.cpu.isa.Extension.D;
import static pagoda.cpu.isa.Extension.F;
import static pagoda.cpu.isa.Extension.I;
import static pagoda.cpu.isa.Extension.M;
import static pagoda.cpu.isa.Extension.ZBA;
import static pagoda.cpu.isa.Extension.ZBB;
import static pagoda.cpu.isa.Extension.ZBS;
import static pagoda.cpu.isa.Extension.ZICSR;
import static pagoda.cpu.isa.Extension.ZIFENCEI;
import static pagoda.cpu.isa.Extension.ZIHINTPAUSE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The instruction table: each row gives an instruction's assembly syntax and its bits as the RISC-V unprivileged manual's
 * instruction listings draw them. Decoder, assembler and disassembler are derived from it; what an instruction computes is
 * the method of its name in {@link Alu}, {@link BitManipulation}, or for floating point {@code cpu.fp}, or stands in the interpreter where it is more than a computation.
 *
 * <p>In the syntax, an operand is the name of a field, {@code target} (a pc-relative immediate), {@code upper} (the upper
 * 20 bits), {@code imm(rs1)} or {@code (rs1)}; a register's name stands for itself. In the bits, {@code imm[4:1|11]} places
 * those bits of the immediate, {@code rd'} is one of x8 to x15, and {@code rd!=2} must not be x2.
 * Fields that the syntax does not name are zero when assembled and ignored when decoded. A compressed instruction's row says
 * in the end which other instruction it is short for.
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

    FENCE_I  (ZIFENCEI, "fence.i",           "imm[11:0] rs1 001 rd 0001111"),

    PAUSE    (ZIHINTPAUSE, "pause",          "0000 0001 0000 00000 000 00000 0001111"),

    FLW      (F,   "flw fd, imm(rs1)",                        "imm[11:0] rs1 010 fd 0000111"),
    FSW      (F,   "fsw fs2, imm(rs1)",                       "imm[11:5] fs2 rs1 010 imm[4:0] 0100111"),
    FLD      (D,   "fld fd, imm(rs1)",                        "imm[11:0] rs1 011 fd 0000111"),
    FSD      (D,   "fsd fs2, imm(rs1)",                       "imm[11:5] fs2 rs1 011 imm[4:0] 0100111"),
    FMADD_S  (F,   "fmadd.s fd, fs1, fs2, fs3, rm",           "fs3 00 fs2 fs1 rm[2:0] fd 1000011"),
    FMSUB_S  (F,   "fmsub.s fd, fs1, fs2, fs3, rm",           "fs3 00 fs2 fs1 rm[2:0] fd 1000111"),
    FNMSUB_S (F,   "fnmsub.s fd, fs1, fs2, fs3, rm",          "fs3 00 fs2 fs1 rm[2:0] fd 1001011"),
    FNMADD_S (F,   "fnmadd.s fd, fs1, fs2, fs3, rm",          "fs3 00 fs2 fs1 rm[2:0] fd 1001111"),
    FADD_S   (F,   "fadd.s fd, fs1, fs2, rm",                 "0000000 fs2 fs1 rm[2:0] fd 1010011"),
    FSUB_S   (F,   "fsub.s fd, fs1, fs2, rm",                 "0000100 fs2 fs1 rm[2:0] fd 1010011"),
    FMUL_S   (F,   "fmul.s fd, fs1, fs2, rm",                 "0001000 fs2 fs1 rm[2:0] fd 1010011"),
    FDIV_S   (F,   "fdiv.s fd, fs1, fs2, rm",                 "0001100 fs2 fs1 rm[2:0] fd 1010011"),
    FSQRT_S  (F,   "fsqrt.s fd, fs1, rm",                     "0101100 00000 fs1 rm[2:0] fd 1010011"),
    FSGNJ_S  (F,   "fsgnj.s fd, fs1, fs2",                    "0010000 fs2 fs1 000 fd 1010011"),
    FSGNJN_S (F,   "fsgnjn.s fd, fs1, fs2",                   "0010000 fs2 fs1 001 fd 1010011"),
    FSGNJX_S (F,   "fsgnjx.s fd, fs1, fs2",                   "0010000 fs2 fs1 010 fd 1010011"),
    FMIN_S   (F,   "fmin.s fd, fs1, fs2",                     "0010100 fs2 fs1 000 fd 1010011"),
    FMAX_S   (F,   "fmax.s fd, fs1, fs2",                     "0010100 fs2 fs1 001 fd 1010011"),
    FEQ_S    (F,   "feq.s rd, fs1, fs2",                      "1010000 fs2 fs1 010 rd 1010011"),
    FLT_S    (F,   "flt.s rd, fs1, fs2",                      "1010000 fs2 fs1 001 rd 1010011"),
    FLE_S    (F,   "fle.s rd, fs1, fs2",                      "1010000 fs2 fs1 000 rd 1010011"),
    FCVT_W_S (F,   "fcvt.w.s rd, fs1, rm",                    "1100000 00000 fs1 rm[2:0] rd 1010011"),
    FCVT_WU_S(F,   "fcvt.wu.s rd, fs1, rm",                   "1100000 00001 fs1 rm[2:0] rd 1010011"),
    FCVT_L_S (F,   "fcvt.l.s rd, fs1, rm",                    "1100000 00010 fs1 rm[2:0] rd 1010011"),
    FCVT_LU_S(F,   "fcvt.lu.s rd, fs1, rm",                   "1100000 00011 fs1 rm[2:0] rd 1010011"),
    FCVT_S_W (F,   "fcvt.s.w fd, rs1, rm",                    "1101000 00000 rs1 rm[2:0] fd 1010011"),
    FCVT_S_WU(F,   "fcvt.s.wu fd, rs1, rm",                   "1101000 00001 rs1 rm[2:0] fd 1010011"),
    FCVT_S_L (F,   "fcvt.s.l fd, rs1, rm",                    "1101000 00010 rs1 rm[2:0] fd 1010011"),
    FCVT_S_LU(F,   "fcvt.s.lu fd, rs1, rm",                   "1101000 00011 rs1 rm[2:0] fd 1010011"),
    FMV_X_W  (F,   "fmv.x.w rd, fs1",                         "1110000 00000 fs1 000 rd 1010011"),
    FCLASS_S (F,   "fclass.s rd, fs1",                        "1110000 00000 fs1 001 rd 1010011"),
    FMV_W_X  (F,   "fmv.w.x fd, rs1",                         "1111000 00000 rs1 000 fd 1010011"),

    FMADD_D  (D,   "fmadd.d fd, fs1, fs2, fs3, rm",           "fs3 01 fs2 fs1 rm[2:0] fd 1000011"),
    FMSUB_D  (D,   "fmsub.d fd, fs1, fs2, fs3, rm",           "fs3 01 fs2 fs1 rm[2:0] fd 1000111"),
    FNMSUB_D (D,   "fnmsub.d fd, fs1, fs2, fs3, rm",          "fs3 01 fs2 fs1 rm[2:0] fd 1001011"),
    FNMADD_D (D,   "fnmadd.d fd, fs1, fs2, fs3, rm",          "fs3 01 fs2 fs1 rm[2:0] fd 1001111"),
    FADD_D   (D,   "fadd.d fd, fs1, fs2, rm",                 "0000001 fs2 fs1 rm[2:0] fd 1010011"),
    FSUB_D   (D,   "fsub.d fd, fs1, fs2, rm",                 "0000101 fs2 fs1 rm[2:0] fd 1010011"),
    FMUL_D   (D,   "fmul.d fd, fs1, fs2, rm",                 "0001001 fs2 fs1 rm[2:0] fd 1010011"),
    FDIV_D   (D,   "fdiv.d fd, fs1, fs2, rm",                 "0001101 fs2 fs1 rm[2:0] fd 1010011"),
    FSQRT_D  (D,   "fsqrt.d fd, fs1, rm",                     "0101101 00000 fs1 rm[2:0] fd 1010011"),
    FSGNJ_D  (D,   "fsgnj.d fd, fs1, fs2",                    "0010001 fs2 fs1 000 fd 1010011"),
    FSGNJN_D (D,   "fsgnjn.d fd, fs1, fs2",                   "0010001 fs2 fs1 001 fd 1010011"),
    FSGNJX_D (D,   "fsgnjx.d fd, fs1, fs2",                   "0010001 fs2 fs1 010 fd 1010011"),
    FMIN_D   (D,   "fmin.d fd, fs1, fs2",                     "0010101 fs2 fs1 000 fd 1010011"),
    FMAX_D   (D,   "fmax.d fd, fs1, fs2",                     "0010101 fs2 fs1 001 fd 1010011"),
    FEQ_D    (D,   "feq.d rd, fs1, fs2",                      "1010001 fs2 fs1 010 rd 1010011"),
    FLT_D    (D,   "flt.d rd, fs1, fs2",                      "1010001 fs2 fs1 001 rd 1010011"),
    FLE_D    (D,   "fle.d rd, fs1, fs2",                      "1010001 fs2 fs1 000 rd 1010011"),
    FCVT_W_D (D,   "fcvt.w.d rd, fs1, rm",                    "1100001 00000 fs1 rm[2:0] rd 1010011"),
    FCVT_WU_D(D,   "fcvt.wu.d rd, fs1, rm",                   "1100001 00001 fs1 rm[2:0] rd 1010011"),
    FCVT_L_D (D,   "fcvt.l.d rd, fs1, rm",                    "1100001 00010 fs1 rm[2:0] rd 1010011"),
    FCVT_LU_D(D,   "fcvt.lu.d rd, fs1, rm",                   "1100001 00011 fs1 rm[2:0] rd 1010011"),
    FCVT_D_W (D,   "fcvt.d.w fd, rs1, rm",                    "1101001 00000 rs1 rm[2:0] fd 1010011"),
    FCVT_D_WU(D,   "fcvt.d.wu fd, rs1, rm",                   "1101001 00001 rs1 rm[2:0] fd 1010011"),
    FCVT_D_L (D,   "fcvt.d.l fd, rs1, rm",                    "1101001 00010 rs1 rm[2:0] fd 1010011"),
    FCVT_D_LU(D,   "fcvt.d.lu fd, rs1, rm",                   "1101001 00011 rs1 rm[2:0] fd 1010011"),
    FCVT_S_D (D,   "fcvt.s.d fd, fs1, rm",                    "0100000 00001 fs1 rm[2:0] fd 1010011"),
    FCVT_D_S (D,   "fcvt.d.s fd, fs1, rm",                    "0100001 00000 fs1 rm[2:0] fd 1010011"),
    FMV_X_D  (D,   "fmv.x.d rd, fs1",                         "1110001 00000 fs1 000 rd 1010011"),
    FCLASS_D (D,   "fclass.d rd, fs1",                        "1110001 00000 fs1 001 rd 1010011"),
    FMV_D_X  (D,   "fmv.d.x fd, rs1",                         "1111001 00000 rs1 000 fd 1010011"),

    ADD_UW   (ZBA, "add.uw rd, rs1, rs2",                     "0000100 rs2 rs1 000 rd 0111011"),
    SH1ADD   (ZBA, "sh1add rd, rs1, rs2",                     "0010000 rs2 rs1 010 rd 0110011"),
    SH2ADD   (ZBA, "sh2add rd, rs1, rs2",                     "0010000 rs2 rs1 100 rd 0110011"),
    SH3ADD   (ZBA, "sh3add rd, rs1, rs2",                     "0010000 rs2 rs1 110 rd 0110011"),
    SH1ADD_UW(ZBA, "sh1add.uw rd, rs1, rs2",                  "0010000 rs2 rs1 010 rd 0111011"),
    SH2ADD_UW(ZBA, "sh2add.uw rd, rs1, rs2",                  "0010000 rs2 rs1 100 rd 0111011"),
    SH3ADD_UW(ZBA, "sh3add.uw rd, rs1, rs2",                  "0010000 rs2 rs1 110 rd 0111011"),
    SLLI_UW  (ZBA, "slli.uw rd, rs1, shamt",                  "000010 shamt[5:0] rs1 001 rd 0011011"),

    ANDN     (ZBB, "andn rd, rs1, rs2",                       "0100000 rs2 rs1 111 rd 0110011"),
    ORN      (ZBB, "orn rd, rs1, rs2",                        "0100000 rs2 rs1 110 rd 0110011"),
    XNOR     (ZBB, "xnor rd, rs1, rs2",                       "0100000 rs2 rs1 100 rd 0110011"),
    CLZ      (ZBB, "clz rd, rs1",                             "0110000 00000 rs1 001 rd 0010011"),
    CTZ      (ZBB, "ctz rd, rs1",                             "0110000 00001 rs1 001 rd 0010011"),
    CPOP     (ZBB, "cpop rd, rs1",                            "0110000 00010 rs1 001 rd 0010011"),
    CLZW     (ZBB, "clzw rd, rs1",                            "0110000 00000 rs1 001 rd 0011011"),
    CTZW     (ZBB, "ctzw rd, rs1",                            "0110000 00001 rs1 001 rd 0011011"),
    CPOPW    (ZBB, "cpopw rd, rs1",                           "0110000 00010 rs1 001 rd 0011011"),
    MAX      (ZBB, "max rd, rs1, rs2",                        "0000101 rs2 rs1 110 rd 0110011"),
    MAXU     (ZBB, "maxu rd, rs1, rs2",                       "0000101 rs2 rs1 111 rd 0110011"),
    MIN      (ZBB, "min rd, rs1, rs2",                        "0000101 rs2 rs1 100 rd 0110011"),
    MINU     (ZBB, "minu rd, rs1, rs2",                       "0000101 rs2 rs1 101 rd 0110011"),
    SEXT_B   (ZBB, "sext.b rd, rs1",                          "0110000 00100 rs1 001 rd 0010011"),
    SEXT_H   (ZBB, "sext.h rd, rs1",                          "0110000 00101 rs1 001 rd 0010011"),
    ZEXT_H   (ZBB, "zext.h rd, rs1",                          "0000100 00000 rs1 100 rd 0111011"),
    ROL      (ZBB, "rol rd, rs1, rs2",                        "0110000 rs2 rs1 001 rd 0110011"),
    ROR      (ZBB, "ror rd, rs1, rs2",                        "0110000 rs2 rs1 101 rd 0110011"),
    ROLW     (ZBB, "rolw rd, rs1, rs2",                       "0110000 rs2 rs1 001 rd 0111011"),
    RORW     (ZBB, "rorw rd, rs1, rs2",                       "0110000 rs2 rs1 101 rd 0111011"),
    RORI     (ZBB, "rori rd, rs1, shamt",                     "011000 shamt[5:0] rs1 101 rd 0010011"),
    RORIW    (ZBB, "roriw rd, rs1, shamt",                    "0110000 shamt[4:0] rs1 101 rd 0011011"),
    ORC_B    (ZBB, "orc.b rd, rs1",                           "001010000111 rs1 101 rd 0010011"),
    REV8     (ZBB, "rev8 rd, rs1",                            "011010111000 rs1 101 rd 0010011"),

    BCLR     (ZBS, "bclr rd, rs1, rs2",                       "0100100 rs2 rs1 001 rd 0110011"),
    BEXT     (ZBS, "bext rd, rs1, rs2",                       "0100100 rs2 rs1 101 rd 0110011"),
    BINV     (ZBS, "binv rd, rs1, rs2",                       "0110100 rs2 rs1 001 rd 0110011"),
    BSET     (ZBS, "bset rd, rs1, rs2",                       "0010100 rs2 rs1 001 rd 0110011"),
    BCLRI    (ZBS, "bclri rd, rs1, shamt",                    "010010 shamt[5:0] rs1 001 rd 0010011"),
    BEXTI    (ZBS, "bexti rd, rs1, shamt",                    "010010 shamt[5:0] rs1 101 rd 0010011"),
    BINVI    (ZBS, "binvi rd, rs1, shamt",                    "011010 shamt[5:0] rs1 001 rd 0010011"),
    BSETI    (ZBS, "bseti rd, rs1, shamt",                    "001010 shamt[5:0] rs1 001 rd 0010011"),

    C_UNIMP  (C,   "c.unimp",                                 "0000 0000 0000 0000", "csrrw zero, 3072, zero"),
    C_ADDI4SPN(C,   "c.addi4spn rd', sp, nzuimm",             "000 nzuimm[5:4|9:6|2|3] rd' 00", "addi rd', sp, nzuimm"),
    C_FLD    (C,   "c.fld fd', uimm(rs1')",                   "001 uimm[5:3] rs1' uimm[7:6] fd' 00", "fld fd', uimm(rs1')"),
    C_LW     (C,   "c.lw rd', uimm(rs1')",                    "010 uimm[5:3] rs1' uimm[2|6] rd' 00", "lw rd', uimm(rs1')"),
    C_LD     (C,   "c.ld rd', uimm(rs1')",                    "011 uimm[5:3] rs1' uimm[7:6] rd' 00", "ld rd', uimm(rs1')"),
    C_FSD    (C,   "c.fsd fs2', uimm(rs1')",                  "101 uimm[5:3] rs1' uimm[7:6] fs2' 00", "fsd fs2', uimm(rs1')"),
    C_SW     (C,   "c.sw rs2', uimm(rs1')",                   "110 uimm[5:3] rs1' uimm[2|6] rs2' 00", "sw rs2', uimm(rs1')"),
    C_SD     (C,   "c.sd rs2', uimm(rs1')",                   "111 uimm[5:3] rs1' uimm[7:6] rs2' 00", "sd rs2', uimm(rs1')"),
    C_ADDI   (C,   "c.addi rd, imm",                          "000 imm[5] rd imm[4:0] 01", "addi rd, rd, imm"),
    C_ADDIW  (C,   "c.addiw rd, imm",                         "001 imm[5] rd!=0 imm[4:0] 01", "addiw rd, rd, imm"),
    C_LI     (C,   "c.li rd, imm",                            "010 imm[5] rd imm[4:0] 01", "addi rd, zero, imm"),
    C_ADDI16SP(C,   "c.addi16sp sp, nzimm",                   "011 nzimm[9] 00010 nzimm[4|6|8:7|5] 01", "addi sp, sp, nzimm"),
    C_LUI    (C,   "c.lui rd, upper",                         "011 nzimm[17] rd!=2 nzimm[16:12] 01", "lui rd, upper"),
    C_SRLI64 (C,   "c.srli64 rd'",                            "100 0 00 rd' 00000 01", "srli rd', rd', 0"),
    C_SRAI64 (C,   "c.srai64 rd'",                            "100 0 01 rd' 00000 01", "srai rd', rd', 0"),
    C_SRLI   (C,   "c.srli rd', shamt",                       "100 shamt[5] 00 rd' shamt[4:0] 01", "srli rd', rd', shamt"),
    C_SRAI   (C,   "c.srai rd', shamt",                       "100 shamt[5] 01 rd' shamt[4:0] 01", "srai rd', rd', shamt"),
    C_ANDI   (C,   "c.andi rd', imm",                         "100 imm[5] 10 rd' imm[4:0] 01", "andi rd', rd', imm"),
    C_SUB    (C,   "c.sub rd', rs2'",                         "100011 rd' 00 rs2' 01", "sub rd', rd', rs2'"),
    C_XOR    (C,   "c.xor rd', rs2'",                         "100011 rd' 01 rs2' 01", "xor rd', rd', rs2'"),
    C_OR     (C,   "c.or rd', rs2'",                          "100011 rd' 10 rs2' 01", "or rd', rd', rs2'"),
    C_AND    (C,   "c.and rd', rs2'",                         "100011 rd' 11 rs2' 01", "and rd', rd', rs2'"),
    C_SUBW   (C,   "c.subw rd', rs2'",                        "100111 rd' 00 rs2' 01", "subw rd', rd', rs2'"),
    C_ADDW   (C,   "c.addw rd', rs2'",                        "100111 rd' 01 rs2' 01", "addw rd', rd', rs2'"),
    C_J      (C,   "c.j target",                              "101 imm[11|4|9:8|10|6|7|3:1|5] 01", "jal zero, target"),
    C_BEQZ   (C,   "c.beqz rs1', target",                     "110 imm[8|4:3] rs1' imm[7:6|2:1|5] 01", "beq rs1', zero, target"),
    C_BNEZ   (C,   "c.bnez rs1', target",                     "111 imm[8|4:3] rs1' imm[7:6|2:1|5] 01", "bne rs1', zero, target"),
    C_SLLI64 (C,   "c.slli64 rd",                             "000 0 rd 00000 10", "slli rd, rd, 0"),
    C_SLLI   (C,   "c.slli rd, shamt",                        "000 shamt[5] rd shamt[4:0] 10", "slli rd, rd, shamt"),
    C_FLDSP  (C,   "c.fldsp fd, uimm(sp)",                    "001 uimm[5] fd uimm[4:3|8:6] 10", "fld fd, uimm(sp)"),
    C_LWSP   (C,   "c.lwsp rd, uimm(sp)",                     "010 uimm[5] rd!=0 uimm[4:2|7:6] 10", "lw rd, uimm(sp)"),
    C_LDSP   (C,   "c.ldsp rd, uimm(sp)",                     "011 uimm[5] rd!=0 uimm[4:3|8:6] 10", "ld rd, uimm(sp)"),
    C_JR     (C,   "c.jr rs1",                                "1000 rs1!=0 00000 10", "jalr zero, 0(rs1)"),
    C_MV     (C,   "c.mv rd, rs2",                            "1000 rd rs2!=0 10", "add rd, zero, rs2"),
    C_EBREAK (C,   "c.ebreak",                                "1001 00000 00000 10", "ebreak"),
    C_JALR   (C,   "c.jalr rs1",                              "1001 rs1!=0 00000 10", "jalr ra, 0(rs1)"),
    C_ADD    (C,   "c.add rd, rs2",                           "1001 rd rs2!=0 10", "add rd, rd, rs2"),
    C_FSDSP  (C,   "c.fsdsp fs2, uimm(sp)",                   "101 uimm[5:3|8:6] fs2 10", "fsd fs2, uimm(sp)"),
    C_SWSP   (C,   "c.swsp rs2, uimm(sp)",                    "110 uimm[5:2|7:6] rs2 10", "sw rs2, uimm(sp)"),
    C_SDSP   (C,   "c.sdsp rs2, uimm(sp)",                    "111 uimm[5:3|8:6] rs2 10", "sd rs2, uimm(sp)");
    // spotless:on

    /** The rows by their mnemonics, for who looks for one. */
    private static final class ByMnemonic {
        static final Map<String, Instruction> ROWS = new HashMap<>();

        static {
            for (Instruction instruction : values()) {
                ROWS.put(instruction.mnemonic, instruction);
            }
        }
    }

    private final Extension extension;
    private final String expansion;
    private final String mnemonic;
    private final String syntax;
    private final Encoding encoding;
    private @Nullable List<Operand> operands;

    Instruction(Extension extension, String syntax, String bits) {
        this(extension, syntax, bits, "");
    }

    Instruction(Extension extension, String syntax, String bits, String expansion) {
        this.extension = extension;
        this.expansion = expansion;
        this.syntax = syntax;
        int space = syntax.indexOf(' ');
        this.mnemonic = space < 0 ? syntax : syntax.substring(0, space);
        this.encoding = new Encoding(bits);
    }

    /** The instruction of this mnemonic (lower case, without {@code .aq} and {@code .rl}), or null if there is none. */
    public static @Nullable Instruction named(String mnemonic) {
        return ByMnemonic.ROWS.get(mnemonic);
    }

    /**
     * The instruction that a word encodes, or null if the table has none. Of a word whose lowest two bits are not both set
     * only the lower 16 bits count.
     */
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
        List<Operand> known = operands;
        if (known == null) { // read when first asked for, as the fields are
            known = Operand.parse(afterSpace(syntax), encoding);
            operands = known;
        }
        return known;
    }

    /** The bits that every encoding of the instruction has set, among those of {@link #mask}. */
    public int match() {
        return encoding.match();
    }

    /** The bits that tell the instruction from others. */
    public int mask() {
        return encoding.mask();
    }

    /** Whether one of the instruction's encodings may end in these {@link Encoding#END_BITS} bits. */
    boolean mayEndIn(int lowest) {
        return encoding.mayEndIn(lowest);
    }

    /** Whether the word is one of the instruction's encodings. */
    boolean matches(int word) {
        return encoding.matches(word);
    }

    /** The length of its encoding in bytes: 4, or 2 for compressed instructions. */
    public int length() {
        return encoding.length();
    }

    /** The instruction that a compressed one stands for, with this one's operands; empty for others. */
    String expansion() {
        return expansion;
    }

    /** The operands of {@link #expansion}, in its order. */
    List<Operand> expandedOperands() {
        return Operand.parse(afterSpace(expansion), encoding);
    }

    private static String afterSpace(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? "" : text.substring(space + 1);
    }

    /** The field of this name, such as {@code rd}, {@code fs1}, {@code imm} or {@code aq}, or null if the instruction has none. */
    public @Nullable Field field(String name) {
        return encoding.field(name);
    }

    /** All fields. */
    Field[] fields() {
        return encoding.all();
    }

    /**
     * The rounding mode that is meant when none is written: the dynamic one, but for conversions to double precision that are
     * always exact.
     */
    public RoundingMode usualRounding() {
        return this == FCVT_D_W || this == FCVT_D_WU || this == FCVT_D_S ? RoundingMode.RNE : RoundingMode.DYN;
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
