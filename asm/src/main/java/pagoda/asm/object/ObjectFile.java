package pagoda.asm.object;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one source file was assembled to, or what an object file holds: sections and symbols, in the order they were
 * added, and for which machine the code is.
 *
 * <p>Contract with the linker: each section and symbol that a relocation or a place names was added here; a symbol that
 * a PCREL_LO12 names is a label at the instruction that carries the matching HI20; names of local symbols need not be
 * unique, those of the others are.
 */
public final class ObjectFile {

    private final String name;
    private final List<Section> sections = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private String sourceName;
    private @Nullable FloatAbi floatAbi;
    private boolean compressed;
    private final MachineAttributes attributes = new MachineAttributes();

    /**
     * An empty object.
     *
     * @param name the file's name as the user gave it, for messages; for a member of an archive {@code ARCHIVE(MEMBER)}
     */
    public ObjectFile(String name) {
        this.name = name;
        this.sourceName = name;
    }

    public String name() {
        return name;
    }

    /** The name of its FILE symbol: the object's own name, unless the source says another. */
    public String sourceName() {
        return sourceName;
    }

    public ObjectFile sourceName(String newName) {
        sourceName = newName;
        return this;
    }

    /** How its functions pass floating-point numbers; null if nothing says so, as in an assembly source. */
    public @Nullable FloatAbi floatAbi() {
        return floatAbi;
    }

    public ObjectFile floatAbi(@Nullable FloatAbi abi) {
        floatAbi = abi;
        return this;
    }

    /** Whether it may hold compressed instructions, so that code is aligned to 2 bytes only. */
    public boolean isCompressed() {
        return compressed;
    }

    public ObjectFile compressed(boolean mayBe) {
        compressed = mayBe;
        return this;
    }

    /** What the source says of the machine by {@code .attribute}. */
    public MachineAttributes attributes() {
        return attributes;
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
