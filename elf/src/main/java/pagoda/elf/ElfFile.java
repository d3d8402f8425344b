package pagoda.elf;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ELF file that was read and checked: its header, segments, sections and symbols. Immutable; the bytes are not
 * copied and must not be changed.
 */
public final class ElfFile {

    private final byte[] bytes;
    private final ElfHeader header;
    private final List<ProgramHeader> segments;
    private final List<SectionHeader> sections;
    private final List<ElfSymbol> symbols;

    private ElfFile(
            byte[] bytes,
            ElfHeader header,
            List<ProgramHeader> segments,
            List<SectionHeader> sections,
            List<ElfSymbol> symbols) {
        this.bytes = bytes;
        this.header = header;
        this.segments = segments;
        this.sections = sections;
        this.symbols = symbols;
    }

    /** Whether the bytes begin as those of an ELF file do. */
    public static boolean isElf(byte[] bytes) {
        return bytes.length >= 4 && new ElfBytes(bytes).word(0) == 0x464c_457f;
    }

    /** Whether the bytes are those of an ELF file that says of itself that it is relocatable. */
    public static boolean isObject(byte[] bytes) {
        return bytes.length > 17 && isElf(bytes) && (bytes[16] & 0xff | bytes[17] << 8) == Elf.ET_REL;
    }

    /**
     * Reads and checks all tables of the file.
     *
     * @throws ElfFormatException for whatever bytes are not a sound ELF file for 64-bit RISC-V
     */
    public static ElfFile read(byte[] bytes) throws ElfFormatException {
        ElfBytes view = new ElfBytes(bytes);
        ElfHeader header = ElfHeader.read(view);
        List<ProgramHeader> segments = ProgramHeader.readAll(view, header);
        List<SectionHeader> sections = SectionHeader.readAll(view, header);
        return new ElfFile(bytes, header, segments, sections, ElfSymbol.readAll(view, sections));
    }

    /**
     * Reads the file as Linux's exec does: header and segments are checked, and sections, which running does not need,
     * are left out (with the symbols) if they are not sound.
     *
     * @throws ElfFormatException for an unsound header or segment
     */
    public static ElfFile readForExec(byte[] bytes) throws ElfFormatException {
        ElfBytes view = new ElfBytes(bytes);
        ElfHeader header = ElfHeader.read(view);
        List<ProgramHeader> segments = ProgramHeader.readAll(view, header);
        try {
            List<SectionHeader> sections = SectionHeader.readAll(view, header);
            return new ElfFile(bytes, header, segments, sections, ElfSymbol.readAll(view, sections));
        } catch (ElfFormatException unsound) {
            return new ElfFile(bytes, header, segments, List.of(), List.of());
        }
    }

    public ElfHeader header() {
        return header;
    }

    /** The program headers in the file's order. */
    public List<ProgramHeader> segments() {
        return segments;
    }

    /** The sections in the file's order, so that indices count; the first is the null section. */
    public List<SectionHeader> sections() {
        return sections;
    }

    /** The first section of that name, or null. */
    public @Nullable SectionHeader section(String name) {
        for (SectionHeader section : sections) {
            if (section.name().equals(name)) {
                return section;
            }
        }
        return null;
    }

    /** The symbols in the file's order, so that indices count; the first is the null symbol. */
    public List<ElfSymbol> symbols() {
        return symbols;
    }

    /** The bytes of the whole file; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** A copy of the section's bytes in the file; empty if it has none there. */
    public byte[] contents(SectionHeader section) {
        if (section.type() == Elf.SHT_NOBITS || section.type() == Elf.SHT_NULL) {
            return new byte[0];
        }
        return Arrays.copyOfRange(bytes, (int) section.offset(), (int) (section.offset() + section.size()));
    }

    /** A copy of the segment's bytes in the file; empty for PT_NULL, whose other fields mean nothing. */
    public byte[] contents(ProgramHeader segment) {
        if (segment.type() == Elf.PT_NULL || segment.fileSize() == 0) {
            return new byte[0];
        }
        return Arrays.copyOfRange(bytes, (int) segment.offset(), (int) (segment.offset() + segment.fileSize()));
    }
}
