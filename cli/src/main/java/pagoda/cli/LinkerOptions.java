package pagoda.cli;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pagoda.asm.link.Executable;
import pagoda.asm.link.LinkOptions;

/** The options of {@code asm} that say how to link. */
final class LinkerOptions {
    /** How segments lie in the file. */
    enum SegmentLayout {
        SPLIT,
        COMPACT
    }

    private @Nullable String entry;

    private boolean collect;

    private boolean unrelaxed;

    private @Nullable SegmentLayout layout;

    private @Nullable String map;

    void declare(Options options) {
        options.value(
                "-e, --entry",
                "SYMBOL",
                String.class,
                given -> entry = given,
                "Where the program starts (default: _start).");
        options.flag("--gc-sections", given -> collect = given, "Leaves out sections that nothing refers to.");
        options.flag(
                "--no-relax",
                given -> unrelaxed = given,
                "Leaves code as long as it was assembled, where it allows the linker to shorten it.");
        options.value(
                "--layout",
                "LAYOUT",
                LinkerOptions::layout,
                given -> layout = given,
                "split: each segment begins a page of the file, too (default). compact: segments stand next to"
                        + " each other in the file, which makes it smallest.");
        options.value(
                "--map",
                "FILE",
                String.class,
                given -> map = given,
                "Writes to FILE what came where, and why: sections, symbols, members of archives, what was left"
                        + " out.");
    }

    /** Reads {@code --layout}. */
    private static SegmentLayout layout(String text) {
        return switch (text) {
            case "split" -> SegmentLayout.SPLIT;
            case "compact" -> SegmentLayout.COMPACT;
            default -> throw new IllegalArgumentException("'" + text + "' is none; there are split and compact");
        };
    }

    /** Whether any of them is. */
    boolean isGiven() {
        return entry != null || collect || unrelaxed || layout != null || map != null;
    }

    LinkOptions options() {
        LinkOptions usual = LinkOptions.defaults();
        return (entry == null ? usual : usual.withEntry(entry))
                .withCollect(collect)
                .withRelax(!unrelaxed)
                .withCompact(layout == SegmentLayout.COMPACT);
    }

    /** Writes the map, if one is wanted. */
    void writeMap(Executable executable) {
        if (map != null) {
            HostFiles.write(map, executable.map().getBytes(StandardCharsets.UTF_8), false);
        }
    }
}
