package pagoda.asm.link;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;

/**
 * The {@code .got}: eight bytes for each symbol whose address, or whose place in a thread's copy, code loads from
 * memory. A static executable knows the values when it is linked.
 */
final class GlobalOffsetTable {

    /** What an entry holds. */
    private enum Kind {
        ADDRESS,
        /** The offset from {@code tp}. */
        THREAD_OFFSET,
        /** Two entries: the module (1, the executable) and the offset in it. */
        MODULE_AND_OFFSET
    }

    /** One entry; the definition is null for a weak name that nobody defines. */
    private record Key(Kind kind, @Nullable Symbol definition, String name) {}

    private final GlobalSymbols symbols;
    private final ObjectFile object = new ObjectFile("global offset table");
    private final Section section =
            new Section(".got", SectionType.PROGBITS, EnumSet.of(SectionFlag.ALLOC, SectionFlag.WRITE), 8);
    private final Map<Key, Long> offsets = new LinkedHashMap<>();

    /** Makes room for what the objects' relocations need. */
    GlobalOffsetTable(List<ObjectFile> objects, GlobalSymbols symbols, Discarded discarded) {
        this.symbols = symbols;
        section.alignAtLeast(8);
        object.add(section);
        for (ObjectFile user : objects) {
            for (Section code : user.sections()) {
                if (!discarded.contains(code)) {
                    code.relocations().forEach(this::reserve);
                }
            }
        }
    }

    private void reserve(Relocation relocation) {
        Key key = key(relocation);
        if (key != null && !offsets.containsKey(key)) {
            offsets.put(key, section.size());
            section.fill(key.kind == Kind.MODULE_AND_OFFSET ? 16 : 8, 0);
        }
    }

    private @Nullable Key key(Relocation relocation) {
        Kind kind = kind(relocation.type());
        Symbol symbol = relocation.symbol();
        if (kind == null || symbol == null) {
            return null;
        }
        Symbol definition = symbols.resolve(symbol);
        return new Key(kind, definition, definition == null ? symbol.name() : "");
    }

    private static @Nullable Kind kind(RelocationType type) {
        return switch (type) {
            case GOT_HI20, GOT32_PCREL -> Kind.ADDRESS;
            case TLS_GOT_HI20 -> Kind.THREAD_OFFSET;
            case TLS_GD_HI20 -> Kind.MODULE_AND_OFFSET;
            default -> null;
        };
    }

    /** Whether relocations of that type refer to an entry of the table. */
    static boolean serves(RelocationType type) {
        return kind(type) != null;
    }

    /** The object that holds the table; it is empty if nothing needs one. */
    ObjectFile object() {
        return object;
    }

    /** Writes the values, once everything has its address. */
    void fill(Layout layout) {
        offsets.forEach((key, offset) -> {
            long address = key.definition == null ? 0 : layout.address(key.definition);
            switch (key.kind) {
                case ADDRESS -> section.write(offset, address, 8);
                case THREAD_OFFSET -> section.write(offset, address - layout.threadLocalStart(), 8);
                case MODULE_AND_OFFSET -> {
                    section.write(offset, 1, 8);
                    long start = layout.threadLocalStart() + RelocationValues.DYNAMIC_THREAD_BIAS;
                    section.write(offset + 8, address - start, 8);
                }
            }
        });
    }

    /** The address of the entry that a relocation of a GOT type refers to. */
    long address(Relocation relocation, Layout layout) {
        PlacedSection table = layout.find(section);
        Long offset = offsets.get(key(relocation));
        if (table == null || offset == null) {
            throw new IllegalStateException("no entry for " + relocation);
        }
        return table.address() + offset;
    }
}
