package pagoda.asm.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pagoda.asm.Assembler;
import pagoda.asm.AssemblerOptions;
import pagoda.asm.assembly.Isa;
import pagoda.asm.assembly.Limits;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.Binding;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.asm.object.Symbol;
import pagoda.cpu.isa.Registers;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;
import pagoda.elf.ElfSymbol;
import pagoda.elf.SectionHeader;

/** Assembles a source with GNU as and with Pagoda's assembler, and compares what comes of it: section by section. */
final class GnuAssembler {

    private static final String EXTENSIONS = "_zicsr_zifencei_zihintpause_zba_zbb_zbs";

    /** With compressed instructions, and without. */
    private static final List<String> ISAS = List.of("rv64imafdc" + EXTENSIONS, "rv64imafd" + EXTENSIONS);

    private final Path directory;
    private boolean relaxes = true;

    GnuAssembler(Path directory) {
        this.directory = directory;
    }

    /**
     * Without linker relaxation: then GNU as can compute with distances in code. Jumps and differences inside a section are compared
     * as if both assemblers had done them at once.
     */
    GnuAssembler unrelaxed() {
        relaxes = false;
        return this;
    }

    /** Fails unless both give the same bytes and relocations in each section, and the same symbols. */
    void assertSame(String source) {
        Path file = directory.resolve("prog.s");
        try {
            Files.writeString(file, source, StandardCharsets.ISO_8859_1);
            assertSame(file);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    void assertSame(Path file) {
        ISAS.forEach(isa -> assertSame(file, isa, "lp64d"));
    }

    /** Fails unless both give the same under one ISA. */
    void assertSame(Path file, String isa, String abi) {
        try {
            ElfFile gnu = ElfFile.read(gnu(file, isa, abi));
            ObjectFile ours = ours(file, isa);
            String source = Files.readString(file, StandardCharsets.ISO_8859_1);
            List<String> lines = source.lines().toList();
            for (SectionHeader header : gnu.sections()) {
                if (concerns(header)) {
                    compare(gnu, header, ours, lines);
                }
            }
            for (Section section : ours.sections()) {
                if (section.size() > 0) {
                    assertThat(gnu.section(section.name()))
                            .describedAs("GNU as has a section %s", section.name())
                            .isNotNull();
                }
            }
            assertThat(ourSymbols(ours)).isEqualTo(gnuSymbols(gnu));
        } catch (IOException | ElfFormatException broken) {
            throw new AssertionError(broken);
        }
    }

    private static boolean concerns(SectionHeader header) {
        boolean contents = header.type() != Elf.SHT_NULL
                && header.type() != Elf.SHT_SYMTAB
                && header.type() != Elf.SHT_STRTAB
                && header.type() != Elf.SHT_RELA
                && header.type() != Elf.SHT_GROUP
                && header.type() != Elf.SHT_RISCV_ATTRIBUTES;
        return contents && header.size() > 0 && !header.name().matches(".eh_frame|.debug_frame");
    }

    private ObjectFile ours(Path file, String isa) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        AssemblerOptions options = new AssemblerOptions(new Isa(isa), Map.of(), List.of(), Limits.DEFAULT);
        Assembler assembler = new Assembler(options, GnuAssembler::read, diagnostics);
        String source = Files.readString(file, StandardCharsets.ISO_8859_1);
        byte[] bytes = (relaxes ? source : ".option norelax;" + source).getBytes(StandardCharsets.ISO_8859_1);
        ObjectFile object = assembler.assemble(file.toString(), bytes);
        assertThat(diagnostics.hasErrors()).describedAs(diagnostics.render()).isFalse();
        return object;
    }

    private static byte @Nullable [] read(String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException missing) {
            return null;
        }
    }

    private byte[] gnu(Path file, String isa, String abi) throws IOException {
        Path out = directory.resolve("prog.o");
        List<String> command = new ArrayList<>(List.of("riscv64-unknown-elf-as", "-march=" + isa, "-mabi=" + abi));
        if (!relaxes) {
            command.add("-mno-relax");
        }
        command.add("-o");
        command.add(out.toString());
        command.add(file.toString());
        Tool.run(directory, command);
        return Files.readAllBytes(out);
    }

