package pagoda.elf.dwarf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of one line number program: its constants and its tables of directories and files (DWARF 5, 6.2.4; DWARF 2
 * to 4 likewise, with other tables).
 *
 * @param operandCounts how many LEB128 operands the standard opcode of that index takes
 * @param files grows when the program defines one
 * @param program the opcodes
 */
record LineHeader(
        int minimumInstructionLength,
        int lineBase,
        int lineRange,
        int opcodeBase,
        List<Integer> operandCounts,
        List<String> directories,
        List<FileEntry> files,
        int version,
        DwarfCursor program) {

    /** A file and the index of its directory. */
    record FileEntry(String name, long directory) {}

    static final int DW_LNCT_PATH = 1;
    static final int DW_LNCT_DIRECTORY_INDEX = 2;
    static final int DW_LNCT_MD5 = 5;
    private static final int MOST_ENTRIES = 1 << 20;

    /** Reads the header from after the unit's length field; {@code unit} ends where the unit does. */
    static LineHeader read(DwarfCursor unit, int offsetSize, DwarfStrings strings) throws DwarfFormatException {
        int version = unit.u16();
        if (version < 2 || version > 5) {
            throw new DwarfFormatException("version " + version);
        }
        if (version == 5) {
            unit.skip(2); // address_size, segment_selector_size
        }
        DwarfCursor header = unit.part(unit.unsigned(offsetSize));
        int minimumInstructionLength = header.u8();
        if (version >= 4) {
            header.skip(1); // maximum_operations_per_instruction: 1 on every machine that is no VLIW
        }
        header.skip(1); // default_is_stmt: a line is a line here
        int lineBase = (byte) header.u8();
        int lineRange = header.u8();
        int opcodeBase = header.u8();
        List<Integer> operandCounts = new ArrayList<>(List.of(0));
        for (int i = 1; i < opcodeBase; i++) {
            operandCounts.add(header.u8());
        }
        List<String> directories = new ArrayList<>();
        List<FileEntry> files = new ArrayList<>();
        if (version == 5) {
            for (FileEntry entry : entries(header, offsetSize, strings)) {
                directories.add(entry.name());
            }
            files.addAll(entries(header, offsetSize, strings));
        } else {
            readOldTables(header, directories, files);
        }
        return new LineHeader(
                minimumInstructionLength,
                lineBase,
                lineRange,
                opcodeBase,
                operandCounts,
                directories,
                files,
                version,
                unit);
    }

    /** Directories and files of versions 2 to 4, which count from 1: index 0 is filled with what it stands for. */
    private static void readOldTables(DwarfCursor header, List<String> directories, List<FileEntry> files)
            throws DwarfFormatException {
        directories.add("");
        for (String name = header.string(); !name.isEmpty(); name = header.string()) {
            directories.add(name);
        }
        files.add(new FileEntry("", 0));
        for (String name = header.string(); !name.isEmpty(); name = header.string()) {
            files.add(oldEntry(name, header));
        }
    }

    static FileEntry oldEntry(String name, DwarfCursor from) throws DwarfFormatException {
        long directory = from.uleb();
        from.uleb(); // time of modification
        from.uleb(); // length
        return new FileEntry(name, directory);
    }

    /** A table of version 5: the form of its entries, then the entries. */
    private static List<FileEntry> entries(DwarfCursor header, int offsetSize, DwarfStrings strings)
            throws DwarfFormatException {
        int formats = header.u8();
        long[] types = new long[formats];
        int[] forms = new int[formats];
        for (int i = 0; i < formats; i++) {
            types[i] = header.uleb();
            forms[i] = (int) header.uleb();
        }
        long count = header.uleb();
        if (count < 0 || count > MOST_ENTRIES || (formats == 0 && count > 0)) {
            throw new DwarfFormatException("table of " + count);
        }
        List<FileEntry> entries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            String name = "";
            long directory = 0;
            for (int j = 0; j < formats; j++) {
                if (types[j] == DW_LNCT_PATH) {
                    name = DwarfForm.string(header, forms[j], offsetSize, strings);
                } else if (types[j] == DW_LNCT_DIRECTORY_INDEX) {
                    directory = DwarfForm.number(header, forms[j]);
                } else {
                    DwarfForm.skip(header, forms[j], offsetSize);
                }
            }
            entries.add(new FileEntry(name, directory));
        }
        return entries;
    }

    /** The directory that relative names start from, or null if the header does not tell. */
    @Nullable
    String compilationDirectory() {
        return version == 5 && !directories.isEmpty() ? directories.get(0) : null;
    }

    /** The file of that index with its directory, or null if the table has none. */
    @Nullable
    String fileName(long index) {
        if (index < 0 || index >= files.size()) {
            return null;
        }
        FileEntry entry = files.get((int) index);
        String name = entry.name();
        if (name.isEmpty()) {
            return null;
        }
        if (entry.directory() <= 0 || entry.directory() >= directories.size() || name.startsWith("/")) {
            return name;
        }
        String directory = directories.get((int) entry.directory());
        // A compiler may list the directory it ran in a second time: the name stays as it was given.
        if (directory.isEmpty() || directory.equals(compilationDirectory())) {
            return name;
        }
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }
}
