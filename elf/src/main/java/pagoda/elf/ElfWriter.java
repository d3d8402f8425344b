package pagoda.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an ELF64 file for RISC-V. Addresses are the caller's; file offsets are found here.
 *
 * <pre>
 * file header | program headers            (in memory, too, if the first segment is said to have them)
 * sections as added, each PT_LOAD congruent to its address
 * .symtab .strtab .shstrtab
 * section headers
 * </pre>
 */
public final class ElfWriter {

    private record Segment(int type, int flags, long alignment, int first, int last, boolean headers) {}

    private final int type;
    private final long entry;
    private final int flags;
    private final List<OutputSection> sections = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<ElfSymbol> locals = new ArrayList<>();
    private final List<ElfSymbol> globals = new ArrayList<>();

    /**
     * An empty file.
     *
     * @param type {@link Elf#ET_EXEC} and so on
     * @param entry the address of the first instruction
     * @param flags {@code e_flags} of the psABI
     */
    public ElfWriter(int type, long entry, int flags) {
        this.type = type;
        this.entry = entry;
        this.flags = flags;
        sections.add(new OutputSection("", Elf.SHT_NULL, 0, 0, new byte[0], 0, 0, 0, 0, 0));
    }

    /**
     * Adds a section and returns its index.
     *
     * @throws IllegalStateException if there are more than the format's 16-bit indices can name
     */
    public int add(OutputSection section) {
        if (sections.size() >= Elf.SHN_LORESERVE - 3) {
            throw new IllegalStateException("too many sections");
        }
        sections.add(section);
        return sections.size() - 1;
    }

    /** Adds a segment of the sections {@code first} to {@code last}, whose addresses rise. */
    public void addSegment(int segmentType, int segmentFlags, long alignment, int first, int last) {
        segments.add(new Segment(segmentType, segmentFlags, alignment, first, last, false));
    }

    /** Adds a program header that says something without covering bytes, such as PT_GNU_STACK. */
    public void addMark(int segmentType, int segmentFlags, long alignment) {
        segments.add(new Segment(segmentType, segmentFlags, alignment, 0, -1, false));
    }

    /**
     * Adds the first PT_LOAD of a file whose headers are in memory: it begins with them, {@link #headersOffset}
     * bytes before its first section.
     */
    public void addSegmentWithHeaders(int segmentFlags, long alignment, int first, int last) {
        segments.add(new Segment(Elf.PT_LOAD, segmentFlags, alignment, first, last, true));
    }

    /**
     * How far before the first section's address the headers begin: as near as their size and the {@code alignment},
     * by which addresses and file offsets agree, allow.
     */
    public static long headersOffset(long address, long alignment, int programHeaders) {
        long size = headersSize(programHeaders);
        return size + (address - size & alignment - 1);
    }

    /** Bytes of the file header and so many program headers. */
    public static long headersSize(int programHeaders) {
        return Elf.EHDR_SIZE + (long) programHeaders * Elf.PHDR_SIZE;
    }

    /** Adds a symbol; local ones are written before all others, as the format demands, and otherwise in this order. */
    public void add(ElfSymbol symbol) {
        (symbol.binding() == Elf.STB_LOCAL ? locals : globals).add(symbol);
    }

