package pagoda.asm.link;

import java.util.EnumSet;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;

/** Gives common symbols their memory, in the order they were met, at the end of {@code .bss} (or of {@code .tbss}). */
final class CommonSymbols {

    private CommonSymbols() {}

    /** An object whose sections hold all common symbols. */
    static ObjectFile allocate(GlobalSymbols symbols) {
        ObjectFile object = new ObjectFile("common symbols");
        for (Symbol common : symbols.commons()) {
            if (common.place() instanceof Place.Common wanted) {
                boolean threadLocal = common.type() == SymbolType.TLS;
                EnumSet<SectionFlag> flags = EnumSet.of(SectionFlag.ALLOC, SectionFlag.WRITE);
                if (threadLocal) {
                    flags.add(SectionFlag.TLS);
                }
                Section memory = object.add(new Section(threadLocal ? ".tbss" : ".bss", SectionType.NOBITS, flags));
                memory.alignAtLeast(Math.max(1, wanted.alignment()));
                memory.fill(wanted.size(), 0);
                Symbol placed = new Symbol(common.name()).define(new Place.InSection(memory, 0), common.definition());
                placed.binding(common.binding()).visibility(common.visibility()).size(wanted.size());
                symbols.allocate(common, placed.type(threadLocal ? SymbolType.TLS : SymbolType.OBJECT));
            }
        }
        return object;
    }
}
