package pagoda.asm.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.Binding;
import pagoda.asm.object.FloatAbi;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.asm.object.Visibility;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;
import pagoda.elf.ElfSymbol;
import pagoda.elf.SectionHeader;

/**
 * Reads a relocatable ELF file (ET_REL) of GNU as, GCC or {@link ObjectFileWriter}: System V ABI, chapter 4, and the RISC-V
 * psABI's relocations.
 */
public final class ObjectReader {

    /** How far beyond its section's end a symbol may lie. */
    private static final long MOST_BEYOND = 1 << 20;

    private final ElfFile file;
    private final ObjectFile object;
    private final @Nullable Section[] sections;
    private final @Nullable Symbol[] symbols;

    private ObjectReader(String name, ElfFile file) {
        this.file = file;
        this.object = new ObjectFile(name);
        this.sections = new Section[file.sections().size()];
        this.symbols = new Symbol[file.symbols().size()];
    }

    /**
     * Reads an object.
     *
     * @param name for messages
     * @throws ElfFormatException for whatever is no sound relocatable file; the message does not name the file
     */
    public static ObjectFile read(String name, byte[] bytes) throws ElfFormatException {
        ElfFile file = ElfFile.read(bytes);
        if (file.header().type() != Elf.ET_REL) {
            throw new ElfFormatException("not a relocatable object, but an executable or shared library");
        }
        return new ObjectReader(name, file).read();
    }

    private ObjectFile read() throws ElfFormatException {
        int flags = file.header().flags();
        object.floatAbi(FloatAbi.of(flags)).compressed((flags & Elf.EF_RISCV_RVC) != 0);
        List<SectionHeader> headers = file.sections();
        for (int i = 1; i < headers.size(); i++) {
            sections[i] = section(headers.get(i), i);
        }
        for (SectionHeader header : headers) {
            if (header.type() == Elf.SHT_GROUP) {
                group(header);
            }
        }
        for (int i = 1; i < symbols.length; i++) {
            symbols[i] = symbol(file.symbols().get(i));
        }
        for (SectionHeader header : headers) {
            if (header.type() == Elf.SHT_RELA) {
                relocations(header);
            }
        }
        return object;
    }

    /** The section with its bytes, or null for one that is part of the format or says nothing to a linker. */
    private @Nullable Section section(SectionHeader header, int index) throws ElfFormatException {
        switch (header.type()) {
            case Elf.SHT_NULL, Elf.SHT_SYMTAB, Elf.SHT_STRTAB, Elf.SHT_RELA, Elf.SHT_GROUP -> {
                return null;
            }
            case Elf.SHT_REL ->
                throw new ElfFormatException("section " + header.name()
                        + " has relocations without addends (SHT_REL), which no RISC-V object has");
            case Elf.SHT_SYMTAB_SHNDX -> throw new ElfFormatException("more than 65279 sections");
            default -> {
                // One that a program is made of.
            }
        }
        SectionType type = SectionType.numbered(header.type());
        if (type == null) {
            if (header.has(Elf.SHF_ALLOC)) {
                throw new ElfFormatException(
                        "section " + header.name() + " has the unknown type 0x" + Integer.toHexString(header.type()));
            }
            return null;
        }
        Section section =
                new Section(header.name(), type, SectionFlag.of(header.flags()), Math.max(0, header.entrySize()));
        long alignment = Math.max(1, header.alignment());
        if (header.alignment() < 0 || header.size() < 0) {
            throw new ElfFormatException("section " + index + " (" + header.name() + ") is larger than 2^63 bytes");
        }
        if (section.isNoBits()) {
            section.fill(header.size(), 0);
        } else {
            byte[] contents = file.contents(header);
            if (header.has(Elf.SHF_COMPRESSED)) {
                Compression.Expanded expanded = Compression.expand(header.name(), contents);
                contents = expanded.bytes();
                alignment = expanded.alignment();
            }
            if (contents.length > Section.MAX_CONTENTS) {
                throw new ElfFormatException("section " + header.name() + " (" + contents.length
                        + " bytes) is larger than " + Section.MAX_CONTENTS);
            }
            section.append(contents);
        }
        section.alignAtLeast(alignment);
        return object.add(section);
    }

    /** A group: its signature is the name of the symbol that {@code sh_info} names, its words are section indices. */
    private void group(SectionHeader header) throws ElfFormatException {
        ByteBuffer words = ByteBuffer.wrap(file.contents(header)).order(ByteOrder.LITTLE_ENDIAN);
        if (words.remaining() < 4 || words.remaining() % 4 != 0) {
            throw new ElfFormatException("group " + header.name() + " has " + words.remaining() + " bytes");
        }
        int signature = header.info();
        if (signature <= 0 || signature >= symbols.length) {
            throw new ElfFormatException("group " + header.name() + " has no symbol as its signature");
        }
        ElfSymbol symbol = file.symbols().get(signature);
        boolean one = (words.getInt() & Elf.GRP_COMDAT) != 0;
        while (words.hasRemaining()) {
            Section member = section(words.getInt(), "a member of group " + header.name());
            if (member != null && one) {
                member.comdat(nameOf(symbol));
            }
        }
    }

