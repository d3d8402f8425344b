package pagoda.asm.object;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one source file was assembled to: its sections and symbols, in the order they were added.
 *
 * <p>Contract with the linker: each section and symbol that a relocation or a place names was added here; a symbol that
 * a PCREL_LO12 names is a label at the instruction that carries the matching HI20; names of local symbols need not be
 * unique, those of the others are.
 */
public final class ObjectFile {

    private final String name;
    private final List<Section> sections = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();

    /**
     * An empty object.
     *
     * @param name the source's name as the user gave it, for messages and the FILE symbol
     */
    public ObjectFile(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public List<Section> sections() {
        return Collections.unmodifiableList(sections);
    }

    public Section add(Section section) {
        sections.add(section);
        return section;
    }

    /** The first section of that name, or null. */
    public @Nullable Section section(String wanted) {
        for (Section section : sections) {
            if (section.name().equals(wanted)) {
                return section;
            }
        }
        return null;
    }

    public List<Symbol> symbols() {
        return Collections.unmodifiableList(symbols);
    }

    public Symbol add(Symbol symbol) {
        symbols.add(symbol);
        return symbol;
    }

    @Override
    public String toString() {
        return name;
    }
}
