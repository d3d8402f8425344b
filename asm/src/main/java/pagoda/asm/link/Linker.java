package pagoda.asm.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostic;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.Binding;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.Symbol;

/**
 * Links objects to one static ELF64 executable for rv64, lp64. Deterministic: the same objects in the same order and
 * the same options give the same bytes.
 */
public final class Linker {

    /** The most bytes that an executable's sections may have in the file. */
    public static final long MAX_CONTENTS = 1L << 28;

    private final LinkOptions options;
    private final Diagnostics diagnostics;
    private final GlobalSymbols symbols = new GlobalSymbols();
    private final List<ObjectFile> inputs = new ArrayList<>();

    private Linker(LinkOptions options, Diagnostics diagnostics) {
        this.options = options;
        this.diagnostics = diagnostics;
    }

    /**
     * Links the objects; they are not changed.
     *
     * @return the executable's bytes, or null if an error was reported to {@code diagnostics} in this call
     */
    public static byte @Nullable [] link(List<ObjectFile> objects, LinkOptions options, Diagnostics diagnostics) {
        int before = diagnostics.errorCount();
        byte[] file = new Linker(options, diagnostics).link(objects);
        return diagnostics.errorCount() == before ? file : null;
    }

    /**
     * Reports what {@link #link} would report of names: those that are defined twice, and those that are used and defined
     * nowhere. For objects of sources that have errors already, so that one run finds these too.
     */
    public static void checkNames(List<ObjectFile> objects, Diagnostics diagnostics) {
        new Linker(new LinkOptions("_start", false), diagnostics).resolve(objects);
    }

    private byte @Nullable [] link(List<ObjectFile> objects) {
        int before = diagnostics.errorCount();
        Names names = resolve(objects);
        return diagnostics.errorCount() == before ? place(names) : null;
    }

    /**
     * What resolving found.
     *
     * @param start the symbol of the first instruction, or null
     * @param written the symbol that the source gave to start at: {@code start}, or the {@code main} that the stub calls
     * @param provided the symbols that wait for the layout
     */
    private record Names(@Nullable Symbol start, @Nullable Symbol written, ProvidedSymbols provided) {}

    private Names resolve(List<ObjectFile> objects) {
        for (ObjectFile object : objects) {
            take(object);
        }
        Symbol start = entry(options.entry(), objects);
        Symbol written = start != null ? start : entry("main", objects);
        if (start == null && written != null) {
            ObjectFile stub = StartStub.object(options.entry(), written);
            take(stub);
            start = stub.symbols().get(0);
        }
        Set<String> undefined = References.undefinedNames(inputs, symbols);
        ProvidedSymbols provided = new ProvidedSymbols(undefined, symbols);
        References.check(inputs, symbols, diagnostics);
        return new Names(start, written, provided);
    }

    /** Takes an object, and after it the object that tells its source lines. */
    private void take(ObjectFile object) {
        inputs.add(object);
        symbols.add(object, diagnostics);
        ObjectFile lines = options.debugLines() ? DebugLines.of(object) : null;
        if (lines != null) {
            inputs.add(lines);
        }
    }

    /**
     * The symbol of that name to start at: a global one, else, as beginners forget {@code .globl}, the first local one.
     */
    private @Nullable Symbol entry(String name, List<ObjectFile> objects) {
        Symbol global = symbols.named(name);
        if (global != null) {
            return global;
        }
        for (ObjectFile object : objects) {
            for (Symbol symbol : object.symbols()) {
                if (symbol.binding() == Binding.LOCAL
                        && symbol.name().equals(name)
                        && symbol.place() instanceof Place.InSection) {
                    return symbol;
                }
            }
        }
        return null;
    }

    private byte @Nullable [] place(Names names) {
        ObjectFile commons = CommonSymbols.allocate(symbols);
        GlobalOffsetTable table = new GlobalOffsetTable(inputs, symbols);
        inputs.add(table.object());
        inputs.add(commons);
        Layout layout;
        try {
            layout = new Layout(inputs);
            checkSize(layout);
        } catch (LayoutException tooLarge) {
            diagnostics.error(null, String.valueOf(tooLarge.getMessage()));
            return null;
        }
        Symbol start = names.start;
        MergedSection text = layout.section(".text");
        if (start == null && text == null) {
            diagnostics.error(
                    null, "nothing to run: there is no " + options.entry() + ", no main and no code in .text");
            return null;
        }
        checkExecutable(names.written);
        names.provided.place(layout);
        table.fill(layout);
        long entry = start != null ? layout.address(start) : text == null ? 0 : text.address();
        Relocator relocator = new Relocator(new RelocationValues(layout, symbols, table), diagnostics);
        for (MergedSection section : layout.sections()) {
            section.collect();
            section.parts().forEach(relocator::apply);
        }
        return ExecutableFile.write(layout, inputs, symbols, entry);
    }

    /** Warns of the common mistake of going back to code after {@code .data} without saying so. */
    private void checkExecutable(@Nullable Symbol start) {
        if (start != null
                && start.place() instanceof Place.InSection in
                && !in.section().has(SectionFlag.EXECINSTR)) {
            String message = "the program starts at '" + start.name() + "', which is in "
                    + in.section().name() + ", where nothing can be executed";
            diagnostics.report(Diagnostic.warning(start.definition(), message).withTip("put .text before it"));
        }
    }

    private static void checkSize(Layout layout) throws LayoutException {
        long contents = 0;
        for (Tier tier : Tier.values()) {
            long start = -1;
            for (MergedSection section : layout.tier(tier)) {
                start = start < 0 ? section.address() : start;
                if (!section.isNoBits()) {
                    // In a segment, gaps that alignment leaves stand in the file too.
                    contents += tier == Tier.UNLOADED ? section.size() : section.end() - start;
                    start = section.end();
                }
                if (contents > MAX_CONTENTS) {
                    throw new LayoutException("section " + section.name() + " brings the executable to " + contents
                            + " bytes; at most " + MAX_CONTENTS + " can be written");
                }
            }
        }
    }
}