    /**
     * The bytes of the file.
     *
     * @throws IllegalStateException if it would have 2 GiB or more
     */
    public byte[] write() {
        List<OutputSection> all = new ArrayList<>(sections);
        StringTableBuilder symbolNames = new StringTableBuilder();
        int symtab = all.size();
        byte[] symbols = symbolTable(symbolNames);
        all.add(new OutputSection(
                ".symtab",
                Elf.SHT_SYMTAB,
                0,
                0,
                symbols,
                symbols.length,
                symtab + 1,
                locals.size() + 1,
                8,
                Elf.SYM_SIZE));
        all.add(stringTable(".strtab", symbolNames.contents()));
        StringTableBuilder sectionNames = new StringTableBuilder();
        int[] names = new int[all.size() + 1];
        for (int i = 0; i < all.size(); i++) {
            names[i] = sectionNames.offset(all.get(i).name());
        }
        names[all.size()] = sectionNames.offset(".shstrtab");
        all.add(stringTable(".shstrtab", sectionNames.contents()));

        long[] offsets = offsets(all);
        long headers = align(offsets[all.size()], 8);
        long size = headers + (long) all.size() * Elf.SHDR_SIZE;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("the file would have " + size + " bytes");
        }
        ByteBuffer out = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        writeFileHeader(out, headers, all.size());
        for (Segment segment : segments) {
            writeSegment(out, segment, offsets);
        }
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).isNoBits()) {
                out.position((int) offsets[i]).put(all.get(i).contents());
            }
        }
        out.position((int) headers);
        for (int i = 0; i < all.size(); i++) {
            writeSectionHeader(out, all.get(i), names[i], offsets[i]);
        }
        return out.array();
    }

    private static OutputSection stringTable(String name, byte[] contents) {
        return new OutputSection(name, Elf.SHT_STRTAB, 0, 0, contents, contents.length, 0, 0, 1, 0);
    }

    private byte[] symbolTable(StringTableBuilder names) {
        List<ElfSymbol> all = new ArrayList<>();
        all.add(new ElfSymbol("", 0, 0, 0, 0, 0, 0));
        all.addAll(locals);
        all.addAll(globals);
        ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(all.size(), Elf.SYM_SIZE))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (ElfSymbol symbol : all) {
            out.putInt(names.offset(symbol.name()));
            out.put((byte) (symbol.binding() << 4 | symbol.type())).put((byte) symbol.visibility());
            out.putShort((short) symbol.section());
            out.putLong(symbol.value()).putLong(symbol.size());
        }
        return out.array();
    }

    /** The file offset of each section, and after them that of the end of the last one's bytes. */
    private long[] offsets(List<OutputSection> all) {
        long[] offsets = new long[all.size() + 1];
        long at = headersSize(segments.size());
        long bias = 0; // address minus file offset in the segment at hand
        for (int i = 1; i < all.size(); i++) {
            OutputSection section = all.get(i);
            Segment load = loadOf(i);
            if (load != null && load.first == i) {
                at += section.address() - at & load.alignment - 1;
                bias = section.address() - at;
            }
            long offset = load != null ? section.address() - bias : align(at, Math.max(1, section.alignment()));
            offsets[i] = offset;
            if (!section.isNoBits()) {
                at = offset + section.size();
            }
        }
        offsets[all.size()] = at;
        return offsets;
    }

    private @Nullable Segment loadOf(int section) {
        for (Segment segment : segments) {
            if (segment.type == Elf.PT_LOAD && segment.first <= section && section <= segment.last) {
                return segment;
            }
        }
        return null;
    }

    private static long align(long value, long alignment) {
        return value + alignment - 1 & -alignment;
    }

    private void writeFileHeader(ByteBuffer out, long sectionHeaders, int sectionCount) {
        out.putInt(0x464c_457f)
                .put((byte) Elf.ELFCLASS64)
                .put((byte) Elf.ELFDATA2LSB)
                .put((byte) Elf.EV_CURRENT);
        out.position(16);
        out.putShort((short) type).putShort((short) Elf.EM_RISCV).putInt(Elf.EV_CURRENT);
        out.putLong(entry)
                .putLong(segments.isEmpty() ? 0 : Elf.EHDR_SIZE)
                .putLong(sectionHeaders)
                .putInt(flags);
        out.putShort((short) Elf.EHDR_SIZE);
        out.putShort((short) (segments.isEmpty() ? 0 : Elf.PHDR_SIZE)).putShort((short) segments.size());
        out.putShort((short) Elf.SHDR_SIZE).putShort((short) sectionCount).putShort((short) (sectionCount - 1));
    }

    private void writeSegment(ByteBuffer out, Segment segment, long[] offsets) {
        long offset = 0;
        long address = 0;
        long fileSize = 0;
        long memorySize = 0;
        if (segment.first <= segment.last) {
            offset = offsets[segment.first];
            address = sections.get(segment.first).address();
            if (segment.headers) {
                address -= offset;
                offset = 0;
            }
            for (int i = segment.first; i <= segment.last; i++) {
                OutputSection section = sections.get(i);
                if (section.isThreadLocalNoBits() && segment.type != Elf.PT_TLS) {
                    continue;
                }
                memorySize = Math.max(memorySize, section.end() - address);
                fileSize = section.isNoBits() ? fileSize : Math.max(fileSize, section.end() - address);
            }
        }
        out.putInt(segment.type)
                .putInt(segment.flags)
                .putLong(offset)
                .putLong(address)
                .putLong(address);
        out.putLong(fileSize).putLong(memorySize).putLong(segment.alignment);
    }

    private static void writeSectionHeader(ByteBuffer out, OutputSection section, int name, long offset) {
        out.putInt(name).putInt(section.type()).putLong(section.flags()).putLong(section.address());
        out.putLong(offset).putLong(section.size()).putInt(section.link()).putInt(section.info());
        out.putLong(section.alignment()).putLong(section.entrySize());
    }
}
