package pagoda.elf.dwarf;

/** Runs the opcodes of one unit's line number program (DWARF 5, 6.2.5) and hands out the rows it makes. */
final class LineProgram {

    /** Takes the rows, in the program's order. */
    interface Rows {

        /** From {@code address} on, the code comes from this line; 0 means from none. */
        void row(long address, long file, int line);

        /** The sequence of rows ends before {@code address}. */
        void end(long address);
    }

    private final LineHeader header;
    private final DwarfCursor program;
    private final Rows rows;
    private long address;
    private long file = 1;
    private int line = 1;

    private LineProgram(LineHeader header, Rows rows) {
        this.header = header;
        this.program = header.program();
        this.rows = rows;
    }

    /** Runs the program to its end; rows handed out before a mistake in it hold. */
    static void run(LineHeader header, Rows rows) throws DwarfFormatException {
        LineProgram run = new LineProgram(header, rows);
        while (run.program.hasMore()) {
            run.step();
        }
    }

    private void step() throws DwarfFormatException {
        int opcode = program.u8();
        if (opcode >= header.opcodeBase()) {
            special(opcode);
        } else if (opcode == 0) {
            extended();
        } else {
            standard(opcode);
        }
    }

    private void special(int opcode) throws DwarfFormatException {
        int adjusted = opcode - header.opcodeBase();
        advance(adjusted / lineRange());
        line += header.lineBase() + adjusted % lineRange();
        emit();
    }

    private void standard(int opcode) throws DwarfFormatException {
        switch (opcode) {
            case LineOpcode.DW_LNS_COPY -> emit();
            case LineOpcode.DW_LNS_ADVANCE_PC -> advance(program.uleb());
            case LineOpcode.DW_LNS_ADVANCE_LINE -> line += (int) program.sleb();
            case LineOpcode.DW_LNS_SET_FILE -> file = program.uleb();
            case LineOpcode.DW_LNS_CONST_ADD_PC -> advance((255 - header.opcodeBase()) / lineRange());
            case LineOpcode.DW_LNS_FIXED_ADVANCE_PC -> address += program.u16();
            default -> {
                // Columns, statements, blocks, prologues, and what later versions add.
                for (int i = 0; i < header.operandCounts().get(opcode); i++) {
                    program.uleb();
                }
            }
        }
    }

    private void extended() throws DwarfFormatException {
        DwarfCursor operation = program.part(program.uleb());
        if (!operation.hasMore()) {
            return;
        }
        switch (operation.u8()) {
            case LineOpcode.DW_LNE_END_SEQUENCE -> {
                rows.end(address);
                address = 0;
                file = 1;
                line = 1;
            }
            case LineOpcode.DW_LNE_SET_ADDRESS -> address = operation.unsigned(8);
            case LineOpcode.DW_LNE_DEFINE_FILE ->
                header.files().add(LineHeader.oldEntry(operation.string(), operation));
            default -> {
                // Discriminators and what vendors add.
            }
        }
    }

    private void emit() {
        rows.row(address, file, line);
    }

    private void advance(long operations) {
        address += operations * header.minimumInstructionLength();
    }

    private int lineRange() throws DwarfFormatException {
        if (header.lineRange() == 0) {
            throw new DwarfFormatException("line_range 0");
        }
        return header.lineRange();
    }
}
