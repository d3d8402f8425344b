package pagoda.asm.link;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostic;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
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

    private Linker(LinkOptions options, Diagnostics diagnostics) {
        this.options = options;
        this.diagnostics = diagnostics;
    }

    /**
     * Links the objects, and what they need of the archives; none is changed.
     *
     * @return the executable, or null if an error was reported to {@code diagnostics} in this call
     */
    public static @Nullable Executable linkInputs(
            List<LinkInput> inputs, LinkOptions options, Diagnostics diagnostics) {
        int before = diagnostics.errorCount();
        Linker linker = new Linker(options, diagnostics);
        Resolution resolution = new Resolution(inputs, options, diagnostics);
        ObjectFile commons = CommonSymbols.allocate(resolution.symbols());
        if (options.collect()) {
            List<ObjectFile> all = new ArrayList<>(resolution.objects());
            all.add(commons);
            SectionCollector.run(resolution, all);
        }
        linker.check(resolution);
        Executable file = diagnostics.errorCount() == before ? linker.place(resolution, commons) : null;
        return diagnostics.errorCount() == before ? file : null;
    }

    /** {@link #linkInputs} of objects alone: the executable's bytes. */
    public static byte @Nullable [] link(List<ObjectFile> objects, LinkOptions options, Diagnostics diagnostics) {
        Executable file = linkInputs(inputs(objects), options, diagnostics);
        return file == null ? null : file.bytes();
    }

    /**
     * Reports what {@link #linkInputs} would report of names: those that are defined twice, and those that are used and defined
     * nowhere. For objects of sources that have errors already, so that one run finds these too.
     */
    public static void checkNames(List<LinkInput> inputs, Diagnostics diagnostics) {
        LinkOptions options = LinkOptions.defaults().withDebugLines(false);
        new Linker(options, diagnostics).check(new Resolution(inputs, options, diagnostics));
    }

    /** Each object as an input of its own. */
    public static List<LinkInput> inputs(List<ObjectFile> objects) {
        return objects.stream().<LinkInput>map(LinkInput.Single::new).toList();
    }

    /** Reports undefined names, unless some are missing only because a member of an archive could not be read. */
    private void check(Resolution resolution) {
        if (!resolution.isBroken()) {
            References.check(resolution.objects(), resolution.symbols(), resolution.discarded(), diagnostics);
        }
    }

    private @Nullable Executable place(Resolution resolution, ObjectFile commons) {
        GlobalSymbols symbols = resolution.symbols();
        List<ObjectFile> inputs = new ArrayList<>(resolution.objects());
        GlobalOffsetTable table = new GlobalOffsetTable(inputs, symbols, resolution.discarded());
        inputs.add(table.object());
        inputs.add(commons);
        Layout layout;
        try {
            layout = new Layout(inputs, resolution.discarded(), options.compact());
            checkSize(layout);
        } catch (LayoutException tooLarge) {
            diagnostics.error(null, String.valueOf(tooLarge.getMessage()));
            return null;
        }
        Symbol start = resolution.start();
        int flags = MachineFlags.of(resolution.objects(), diagnostics);
        MergedSection text = layout.section(".text");
        if (start == null && text == null) {
            diagnostics.error(
                    null, "nothing to run: there is no " + options.entry() + ", no main and no code in .text");
            return null;
        }
        checkExecutable(resolution.written());
        resolution.provided().place(layout);
        if (!shorten(layout, resolution)) {
            return null;
        }
        table.fill(layout);
        long entry = start != null ? layout.address(start) : text == null ? 0 : text.address();
        Relocator relocator =
                new Relocator(new RelocationValues(layout, symbols, table), diagnostics, new ObjectLines());
        for (MergedSection section : layout.sections()) {
            section.collect();
            section.parts().forEach(relocator::apply);
        }
        return new Executable(
                ExecutableFile.write(layout, inputs, symbols, entry, flags),
                () -> LinkMap.text(layout, resolution, inputs));
    }

    /** Takes out of code what is not needed; false if that was impossible and reported. */
    private boolean shorten(Layout layout, Resolution resolution) {
        try {
            for (MergedSection section : layout.sections()) {
                for (PlacedSection part : section.parts()) {
                    Relocation wrong = part.cut();
                    if (wrong != null) {
                        diagnostics.error(
                                null,
                                "R_RISCV_ALIGN at " + References.place(part.object(), part.section(), wrong)
                                        + " has too few nops for its boundary");
                        return false;
                    }
                }
            }
            layout.place();
            resolution.provided().place(layout);
            if (options.relax()) {
                new Relaxation(layout, resolution.symbols(), resolution.provided(), options.compact()).run();
            }
            return true;
        } catch (LayoutException tooLarge) {
            diagnostics.error(null, String.valueOf(tooLarge.getMessage()));
            return false;
        }
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

    /** Demands that the file does not become too large. */
    static void checkSize(Layout layout) throws LayoutException {
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