    private void compare(ElfFile gnu, SectionHeader header, ObjectFile ours, List<String> lines) {
        Section section = ours.section(header.name());
        assertThat(section).describedAs("section %s", header.name()).isNotNull();
        assertThat(section.size()).describedAs("size of %s", header.name()).isEqualTo(header.size());
        assertThat(section.alignment())
                .describedAs("alignment of %s", header.name())
                .isEqualTo(header.alignment());
        long known = Elf.SHF_WRITE | Elf.SHF_ALLOC | Elf.SHF_EXECINSTR | Elf.SHF_MERGE | Elf.SHF_STRINGS | Elf.SHF_TLS;
        assertThat(pagoda.asm.object.SectionFlag.bits(section.flags()) & known)
                .describedAs("flags of %s", header.name())
                .isEqualTo(header.flags() & known);
        assertThat(section.type().number())
                .describedAs("type of %s", header.name())
                .isEqualTo(header.type());
        if (header.type() == Elf.SHT_NOBITS) {
            return;
        }
        byte[] expected = gnu.contents(header).clone();
        List<String> relocations = relocations(gnu, header, expected);
        byte[] actual = section.contents();
        List<Relocation> ownRelocations = new ArrayList<>(section.relocations());
        if (!relaxes) {
            resolveHere(ownRelocations, section, actual);
        }
        for (Relocation relocation : relaxes ? List.<Relocation>of() : ownRelocations) {
            // What stands where the linker will put something does not count.
            clear(expected, relocation);
            clear(actual, relocation);
        }
        for (int at = 0; at < expected.length; at++) {
            if (expected[at] != actual[at]) {
                int word = at & ~3;
                throw new AssertionError("%s+%#x: GNU as has %s, we have %s, from: %s"
                        .formatted(
                                header.name(),
                                word,
                                hex(expected, word),
                                hex(actual, word),
                                line(section, word, lines)));
            }
        }
        List<String> own =
                ownRelocations.stream().map(GnuAssembler::text).sorted().toList();
        relocations.sort(null);
        assertThat(own).describedAs("relocations of %s", header.name()).isEqualTo(relocations);
    }

    /** Jumps and differences inside the section are what they come to. */
    private static void resolveHere(List<Relocation> relocations, Section section, byte[] bytes) {
        List<Relocation> left = new ArrayList<>();
        for (int i = 0; i < relocations.size(); i++) {
            Relocation relocation = relocations.get(i);
            Symbol symbol = relocation.symbol();
            Place place = symbol == null ? null : symbol.place();
            if (place instanceof Place.InSection in && relocation.type().name().startsWith("ADD")) {
                Relocation other = relocations.get(++i);
                Symbol minus = other.symbol();
                if (minus != null && minus.place() instanceof Place.InSection to && to.section() == in.section()) {
                    long value = in.offset() + relocation.addend() - to.offset() - other.addend();
                    add(bytes, (int) relocation.offset(), relocation.type().bytes(), value);
                } else {
                    left.add(relocation);
                    left.add(other);
                }
                continue;
            }
            boolean here = symbol != null
                    && place instanceof Place.InSection in
                    && in.section() == section
                    && symbol.binding() != Binding.WEAK;
            if (!here || !isJump(relocation.type())) {
                left.add(relocation);
            }
        }
        relocations.clear();
        relocations.addAll(left);
    }

    private static boolean isJump(RelocationType type) {
        return switch (type) {
            case BRANCH, JAL, RVC_BRANCH, RVC_JUMP -> true;
            default -> false;
        };
    }

    private static String text(long offset, RelocationType type, String symbol, long addend) {
        return "%08x %s %s+%d".formatted(offset, type.elfName(), symbol, addend);
    }

    private static void clear(byte[] bytes, Relocation relocation) {
        int at = (int) relocation.offset();
        int mask = switch (relocation.type()) {
            case HI20, PCREL_HI20, GOT_HI20, TLS_GOT_HI20, TLS_GD_HI20, TPREL_HI20, JAL, CALL_PLT -> 0xfffff000;
            case LO12_I, PCREL_LO12_I, TPREL_LO12_I -> 0xfff00000;
            case LO12_S, PCREL_LO12_S, TPREL_LO12_S, BRANCH -> 0xfe000f80;
            default -> 0;
        };
        for (int i = 0; i < relocation.type().bytes() && i < (mask == 0 ? 8 : 4); i++) {
            bytes[at + i] &= mask == 0 ? 0 : (byte) (~mask >>> 8 * i);
        }
    }

    private static String hex(byte[] bytes, int at) {
        StringBuilder out = new StringBuilder();
        for (int i = Math.min(bytes.length, at + 4) - 1; i >= at; i--) {
            out.append("%02x".formatted(bytes[i]));
        }
        return out.toString();
    }

