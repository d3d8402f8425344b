package pagoda.tests.c;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfSymbol;
import pagoda.elf.SectionHeader;

/**
 * What an object file says to a linker, as text: for each section its attributes, bytes and relocations, and the symbols. What
 * assemblers may choose is left out: in which order tables stand, and whether a place has a local symbol or is told by its section.
 */
final class ObjectText {
    private static final int BYTES_IN_A_LINE = 16;

    /**
     * What is compared of the attributes: GNU as adds a version of the privileged manual where a source names a control and status
     * register.
     */
    private static final Pattern ISA = Pattern.compile("rv64\\w+");

    private final ElfFile file;

    private ObjectText(ElfFile file) {
        this.file = file;
    }

    /** The lines about each section that is not empty, by its name, and those about the whole, with its symbols, under the empty name. */
    static SortedMap<String, List<String>> of(ElfFile file) {
        ObjectText text = new ObjectText(file);
        SortedMap<String, List<String>> parts = new TreeMap<>();
        for (SectionHeader section : file.sections()) {
            if (section.size() > 0 && isContents(section)) {
                parts.put(section.name(), text.lines(section));
            }
        }
        List<String> whole =
                new ArrayList<>(List.of("flags 0x%x".formatted(file.header().flags())));
        whole.addAll(text.symbols());
        parts.put("", whole);
        return parts;
    }

    private static boolean isContents(SectionHeader section) {
        return switch (section.type()) {
            case Elf.SHT_NULL, Elf.SHT_SYMTAB, Elf.SHT_STRTAB, Elf.SHT_RELA -> false;
            default -> true;
        };
    }

    private List<String> lines(SectionHeader section) {
        List<String> lines = new ArrayList<>();
        lines.add("type 0x%x, flags 0x%x, alignment %d, entries of %d, %d bytes"
                .formatted(section.type(), section.flags(), section.alignment(), section.entrySize(), section.size()));
        byte[] bytes = file.contents(section);
        if (section.type() == Elf.SHT_RISCV_ATTRIBUTES) {
            Matcher isa = ISA.matcher(new String(bytes, StandardCharsets.US_ASCII));
            return List.of(isa.find() ? isa.group() : "no ISA");
        }
        for (int at = 0; at < bytes.length; at += BYTES_IN_A_LINE) {
            byte[] line = Arrays.copyOfRange(bytes, at, Math.min(at + BYTES_IN_A_LINE, bytes.length));
            lines.add("%6x: %s".formatted(at, HexFormat.ofDelimiter(" ").formatHex(line)));
        }
        SectionHeader relocations = file.section(".rela" + section.name());
        if (relocations != null) {
            addRelocations(relocations, lines);
        }
        return lines;
    }

    private void addRelocations(SectionHeader relocations, List<String> lines) {
        ByteBuffer entries = ByteBuffer.wrap(file.contents(relocations)).order(ByteOrder.LITTLE_ENDIAN);
        while (entries.hasRemaining()) {
            long offset = entries.getLong();
            long info = entries.getLong();
            long addend = entries.getLong();
            ElfSymbol symbol = file.symbols().get((int) (info >>> 32));
            String name = symbol.name();
            if (symbol.binding() == Elf.STB_LOCAL && symbol.isInSection()) {
                name = file.sections().get(symbol.section()).name();
                addend += symbol.value();
            }
            lines.add("%6x: relocation %d %s %+d".formatted(offset, (int) info, name, addend));
        }
    }

    private List<String> symbols() {
        TreeSet<String> lines = new TreeSet<>();
        for (ElfSymbol symbol : file.symbols()) {
            // GNU as marks where code and data begin by symbols with $.
            boolean chosen = symbol.name().matches("(\\.L|\\$).*|");
            if (!chosen && symbol.type() != Elf.STT_SECTION && symbol.type() != Elf.STT_FILE) {
                lines.add("%s in %s, value %d, size %d, binding %d, type %d, visibility %d"
                        .formatted(
                                symbol.name(),
                                place(symbol),
                                symbol.value(),
                                symbol.size(),
                                symbol.binding(),
                                symbol.type(),
                                symbol.visibility()));
            }
        }
        return List.copyOf(lines);
    }

    private String place(ElfSymbol symbol) {
        return symbol.isInSection()
                ? file.sections().get(symbol.section()).name()
                : "section number 0x%x".formatted(symbol.section());
    }

    /** The first line that differs, of both, or null if none does. */
    static @Nullable String firstDifference(List<String> gnu, List<String> ours) {
        for (int i = 0; i < Math.max(gnu.size(), ours.size()); i++) {
            String wanted = i < gnu.size() ? gnu.get(i) : "nothing more";
            String found = i < ours.size() ? ours.get(i) : "nothing more";
            if (!wanted.equals(found)) {
                return "GNU as: " + wanted + "\nhere:   " + found;
            }
        }
        return null;
    }
}
