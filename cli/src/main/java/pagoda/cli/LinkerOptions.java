package pagoda.cli;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pagoda.asm.link.Executable;
import pagoda.asm.link.LinkOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
            description = "Where the program starts (default: _start).")
    private @Nullable String entry;

    @Option(names = "--gc-sections", description = "Leaves out sections that nothing refers to.")
    private boolean collect;

    @Option(
            names = "--no-relax",
            description = "Leaves code as long as it was assembled, where it allows the linker to shorten it.")
    private boolean unrelaxed;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            converter = Layouts.class,
            description =
                    "split: each segment begins a page of the file, too (default). compact: segments stand next to"
                            + " each other in the file, which makes it smallest.")
    private @Nullable SegmentLayout layout;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description =
                    "Writes to FILE what came where, and why: sections, symbols, members of archives, what was left"
                            + " out.")
    private @Nullable String map;

    /** Reads {@code --layout}. */
    static final class Layouts implements ITypeConverter<SegmentLayout> {
        @Override
        public SegmentLayout convert(String text) {
            return switch (text) {
                case "split" -> SegmentLayout.SPLIT;
                case "compact" -> SegmentLayout.COMPACT;
                default -> throw new TypeConversionException("'" + text + "' is none; there are split and compact");
            };
        }
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
