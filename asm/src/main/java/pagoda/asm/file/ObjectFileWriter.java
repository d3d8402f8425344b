package pagoda.asm.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.Binding;
import pagoda.asm.object.FloatAbi;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.elf.Elf;
import pagoda.elf.ElfSymbol;
import pagoda.elf.ElfWriter;
import pagoda.elf.OutputSection;

/**
 * Writes an object as a relocatable ELF file (ET_REL), which GNU ld takes, too.
 *
 * <pre>
 * .group ...      a group for each COMDAT signature
 * .text .data ... as they stand in the object
 * .rela.text ...  one for each section that has relocations
 * .symtab         the file's name, sections, other local symbols, then global ones
 * </pre>
 */
public final class ObjectFileWriter {

    private final ObjectFile object;
    private final ElfWriter out;
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, List<Section>> groups = new LinkedHashMap<>();
    private final Map<Section, Integer> sectionIndices = new HashMap<>();
    private final Map<Symbol, Integer> symbolIndices = new HashMap<>();
    private final Map<String, Integer> globals = new LinkedHashMap<>();
    private final Map<Symbol, Place> localCommons = new HashMap<>();
    private int symbols;
    private final int symtab;

    private ObjectFileWriter(ObjectFile object, int flags) {
        this.object = object;
        this.out = new ElfWriter(Elf.ET_REL, 0, flags);
        sections.addAll(object.sections());
        allocateLocalCommons();
        if (object.section(".riscv.attributes") == null) {
            Section described = new Section(".riscv.attributes", SectionType.RISCV_ATTRIBUTES, Set.of());
            described.append(object.attributes().section());
            sections.add(described);
        }
        for (Section section : sections) {
            if (section.comdat() != null) {
                groups.computeIfAbsent(section.comdat(), unused -> new ArrayList<>())
                        .add(section);
            }
        }
        int relocated = (int) sections.stream()
                .filter(section -> !section.relocations().isEmpty())
                .count();
        symtab = 1 + groups.size() + sections.size() + relocated;
        for (int i = 0; i < sections.size(); i++) {
            sectionIndices.put(sections.get(i), 1 + groups.size() + i);
        }
    }

    /** A common symbol of this file alone gets its memory here, as GNU as has it. */
    private void allocateLocalCommons() {
        Section memory = new Section(".bss", SectionType.NOBITS, EnumSet.of(SectionFlag.ALLOC, SectionFlag.WRITE));
        for (Symbol symbol : object.symbols()) {
            if (symbol.binding() == Binding.LOCAL && symbol.place() instanceof Place.Common wanted) {
                memory.alignAtLeast(wanted.alignment());
                memory.fill(-memory.size() & wanted.alignment() - 1, 0);
                localCommons.put(symbol, new Place.InSection(memory, memory.size()));
                memory.fill(wanted.size(), 0);
            }
        }
        if (!localCommons.isEmpty()) {
            sections.add(memory);
        }
    }

    /**
     * The file's bytes.
     *
     * @throws IllegalStateException if there are more sections than the format's 16-bit indices can name
     */
    public static byte[] write(ObjectFile object) {
        FloatAbi abi = object.floatAbi();
        int flags = (abi == null ? object.attributes().floatAbi() : abi).flags()
                | (object.isCompressed() ? Elf.EF_RISCV_RVC : 0);
        return new ObjectFileWriter(object, flags).write();
    }

    private byte[] write() {
        addSymbols();
        groups.forEach((signature, members) -> out.add(group(signature, members)));
        for (Section section : sections) {
            out.add(new OutputSection(
                    section.name(),
                    section.type().number(),
                    SectionFlag.bits(section.flags()) & ~Elf.SHF_GROUP | (section.comdat() != null ? Elf.SHF_GROUP : 0),
                    0,
                    section.contents(),
                    section.size(),
                    0,
                    0,
                    section.alignment(),
                    section.entrySize()));
        }
        for (Section section : sections) {
            if (!section.relocations().isEmpty()) {
                out.add(relocations(section));
            }
        }
        return out.write();
    }

    private OutputSection group(String signature, List<Section> members) {
        ByteBuffer words = words(4 + 4 * members.size()).putInt(Elf.GRP_COMDAT);
        members.forEach(member -> words.putInt(index(member)));
        int symbol = globals.getOrDefault(signature, 0);
        byte[] contents = words.array();
        return new OutputSection(".group", Elf.SHT_GROUP, 0, 0, contents, contents.length, symtab, symbol, 4, 4);
    }

