package pagoda.cpu.isa;

/**
 * The numbers by which the interpreter's switch knows the rows of {@link Instruction}, in the table's order: Java's switch
 * wants constants. {@code OpTest} holds the two together.
 */
public final class Op {
    /** No instruction: not decoded yet, or none at all. */
    public static final int UNDECODED = 0;

    public static final int LUI = 1;
    public static final int AUIPC = 2;
    public static final int JAL = 3;
    public static final int JALR = 4;
    public static final int BEQ = 5;
    public static final int BNE = 6;
    public static final int BLT = 7;
    public static final int BGE = 8;
    public static final int BLTU = 9;
    public static final int BGEU = 10;
    public static final int LB = 11;
    public static final int LH = 12;
    public static final int LW = 13;
    public static final int LD = 14;
    public static final int LBU = 15;
    public static final int LHU = 16;
    public static final int LWU = 17;
    public static final int SB = 18;
    public static final int SH = 19;
    public static final int SW = 20;
    public static final int SD = 21;
    public static final int ADDI = 22;
    public static final int SLTI = 23;
    public static final int SLTIU = 24;
    public static final int XORI = 25;
    public static final int ORI = 26;
    public static final int ANDI = 27;
    public static final int SLLI = 28;
    public static final int SRLI = 29;
    public static final int SRAI = 30;
    public static final int ADD = 31;
    public static final int SUB = 32;
    public static final int SLL = 33;
    public static final int SLT = 34;
    public static final int SLTU = 35;
    public static final int XOR = 36;
    public static final int SRL = 37;
    public static final int SRA = 38;
    public static final int OR = 39;
    public static final int AND = 40;
    public static final int ADDIW = 41;
    public static final int SLLIW = 42;
    public static final int SRLIW = 43;
    public static final int SRAIW = 44;
    public static final int ADDW = 45;
    public static final int SUBW = 46;
    public static final int SLLW = 47;
    public static final int SRLW = 48;
    public static final int SRAW = 49;
    public static final int FENCE_TSO = 50;
    public static final int FENCE = 51;
    public static final int ECALL = 52;
    public static final int EBREAK = 53;
    public static final int MUL = 54;
    public static final int MULH = 55;
    public static final int MULHSU = 56;
    public static final int MULHU = 57;
    public static final int DIV = 58;
    public static final int DIVU = 59;
    public static final int REM = 60;
    public static final int REMU = 61;
    public static final int MULW = 62;
    public static final int DIVW = 63;
    public static final int DIVUW = 64;
    public static final int REMW = 65;
    public static final int REMUW = 66;
    public static final int LR_W = 67;
    public static final int SC_W = 68;
    public static final int AMOSWAP_W = 69;
    public static final int AMOADD_W = 70;
    public static final int AMOXOR_W = 71;
    public static final int AMOAND_W = 72;
    public static final int AMOOR_W = 73;
    public static final int AMOMIN_W = 74;
    public static final int AMOMAX_W = 75;
    public static final int AMOMINU_W = 76;
    public static final int AMOMAXU_W = 77;
    public static final int LR_D = 78;
    public static final int SC_D = 79;
    public static final int AMOSWAP_D = 80;
    public static final int AMOADD_D = 81;
    public static final int AMOXOR_D = 82;
    public static final int AMOAND_D = 83;
    public static final int AMOOR_D = 84;
    public static final int AMOMIN_D = 85;
    public static final int AMOMAX_D = 86;
    public static final int AMOMINU_D = 87;
    public static final int AMOMAXU_D = 88;
    public static final int CSRRW = 89;
    public static final int CSRRS = 90;
    public static final int CSRRC = 91;
    public static final int CSRRWI = 92;
    public static final int CSRRSI = 93;
    public static final int CSRRCI = 94;
    public static final int FENCE_I = 95;

    private Op() {}
}