    private String nameOf(ElfSymbol symbol) {
        return symbol.name().isEmpty() && symbol.isInSection()
                ? file.sections().get(symbol.section()).name()
                : symbol.name();
    }

    private @Nullable Section section(int index, String what) throws ElfFormatException {
        if (index < 0 || index >= sections.length) {
            throw new ElfFormatException(
                    what + " is section " + Integer.toUnsignedString(index) + ", which there is not");
        }
        return sections[index];
    }

    /** The symbol, or null for one of a section that is left out. */
    private @Nullable Symbol symbol(ElfSymbol read) throws ElfFormatException {
        if (read.type() == Elf.STT_FILE) {
            object.sourceName(read.name());
            return null;
        }
        Symbol symbol = new Symbol(nameOf(read));
        Place place = place(read);
        if (place == null) {
            return null;
        }
        symbol.define(place, null).size(Math.max(0, read.size()));
        symbol.binding(binding(read)).type(type(read)).visibility(Visibility.values()[read.visibility()]);
        return object.add(symbol);
    }

    private @Nullable Place place(ElfSymbol symbol) throws ElfFormatException {
        switch (symbol.section()) {
            case Elf.SHN_UNDEF -> {
                return Place.UNDEFINED;
            }
            case Elf.SHN_ABS -> {
                return new Place.Absolute(symbol.value());
            }
            case Elf.SHN_COMMON -> {
                long alignment = Math.max(1, symbol.value());
                if (Long.bitCount(alignment) != 1 || symbol.value() < 0 || symbol.size() < 0) {
                    throw new ElfFormatException("common symbol " + symbol.name() + ": size "
                            + Long.toUnsignedString(symbol.size()) + " and alignment "
                            + Long.toUnsignedString(symbol.value()) + " make no sense");
                }
                return new Place.Common(symbol.size(), alignment);
            }
            default -> {
                // An index.
            }
        }
        if (!symbol.isInSection()) {
            throw new ElfFormatException("symbol " + symbol.name() + " has the unknown section index 0x"
                    + Integer.toHexString(symbol.section()));
        }
        Section section = section(symbol.section(), "the place of symbol " + symbol.name());
        if (section == null) {
            return null;
        }
        // GCC's section anchors may lie beyond the end of a small section.
        if (symbol.value() < 0 || symbol.value() - MOST_BEYOND > section.size()) {
            throw new ElfFormatException("symbol " + symbol.name() + " lies far outside its section " + section.name());
        }
        return new Place.InSection(section, symbol.value());
    }

    private static Binding binding(ElfSymbol symbol) throws ElfFormatException {
        return switch (symbol.binding()) {
            case Elf.STB_LOCAL -> Binding.LOCAL;
            case Elf.STB_GLOBAL, Elf.STB_GNU_UNIQUE -> Binding.GLOBAL;
            case Elf.STB_WEAK -> Binding.WEAK;
            default ->
                throw new ElfFormatException(
                        "symbol " + symbol.name() + " has the unknown binding " + symbol.binding());
        };
    }

    private static SymbolType type(ElfSymbol symbol) throws ElfFormatException {
        for (SymbolType type : SymbolType.values()) {
            if (type.number() == symbol.type()) {
                return type;
            }
        }
        throw new ElfFormatException("symbol " + symbol.name() + " has the unknown type " + symbol.type());
    }

    /** {@code Elf64_Rela}s, in their order, which counts for those at one place. */
    private void relocations(SectionHeader header) throws ElfFormatException {
        Section target = section(header.info(), "the target of " + header.name());
        byte[] contents = file.contents(header);
        if (header.entrySize() != Elf.RELA_SIZE || contents.length % Elf.RELA_SIZE != 0) {
            throw new ElfFormatException("the entries of " + header.name() + " are not of " + Elf.RELA_SIZE + " bytes");
        }
        if (target == null || contents.length == 0) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN);
        List<Relocation> all = new ArrayList<>(contents.length / Elf.RELA_SIZE);
        boolean sorted = true;
        long before = Long.MIN_VALUE;
        while (in.hasRemaining()) {
            long offset = in.getLong();
            long info = in.getLong();
            all.add(relocation(target, offset, (int) info, (int) (info >>> 32), in.getLong()));
            sorted &= before <= offset;
            before = offset;
        }
        if (!sorted) {
            // A stable sort: what stands at one place keeps its order.
            all.sort((a, b) -> Long.compare(a.offset(), b.offset()));
        }
        all.forEach(target::add);
    }

    private Relocation relocation(Section target, long offset, int number, int symbol, long addend)
            throws ElfFormatException {
        RelocationType type = RelocationType.numbered(number);
        String where = target.name() + "+0x" + Long.toHexString(offset);
        if (type == null) {
            throw new ElfFormatException(
                    "unknown relocation type " + Integer.toUnsignedString(number) + " at " + where);
        }
        if (symbol < 0 || symbol >= symbols.length) {
            throw new ElfFormatException(type.elfName() + " at " + where + " names symbol "
                    + Integer.toUnsignedString(symbol) + ", which there is not");
        }
        if (offset < 0 || offset > target.size()) {
            throw new ElfFormatException(type.elfName() + " at " + where + " lies outside its section");
        }
        return new Relocation(offset, type, symbols[symbol], addend, null);
    }
}