    private static String line(Section section, int offset, List<String> lines) {
        int line = 0;
        for (var row : section.lines()) {
            if (row.offset() <= offset) {
                line = row.line();
            }
        }
        return line == 0 || line > lines.size() ? "?" : line + ": " + lines.get(line - 1);
    }

    private static String text(Relocation relocation) {
        String symbol = relocation.symbol() == null ? "" : relocation.symbol().name();
        if (relocation.symbol() != null && relocation.symbol().place() instanceof Place.InSection place) {
            return text(
                    relocation.offset(),
                    relocation.type(),
                    place.section().name(),
                    place.offset() + relocation.addend());
        }
        return text(relocation.offset(), relocation.type(), symbol, relocation.addend());
    }

    /** GNU as's relocations; without relaxation but for jumps and differences inside a section. */
    private List<String> relocations(ElfFile gnu, SectionHeader section, byte[] bytes) {
        List<String> texts = new ArrayList<>();
        SectionHeader rela = gnu.section(".rela" + section.name());
        if (rela == null) {
            return texts;
        }
        int index = gnu.sections().indexOf(section);
        ByteBuffer entries = ByteBuffer.wrap(gnu.contents(rela)).order(ByteOrder.LITTLE_ENDIAN);
        while (entries.hasRemaining()) {
            long offset = entries.getLong();
            long info = entries.getLong();
            long addend = entries.getLong();
            RelocationType type = Objects.requireNonNull(RelocationType.numbered((int) info));
            ElfSymbol symbol = gnu.symbols().get((int) (info >>> 32));
            boolean here = symbol.section() == index && symbol.binding() != Elf.STB_WEAK;
            if (!relaxes && here && isJump(type)) {
                continue;
            }
            if (!relaxes && type.name().startsWith("ADD")) {
                entries.mark();
                entries.getLong();
                ElfSymbol other = gnu.symbols().get((int) (entries.getLong() >>> 32));
                long otherAddend = entries.getLong();
                if (other.section() == symbol.section() && symbol.isInSection()) {
                    add(bytes, (int) offset, type.bytes(), symbol.value() + addend - other.value() - otherAddend);
                    continue;
                }
                entries.reset();
            }
            String name = symbol.name();
            if (symbol.isInSection()) {
                name = gnu.sections().get(symbol.section()).name();
                addend += symbol.value();
            }
            texts.add(text(offset, type, name, addend));
        }
        return texts;
    }

    private static void add(byte[] bytes, int offset, int size, long value) {
        for (int i = 0; i < size; i++) {
            bytes[offset + i] = (byte) (value >>> 8 * i);
        }
    }

    private static Set<String> gnuSymbols(ElfFile gnu) {
        Set<String> symbols = new TreeSet<>();
        for (ElfSymbol symbol : gnu.symbols()) {
            // GNU as leaves names of registers behind where it tried several forms.
            boolean stray = Registers.number(symbol.name()) >= 0;
            if (!symbol.name().isEmpty()
                    && !stray
                    && !symbol.name().startsWith(".L")
                    && (symbol.type() < Elf.STT_SECTION || symbol.type() > Elf.STT_FILE)) {
                String place = symbol.section() == Elf.SHN_UNDEF
                        ? "undefined"
                        : symbol.section() == Elf.SHN_ABS
                                ? "absolute"
                                : symbol.section() == Elf.SHN_COMMON
                                        ? "common"
                                        : gnu.sections().get(symbol.section()).name();
                symbols.add("%s %s %d binding %d type %d size %d visibility %d"
                        .formatted(
                                symbol.name(),
                                place,
                                symbol.value(),
                                symbol.binding(),
                                symbol.type(),
                                symbol.size(),
                                symbol.visibility()));
            }
        }
        return symbols;
    }

    private static Set<String> ourSymbols(ObjectFile ours) {
        Set<String> symbols = new TreeSet<>();
        ours.symbols().forEach(symbol -> {
            if (symbol.name().startsWith(".L")) {
                return;
            }
            String place = "undefined";
            long value = 0;
            if (symbol.place() instanceof Place.InSection in) {
                place = in.section().name();
                value = in.offset();
            } else if (symbol.place() instanceof Place.Absolute absolute) {
                place = "absolute";
                value = absolute.value();
            } else if (symbol.place() instanceof Place.Common common) {
                place = "common";
                value = common.alignment();
            }
            symbols.add("%s %s %d binding %d type %d size %d visibility %d"
                    .formatted(
                            symbol.name(),
                            place,
                            value,
                            symbol.binding().number(),
                            symbol.type().number(),
                            symbol.size(),
                            symbol.visibility().number()));
        });
        return symbols;
    }
}
