package pagoda.asm.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.debug.DebugLines;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.file.Archive;
import pagoda.asm.object.Binding;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Symbol;
import pagoda.elf.ElfFormatException;

/**
 * The linker's first step: which objects become part of the program, and which definition each name means.
 *
 * <p>Of an archive those members are taken that define a name that is used and not defined: from the first archive to
 * the last, and again until no more are needed, as if GNU ld's {@code --start-group} stood before all. A member stands
 * where its archive stands among the objects.
 */
final class Resolution {

    /**
     * A member of an archive that became part of the program.
     *
     * @param symbol the name that it was taken for
     * @param user the object that uses it, or null if it is where the program starts
     */
    record Taken(ObjectFile member, String symbol, @Nullable ObjectFile user) {}

    private final LinkOptions options;
    private final Diagnostics diagnostics;
    private final Discarded discarded = new Discarded();
    private final GlobalSymbols symbols = new GlobalSymbols(discarded);
    private final List<List<ObjectFile>> inputs = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<ObjectFile> objects = new ArrayList<>();
    private final ProvidedSymbols provided;
    private boolean broken;
    private @Nullable Symbol start;
    private @Nullable Symbol written;

    Resolution(List<LinkInput> given, LinkOptions options, Diagnostics diagnostics) {
        this.options = options;
        this.diagnostics = diagnostics;
        for (LinkInput input : given) {
            List<ObjectFile> of = new ArrayList<>();
            inputs.add(of);
            if (input instanceof LinkInput.Single single) {
                take(single.object(), of);
            }
        }
        search(given);
        chooseStart();
        inputs.forEach(objects::addAll);
        provided = new ProvidedSymbols(References.undefinedNames(objects, symbols, discarded), this);
    }

    private void take(ObjectFile object, List<ObjectFile> place) {
        discarded.select(object);
        symbols.add(object, diagnostics);
        place.add(object);
        ObjectFile lines = options.debugLines() ? DebugLines.of(object) : null;
        if (lines != null) {
            place.add(lines);
        }
    }

    private void search(List<LinkInput> given) {
        Map<Archive, Set<Archive.Member>> members = new LinkedHashMap<>();
        Map<Archive, List<ObjectFile>> places = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) instanceof LinkInput.Library library && members.get(library.archive()) == null) {
                members.put(library.archive(), new LinkedHashSet<>());
                places.put(library.archive(), inputs.get(i));
            }
        }
        if (members.isEmpty()) {
            return;
        }
        if (entry(options.entry()) == null) {
            symbols.wanted().put(options.entry(), START);
        }
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<Archive, Set<Archive.Member>> library : members.entrySet()) {
                List<ObjectFile> place = places.getOrDefault(library.getKey(), List.of());
                while (takeMembers(library.getKey(), library.getValue(), place)) {
                    more = true;
                }
            }
        }
    }

    /** Stands for the linker as the user of the entry symbol. */
    private static final ObjectFile START = new ObjectFile("start");

    /** Takes the members that define what is wanted now; whether there were any. */
    private boolean takeMembers(Archive archive, Set<Archive.Member> known, List<ObjectFile> place) {
        boolean any = false;
        for (Map.Entry<String, ObjectFile> want : List.copyOf(symbols.wanted().entrySet())) {
            String name = want.getKey();
            Archive.Member member = archive.defining(name);
            if (member == null || !symbols.wanted().containsKey(name) || !known.add(member)) {
                continue;
            }
            try {
                ObjectFile object = archive.object(member);
                take(object, place);
                taken.add(new Taken(object, name, want.getValue() == START ? null : want.getValue()));
                any = true;
            } catch (ElfFormatException unsound) {
                broken = true;
                diagnostics.error(null, archive.name() + ": " + unsound.getMessage());
            }
        }
        return any;
    }

    private void chooseStart() {
        start = entry(options.entry());
        written = start != null ? start : entry("main");
        if (start == null && written != null) {
            List<ObjectFile> stub = new ArrayList<>();
            take(StartStub.object(options.entry(), written), stub);
            inputs.add(stub);
            start = stub.get(0).symbols().get(0);
        }
    }

    /**
     * The symbol of that name to start at: a global one, else, as beginners forget {@code .globl}, the first local one.
     */
    private @Nullable Symbol entry(String name) {
        Symbol global = symbols.named(name);
        if (global != null) {
            return global;
        }
        for (List<ObjectFile> input : inputs) {
            for (ObjectFile object : input) {
                for (Symbol symbol : object.symbols()) {
                    if (symbol.binding() == Binding.LOCAL
                            && symbol.name().equals(name)
                            && symbol.place() instanceof Place.InSection) {
                        return symbol;
                    }
                }
            }
        }
        return null;
    }

    /** The objects of the program in their order, each assembled one followed by the object of its source lines. */
    List<ObjectFile> objects() {
        return objects;
    }

    GlobalSymbols symbols() {
        return symbols;
    }

    Discarded discarded() {
        return discarded;
    }

    /** The members of archives, in the order they were taken. */
    List<Taken> taken() {
        return taken;
    }

    /** Whether a member could not be read, so that names are missing for no other reason. */
    boolean isBroken() {
        return broken;
    }

    /** The symbols that the linker itself defines, which wait for the layout. */
    ProvidedSymbols provided() {
        return provided;
    }

    /** The symbol of the first instruction, or null. */
    @Nullable
    Symbol start() {
        return start;
    }

    /** The symbol that the user's code gives to start at: {@link #start}, or the {@code main} that the stub calls. */
    @Nullable
    Symbol written() {
        return written;
    }
}
