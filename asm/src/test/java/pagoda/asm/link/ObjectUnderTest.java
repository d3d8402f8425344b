package pagoda.asm.link;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pagoda.asm.diagnostic.SourcePosition;
import pagoda.asm.object.Binding;
import pagoda.asm.object.LineRow;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;

/**
 * An object built by hand, written from top to bottom as its source would be. Each word of code counts as one source
 * line.
 */
final class ObjectUnderTest {

    final ObjectFile object;
    private final Map<String, Symbol> symbols = new LinkedHashMap<>();
    private Section section;
    private int line;

    ObjectUnderTest(String name) {
        object = new ObjectFile(name);
        section = section(".text", SectionFlag.ALLOC, SectionFlag.EXECINSTR);
    }

    Section section(String name, SectionFlag... flags) {
        Section known = object.section(name);
        EnumSet<SectionFlag> set = EnumSet.noneOf(SectionFlag.class);
        set.addAll(List.of(flags));
        SectionType type = name.contains("bss") ? SectionType.NOBITS : SectionType.PROGBITS;
        section = known != null ? known : object.add(new Section(name, type, set));
        section.alignAtLeast(4);
        return section;
    }

    ObjectUnderTest in(String name, SectionFlag... flags) {
        section(name, flags);
        return this;
    }

    ObjectUnderTest text() {
        return in(".text");
    }

    ObjectUnderTest data() {
        return in(".data", SectionFlag.ALLOC, SectionFlag.WRITE);
    }

    ObjectUnderTest rodata() {
        return in(".rodata", SectionFlag.ALLOC);
    }

    ObjectUnderTest bss() {
        return in(".bss", SectionFlag.ALLOC, SectionFlag.WRITE);
    }

    Symbol symbol(String name) {
        return symbols.computeIfAbsent(name, unused -> object.add(new Symbol(name)));
    }

    ObjectUnderTest label(String name) {
        line++;
        symbol(name).define(new Place.InSection(section, section.size()), position(1, name.length()));
        if (section.has(SectionFlag.TLS)) {
            symbol(name).type(SymbolType.TLS);
        }
        return this;
    }

    ObjectUnderTest global(String name) {
        label(name);
        symbol(name).binding(Binding.GLOBAL);
        return this;
    }

    ObjectUnderTest weak(String name) {
        symbol(name).binding(Binding.WEAK);
        return this;
    }

    ObjectUnderTest common(String name, long size, long alignment) {
        symbol(name).binding(Binding.GLOBAL).define(new Place.Common(size, alignment), position(1, 1));
        return this;
    }

    /** An instruction word and its relocations: pairs of type and symbol name. */
    ObjectUnderTest code(int word) {
        line++;
        section.add(new LineRow(section.size(), object.name(), line));
        section.append(word, 4);
        return this;
    }

    ObjectUnderTest code(int word, RelocationType type, String symbol) {
        return code(word, type, symbol, 0);
    }

    ObjectUnderTest code(int word, RelocationType type, String symbol, long addend) {
        section.add(new Relocation(
                section.size(),
                type,
                symbol(symbol),
                addend,
                new SourcePosition(object.name(), line + 1, 5, symbol.length())));
        return code(word);
    }

    ObjectUnderTest value(int size, long value) {
        section.append(value, size);
        return this;
    }

    ObjectUnderTest value(int size, RelocationType type, String symbol, long addend) {
        line++;
        section.add(new Relocation(section.size(), type, symbol(symbol), addend, position(5, symbol.length())));
        return value(size, 0);
    }

    /** Another relocation at the value written last. */
    ObjectUnderTest and(int size, RelocationType type, String symbol) {
        section.add(new Relocation(section.size() - size, type, symbol(symbol), 0, position(5, symbol.length())));
        return this;
    }

    ObjectUnderTest text(String text) {
        section.append(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    ObjectUnderTest space(long bytes) {
        section.fill(bytes, 0);
        return this;
    }

    ObjectUnderTest align(long bytes) {
        section.alignAtLeast(bytes);
        return this;
    }

    private SourcePosition position(int column, int length) {
        return new SourcePosition(object.name(), Math.max(1, line), column, length);
    }
}
