package pagoda.elf.dwarf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line table as a compiler asks the assembler for it, by {@code .file} and {@code .loc}. Its bytes are GNU as's: addresses
 * advance by distances that the linker fills in, since it may make code shorter.
 *
 * @param version of DWARF: 3, or 5 with a table of directories and files that begins at 0
 * @param directories by index; the one of index 0 is where the compiler ran
 * @param files by number, from 0; in version 3 the first is not used
 */
public record LineUnit(int version, List<String> directories, List<File> files) {

    /**
     * A file.
     *
     * @param name its name in its directory
     * @param directory the directory's index
     * @param md5 what MD5 makes of its contents, 16 bytes, or null
     */
    public record File(String name, int directory, byte @Nullable [] md5) {}

    /** A line and what else is said of the code that begins there (DWARF 5, 6.2.2). */
    public record Line(
            int file,
            int line,
            int column,
            long isa,
            long discriminator,
            boolean isStatement,
            boolean basicBlock,
            boolean prologueEnd,
            boolean epilogueBegin) {}

    /** {@code offset} bytes into a section's code. */
    public record Row(long offset, Line line) {}

    /** GNU as counts on the linker to make no distance so much longer that it does not fit in two bytes. */
    private static final long MOST_ADVANCE = 50_000;

    public LineUnit {
        directories = List.copyOf(directories);
        files = List.copyOf(files);
    }

    /**
     * {@code .debug_line}, and for version 5 {@code .debug_line_str}.
     *
     * @param sequences the rows of each section that has any, by rising offset
     * @param sizes how far the rows of the section of that index reach, in bytes from its start
     */
    public List<DebugSection> sections(List<List<Row>> sequences, List<Long> sizes) {
        DwarfOutput strings = new DwarfOutput();
        DwarfOutput header = LineOpcode.constants(version);
        if (version >= 5) {
            tables(header, strings);
        } else {
            oldTables(header);
        }
        DwarfOutput unit = new DwarfOutput().number(version, 2);
        if (version >= 5) {
            unit.u8(8).u8(0); // address_size, segment_selector_size
        }
        unit.counted(header);
        for (int i = 0; i < sequences.size(); i++) {
            new Sequence(unit, i).write(sequences.get(i), sizes.get(i));
        }
        List<DebugSection> sections = new ArrayList<>();
        sections.add(new DwarfOutput().counted(unit).section(".debug_line"));
        if (version >= 5) {
            sections.add(strings.section(".debug_line_str"));
        }
        return sections;
    }

    private void tables(DwarfOutput header, DwarfOutput strings) {
        header.u8(1).uleb(LineHeader.DW_LNCT_PATH).uleb(DwarfForm.LINE_STRP).uleb(directories.size());
        for (String directory : directories) {
            string(directory, header, strings);
        }
        boolean hashed = files.stream().anyMatch(file -> file.md5 != null);
        header.u8(hashed ? 3 : 2);
        header.uleb(LineHeader.DW_LNCT_PATH).uleb(DwarfForm.LINE_STRP);
        header.uleb(LineHeader.DW_LNCT_DIRECTORY_INDEX).uleb(DwarfForm.UDATA);
        if (hashed) {
            header.uleb(LineHeader.DW_LNCT_MD5).uleb(DwarfForm.DATA16);
        }
        header.uleb(files.size());
        for (File file : files) {
            string(file.name, header, strings);
            header.uleb(file.directory);
            for (int i = 0; hashed && i < 16; i++) {
                header.u8(file.md5 == null ? 0 : file.md5[i]);
            }
        }
    }

    private static void string(String text, DwarfOutput header, DwarfOutput strings) {
        header.offsetOf(".debug_line_str", strings.size());
        strings.string(text);
    }

    private void oldTables(DwarfOutput header) {
        for (int i = 1; i < directories.size(); i++) {
            header.string(directories.get(i));
        }
        header.u8(0);
        for (int i = 1; i < files.size(); i++) {
            header.string(files.get(i).name)
                    .uleb(files.get(i).directory)
                    .uleb(0)
                    .uleb(0);
        }
        header.u8(0);
    }

    /** The part of the program that is for one section. */
    private static final class Sequence {
        private final DwarfOutput out;
        private final int index;
        private int file = 1;
        private int line = 1;
        private int column;
        private long isa;
        private boolean isStatement = true;

        Sequence(DwarfOutput out, int index) {
            this.out = out;
            this.index = index;
        }

        void write(List<Row> rows, long end) {
            long offset = -1;
            for (Row row : rows) {
                state(row.line);
                if (offset < 0) {
                    address(row.offset);
                    first(row.line.line - line);
                } else {
                    out.u8(LineOpcode.DW_LNS_ADVANCE_LINE).sleb(row.line.line - line);
                    advance(offset, row.offset);
                    out.u8(LineOpcode.DW_LNS_COPY);
                }
                line = row.line.line;
                offset = row.offset;
            }
            advance(offset, end);
            out.u8(0).uleb(1).u8(LineOpcode.DW_LNE_END_SEQUENCE);
        }

        /** What is said of the row apart from address and line, as far as it is not so yet. */
        private void state(Line wanted) {
            if (wanted.file != file) {
                file = wanted.file;
                out.u8(LineOpcode.DW_LNS_SET_FILE).uleb(file);
            }
            if (wanted.column != column) {
                column = wanted.column;
                out.u8(LineOpcode.DW_LNS_SET_COLUMN).uleb(column);
            }
            if (wanted.discriminator != 0) {
                int length = 1 + DwarfOutput.ulebSize(wanted.discriminator);
                out.u8(0).uleb(length).u8(LineOpcode.DW_LNE_SET_DISCRIMINATOR).uleb(wanted.discriminator);
            }
            if (wanted.isa != isa) {
                isa = wanted.isa;
                out.u8(LineOpcode.DW_LNS_SET_ISA).uleb(isa);
            }
            if (wanted.isStatement != isStatement) {
                isStatement = wanted.isStatement;
                out.u8(LineOpcode.DW_LNS_NEGATE_STMT);
            }
            mark(wanted.basicBlock, LineOpcode.DW_LNS_SET_BASIC_BLOCK);
            mark(wanted.prologueEnd, LineOpcode.DW_LNS_SET_PROLOGUE_END);
            mark(wanted.epilogueBegin, LineOpcode.DW_LNS_SET_EPILOGUE_BEGIN);
        }

        private void mark(boolean wanted, int opcode) {
            if (wanted) {
                out.u8(opcode);
            }
        }

        /** The first row's line: by a special opcode, if it is near enough. */
        private void first(int lines) {
            if (lines == 0) {
                out.u8(LineOpcode.DW_LNS_COPY);
            } else if (lines < LineOpcode.LINE_BASE || lines >= LineOpcode.LINE_BASE + LineOpcode.LINE_RANGE) {
                out.u8(LineOpcode.DW_LNS_ADVANCE_LINE).sleb(lines).u8(LineOpcode.DW_LNS_COPY);
            } else {
                out.u8(lines - LineOpcode.LINE_BASE + LineOpcode.OPCODE_BASE);
            }
        }

        private void advance(long from, long to) {
            if (to - from > MOST_ADVANCE) {
                address(to);
            } else {
                out.u8(LineOpcode.DW_LNS_FIXED_ADVANCE_PC).distance(2, index, from, to);
            }
        }

        private void address(long offset) {
            out.u8(0).uleb(9).u8(LineOpcode.DW_LNE_SET_ADDRESS).address(index, offset);
        }
    }
}