    private OutputSection relocations(Section section) {
        ByteBuffer words = words(Elf.RELA_SIZE * section.relocations().size());
        for (Relocation relocation : section.relocations()) {
            Symbol symbol = relocation.symbol();
            long index = symbol == null ? 0 : symbolIndices.getOrDefault(symbol, 0);
            words.putLong(relocation.offset());
            words.putLong(index << 32 | relocation.type().number());
            words.putLong(relocation.addend());
        }
        return new OutputSection(
                ".rela" + section.name(),
                Elf.SHT_RELA,
                Elf.SHF_INFO_LINK,
                0,
                words.array(),
                words.capacity(),
                symtab,
                index(section),
                8,
                Elf.RELA_SIZE);
    }

    private static ByteBuffer words(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int index(Section section) {
        return Objects.requireNonNull(sectionIndices.get(section), section::name);
    }

    private void addSymbols() {
        add(new ElfSymbol(object.sourceName(), 0, 0, Elf.STB_LOCAL, Elf.STT_FILE, 0, Elf.SHN_ABS), null);
        Map<Section, Integer> starts = new HashMap<>();
        for (Section section : sections) {
            starts.put(section, symbols + 1);
            add(new ElfSymbol("", 0, 0, Elf.STB_LOCAL, Elf.STT_SECTION, 0, index(section)), null);
        }
        for (boolean local : new boolean[] {true, false}) {
            for (Symbol symbol : object.symbols()) {
                if (isLocal(symbol) == local && symbol.type() != SymbolType.SECTION) {
                    add(elf(symbol), symbol);
                }
            }
            if (local) {
                addSignatures();
            }
        }
        // A reference to a section means the symbol of its start.
        for (Section section : sections) {
            for (Relocation relocation : section.relocations()) {
                Symbol symbol = relocation.symbol();
                if (symbol != null
                        && symbol.type() == SymbolType.SECTION
                        && symbol.place() instanceof Place.InSection in
                        && in.offset() == 0) {
                    symbolIndices.put(symbol, starts.getOrDefault(in.section(), 0));
                }
            }
        }
    }

    /** The signatures of groups that are the name of no global symbol. */
    private void addSignatures() {
        Set<String> named = object.symbols().stream()
                .filter(symbol -> !isLocal(symbol))
                .map(Symbol::name)
                .collect(Collectors.toSet());
        for (String signature : groups.keySet()) {
            if (!named.contains(signature)) {
                globals.put(signature, symbols + 1);
                int place = index(groups.getOrDefault(signature, List.of()).get(0));
                add(new ElfSymbol(signature, 0, 0, Elf.STB_LOCAL, Elf.STT_NOTYPE, 0, place), null);
            }
        }
    }

    private static boolean isLocal(Symbol symbol) {
        return symbol.binding() == Binding.LOCAL && symbol.isDefined();
    }

    private void add(ElfSymbol symbol, @Nullable Symbol from) {
        out.add(symbol);
        symbols++;
        if (from != null) {
            symbolIndices.put(from, symbols);
            if (!isLocal(from)) {
                globals.put(from.name(), symbols);
            }
        }
    }

    private ElfSymbol elf(Symbol symbol) {
        long value = 0;
        long size = symbol.size();
        int section = Elf.SHN_UNDEF;
        int type = symbol.type().number();
        Place place = localCommons.getOrDefault(symbol, symbol.place());
        if (place instanceof Place.InSection in) {
            value = in.offset();
            section = index(in.section());
        } else if (place instanceof Place.Absolute absolute) {
            value = absolute.value();
            section = Elf.SHN_ABS;
        } else if (place instanceof Place.Common common) {
            value = common.alignment();
            size = common.size();
            section = Elf.SHN_COMMON;
            type = symbol.type() == SymbolType.TLS ? type : SymbolType.OBJECT.number();
        }
        int binding =
                isLocal(symbol) ? Elf.STB_LOCAL : symbol.binding() == Binding.WEAK ? Elf.STB_WEAK : Elf.STB_GLOBAL;
        return new ElfSymbol(
                symbol.name(), value, size, binding, type, symbol.visibility().number(), section);
    }
}
