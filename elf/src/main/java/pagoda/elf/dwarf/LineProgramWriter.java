package pagoda.elf.dwarf;

import java.util.List;
import java.util.Map;

/** Writes the opcodes of a line number program (DWARF 4, 6.2.5), sequence by sequence. */
final class LineProgramWriter {

    private static final int MOST_FIXED = 0xffff;

    private final DwarfOutput out;
    private final Map<String, Integer> files;

    /** Writes to {@code out}; {@code files} gives the index of each file in the header's table, from 1. */
    LineProgramWriter(DwarfOutput out, Map<String, Integer> files) {
        this.out = out;
        this.files = files;
    }

    void write(int index, LineInfo.Sequence sequence) {
        List<LineInfo.Row> rows = sequence.rows();
        if (rows.isEmpty()) {
            return;
        }
        long offset = rows.get(0).offset();
        out.u8(0).uleb(9).u8(LineOpcode.DW_LNE_SET_ADDRESS).address(index, offset);
        int file = 1;
        int line = 1;
        for (LineInfo.Row row : rows) {
            int rowFile = files.getOrDefault(row.file(), 1);
            if (rowFile != file) {
                out.u8(LineOpcode.DW_LNS_SET_FILE).uleb(rowFile);
                file = rowFile;
            }
            if (sequence.mayShrink()) {
                advance(index, offset, row.offset());
                step(0, row.line() - line);
            } else {
                step(row.offset() - offset, row.line() - line);
            }
            offset = row.offset();
            line = row.line();
        }
        if (sequence.mayShrink()) {
            advance(index, offset, sequence.size());
        } else {
            out.u8(LineOpcode.DW_LNS_ADVANCE_PC).uleb(sequence.size() - offset);
        }
        out.u8(0).uleb(1).u8(LineOpcode.DW_LNE_END_SEQUENCE);
    }

    /** Advances the address by what is left of a distance once the program is linked. */
    private void advance(int index, long from, long to) {
        if (to - from > MOST_FIXED) {
            out.u8(0).uleb(9).u8(LineOpcode.DW_LNE_SET_ADDRESS).address(index, to);
        } else if (to != from) {
            out.u8(LineOpcode.DW_LNS_FIXED_ADVANCE_PC).distance(2, index, from, to);
        }
    }

    /** Advances address and line and makes a row: by one special opcode if they are near enough. */
    private void step(long bytes, int lines) {
        if (lines >= LineOpcode.LINE_BASE && lines < LineOpcode.LINE_BASE + LineOpcode.LINE_RANGE && bytes <= 255) {
            long opcode = lines - LineOpcode.LINE_BASE + LineOpcode.LINE_RANGE * bytes + LineOpcode.OPCODE_BASE;
            if (opcode <= 255) {
                out.u8((int) opcode);
                return;
            }
        }
        if (lines != 0) {
            out.u8(LineOpcode.DW_LNS_ADVANCE_LINE).sleb(lines);
        }
        if (bytes != 0) {
            out.u8(LineOpcode.DW_LNS_ADVANCE_PC).uleb(bytes);
        }
        out.u8(LineOpcode.DW_LNS_COPY);
    }
}
