package pagoda.elf.dwarf;

/** The opcodes of line number programs (DWARF 5, 7.22), and the constants by which special ones are written here. */
final class LineOpcode {

    static final int DW_LNS_COPY = 1;
    static final int DW_LNS_ADVANCE_PC = 2;
    static final int DW_LNS_ADVANCE_LINE = 3;
    static final int DW_LNS_SET_FILE = 4;
    static final int DW_LNS_SET_COLUMN = 5;
    static final int DW_LNS_NEGATE_STMT = 6;
    static final int DW_LNS_SET_BASIC_BLOCK = 7;
    static final int DW_LNS_CONST_ADD_PC = 8;
    static final int DW_LNS_FIXED_ADVANCE_PC = 9;
    static final int DW_LNS_SET_PROLOGUE_END = 10;
    static final int DW_LNS_SET_EPILOGUE_BEGIN = 11;
    static final int DW_LNS_SET_ISA = 12;

    static final int DW_LNE_END_SEQUENCE = 1;
    static final int DW_LNE_SET_ADDRESS = 2;
    static final int DW_LNE_DEFINE_FILE = 3;
    static final int DW_LNE_SET_DISCRIMINATOR = 4;

    static final int LINE_BASE = -5;
    static final int LINE_RANGE = 14;
    static final int OPCODE_BASE = 13;

    /** How many LEB128 operands the standard opcodes take, from 1 to 12. */
    private static final int[] OPERANDS = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};

    private LineOpcode() {}

    /** What a header says of the program, from {@code minimum_instruction_length} to {@code standard_opcode_lengths} (6.2.4). */
    static DwarfOutput constants(int version) {
        DwarfOutput out = new DwarfOutput().u8(1);
        if (version >= 4) {
            out.u8(1); // maximum_operations_per_instruction
        }
        out.u8(1); // default_is_stmt
        out.u8(LINE_BASE).u8(LINE_RANGE).u8(OPCODE_BASE);
        for (int operands : OPERANDS) {
            out.u8(operands);
        }
        return out;
    }
}
