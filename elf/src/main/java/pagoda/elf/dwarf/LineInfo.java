package pagoda.elf.dwarf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The source lines of one object as DWARF 4: {@code .debug_line}, and the least of {@code .debug_info} that debuggers
 * need to find it. File names stand as they are given, without any directory, so that the bytes depend on nothing else.
 */
public final class LineInfo {

    /** From {@code offset} bytes into its sequence on, the code comes from this line. */
    public record Row(long offset, String file, int line) {}

    /**
     * The code of one section.
     *
     * @param size its bytes
     * @param rows by rising offset
     * @param mayShrink whether the linker may take out code, so that no distance is known yet
     */
    public record Sequence(long size, List<Row> rows, boolean mayShrink) {

        public Sequence {
            rows = List.copyOf(rows);
        }
    }

    private static final int VERSION = 4;

    private static final int DW_TAG_COMPILE_UNIT = 0x11;
    private static final int DW_AT_NAME = 0x03;
    private static final int DW_AT_STMT_LIST = 0x10;
    private static final int DW_AT_LOW_PC = 0x11;
    private static final int DW_AT_HIGH_PC = 0x12;
    private static final int DW_AT_LANGUAGE = 0x13;
    private static final int DW_AT_PRODUCER = 0x25;
    private static final int DW_AT_RANGES = 0x55;
    private static final int DW_FORM_ADDR = 0x01;
    private static final int DW_FORM_DATA2 = 0x05;
    private static final int DW_FORM_DATA8 = 0x07;
    private static final int DW_FORM_STRING = 0x08;
    private static final int DW_FORM_SEC_OFFSET = 0x17;
    private static final int DW_LANG_MIPS_ASSEMBLER = 0x8001;

    private LineInfo() {}

    /** {@code .debug_line}: one line number program with a sequence for each of these. */
    public static DebugSection lines(List<Sequence> sequences) {
        Map<String, Integer> files = new LinkedHashMap<>();
        for (Sequence sequence : sequences) {
            for (Row row : sequence.rows()) {
                files.putIfAbsent(row.file(), files.size() + 1);
            }
        }
        DwarfOutput unit = new DwarfOutput();
        unit.number(VERSION, 2).counted(header(files));
        LineProgramWriter program = new LineProgramWriter(unit, files);
        for (int i = 0; i < sequences.size(); i++) {
            program.write(i, sequences.get(i));
        }
        return new DwarfOutput().counted(unit).section(".debug_line");
    }

    /** What stands between {@code header_length} and the program (DWARF 4, 6.2.4). */
    private static DwarfOutput header(Map<String, Integer> files) {
        DwarfOutput out = LineOpcode.constants(VERSION);
        out.u8(0); // no directories
        for (String file : files.keySet()) {
            out.string(file).uleb(0).uleb(0).uleb(0);
        }
        return out.u8(0);
    }

    /**
     * The sections that lead a debugger to {@link #lines}: {@code .debug_info}, {@code .debug_abbrev},
     * {@code .debug_aranges}, and {@code .debug_ranges} if one address and length do not do.
     *
     * @param name the source's name
     */
    public static List<DebugSection> unit(String name, List<Sequence> sequences) {
        boolean ranges = sequences.size() != 1 || sequences.get(0).mayShrink();
        DwarfOutput unit =
                new DwarfOutput().number(VERSION, 2).offsetOf(".debug_abbrev").u8(8);
        unit.uleb(1).string("Pagoda").number(DW_LANG_MIPS_ASSEMBLER, 2).string(name);
        unit.offsetOf(".debug_line");
        if (ranges) {
            // Addresses in .debug_ranges count from the unit's low_pc (DWARF 4, 2.17.3).
            unit.number(0, 8).offsetOf(".debug_ranges");
        } else {
            unit.address(0, 0).number(sequences.get(0).size(), 8);
        }
        List<DebugSection> sections = new ArrayList<>();
        sections.add(new DwarfOutput().counted(unit).section(".debug_info"));
        sections.add(abbreviation(ranges).section(".debug_abbrev"));
        sections.add(addresses(sequences).section(".debug_aranges"));
        if (ranges) {
            DwarfOutput out = new DwarfOutput();
            for (int i = 0; i < sequences.size(); i++) {
                out.address(i, 0).address(i, sequences.get(i).size());
            }
            sections.add(out.number(0, 8).number(0, 8).section(".debug_ranges"));
        }
        return sections;
    }

    /** Where the unit's code is, for those who look for an address (DWARF 4, 6.1.2). */
    private static DwarfOutput addresses(List<Sequence> sequences) {
        DwarfOutput set =
                new DwarfOutput().number(2, 2).offsetOf(".debug_info").u8(8).u8(0);
        set.number(0, 4); // so that the pairs begin at a multiple of their size
        for (int i = 0; i < sequences.size(); i++) {
            Sequence sequence = sequences.get(i);
            set.address(i, 0);
            if (sequence.mayShrink()) {
                set.distance(8, i, 0, sequence.size());
            } else {
                set.number(sequence.size(), 8);
            }
        }
        return new DwarfOutput().counted(set.number(0, 8).number(0, 8));
    }

    /** The form of the one entry that a unit has: no children, these attributes. */
    private static DwarfOutput abbreviation(boolean ranges) {
        DwarfOutput out = new DwarfOutput().uleb(1).uleb(DW_TAG_COMPILE_UNIT).u8(0);
        int[][] attributes = {
            {DW_AT_PRODUCER, DW_FORM_STRING},
            {DW_AT_LANGUAGE, DW_FORM_DATA2},
            {DW_AT_NAME, DW_FORM_STRING},
            {DW_AT_STMT_LIST, DW_FORM_SEC_OFFSET},
            {DW_AT_LOW_PC, DW_FORM_ADDR},
            ranges ? new int[] {DW_AT_RANGES, DW_FORM_SEC_OFFSET} : new int[] {DW_AT_HIGH_PC, DW_FORM_DATA8},
        };
        for (int[] attribute : attributes) {
            out.uleb(attribute[0]).uleb(attribute[1]);
        }
        return out.uleb(0).uleb(0).uleb(0);
    }
}
