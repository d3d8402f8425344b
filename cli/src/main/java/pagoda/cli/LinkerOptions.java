package pagoda.cli;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pagoda.asm.link.Executable;
import pagoda.asm.link.LinkOptions;
import picocli.CommandLine.Option;

/** The options of {@code asm} that say how to link. */
final class LinkerOptions {
    /** How segments lie in the file. */
    enum SegmentLayout {
        SPLIT,
        COMPACT
    }

    @Option(
            names = {"-e", "--entry"},
            paramLabel = "SYMBOL",
            defaultValue = "_start",
            description = "Where the program starts (default: ${DEFAULT-VALUE}).")
    private String entry = "_start";

    @Option(names = "--gc-sections", description = "Leaves out sections that nothing refers to.")
    private boolean collect;

    @Option(
            names = "--no-relax",
            description = "Leaves code as long as it was assembled, where it allows the linker to shorten it.")
    private boolean unrelaxed;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "split",
            description =
                    "split: each segment begins a page of the file, too (default). compact: segments stand next to"
                            + " each other in the file, which makes it smallest.")
    private SegmentLayout layout = SegmentLayout.SPLIT;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description =
                    "Writes to FILE what came where, and why: sections, symbols, members of archives, what was left"
                            + " out.")
    private @Nullable String map;

    LinkOptions options() {
        return LinkOptions.defaults()
                .withEntry(entry)
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
