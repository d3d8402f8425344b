package pagoda.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Spelling;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.policy.simulation.ReferenceString;
import pagoda.kernel.mm.policy.simulation.SimulationOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagoda policy}: compares page-replacement policies on a reference string. */
@Command(
        name = Policy.NAME,
        description = "Compares page-replacement policies on a reference string, as in a textbook.",
        customSynopsis = "pagoda policy [OPTIONS] (REFERENCE... | --file FILE)")
final class Policy implements Runnable {
    static final String NAME = "policy";

    private static final String ALL = "all";

    private final HostStreams streams;
    private final Messages messages;
    private @Nullable CommandSpec spec;

    @Mixin
    HelpOption help = new HelpOption();

    @Option(
            names = "--policy",
            paramLabel = "NAMES",
            description = "The policies, with commas between them (default: all).")
    private String policies = ALL;

    @Option(
            names = "--frames",
            paramLabel = "COUNTS",
            description = "Numbers of frames: 3, or 3,4, or 1-8 (default: up to one for each page).")
    private @Nullable String frames;

    @Option(names = "--steps", description = "Draws what is in the frames after each reference.")
    private boolean steps;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draws the faults over the frames as a picture.")
    private @Nullable String svg;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Reads the references from a file; - is the standard input.")
    private @Nullable String file;

    @Option(
            names = "--thread",
            paramLabel = "N",
            description = "Of a file with several threads, the one to take (default: the first).")
    private @Nullable Integer thread;

    @Option(
            names = "--tick",
            paramLabel = "N",
            description =
                    "References between two ticks, at which R bits are harvested by nru, aging and mglru (default: as many"
                            + " as there are frames).")
    private @Nullable Long tick;

    @Option(
            names = "--window",
            paramLabel = "N",
            description =
                    "References for which a page belongs to the working set (default: as many as there are frames).")
    private @Nullable Long window;

    @Option(names = "--seed", paramLabel = "N", description = "Where random choices come from (default: 1).")
    private long seed = SimulationOptions.DEFAULT.seed();

    @Parameters(
            paramLabel = "REFERENCE",
            arity = "0..*",
            description = "A page, as 7 or 0x12000; 7w is a write. Blanks or commas stand between them.")
    private List<String> words = new ArrayList<>();

    Policy(HostStreams streams, Messages messages) {
        this.streams = streams;
        this.messages = messages;
    }

    /** Told once, before the command is used: the help has the table of the policies. */
    @Spec
    void spec(CommandSpec given) {
        spec = given;
        List<String> footer = new ArrayList<>(List.of("", "Which page leaves, if there is no free frame:"));
        for (PolicyKind kind : PolicyKind.values()) {
            footer.add(Text.format("  %-15s  %s", kind.word(), kind.description()));
        }
        footer.addAll(List.of(
                "",
                "Each reference is one access; it is a fault if the page is in no frame. It sets",
                "the page's R bit, also when it brings the page in. Among equals mostly the page",
                "that came first leaves: docs/policies.md has each policy's rule.",
                "",
                "Example: pagoda policy --policy fifo,lru --frames 3,4 1 2 3 4 1 2 5 1 2 3 4 5"));
        given.usageMessage().footer(footer.toArray(new String[0]));
    }

    @Override
    public void run() {
        List<PolicyKind> asked = kinds();
        References read = read();
        ReferenceString references = read.of(thread);
        int[] counts = frames == null ? FrameCounts.upTo(references.distinctPages()) : FrameCounts.parse(frames);
        SimulationOptions options = new SimulationOptions(positive("--tick", tick), positive("--window", window), seed);
        if (steps) {
            checkSteps(counts, references.length());
        }
        Set<PolicyKind> shown = new LinkedHashSet<>(asked);
        shown.add(PolicyKind.OPT);
        FaultCurves curves = FaultCurves.of(List.copyOf(shown), counts, references, options);
        if (svg != null) {
            HostFiles.write(svg, FaultChart.svg(curves).getBytes(StandardCharsets.UTF_8), false);
        }
        sayWhoseTheyAre(read);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(new FaultTable(curves, asked).text());
        if (steps) {
            for (PolicyKind kind : asked) {
                for (int count : counts) {
                    out.print('\n' + new StepPicture(kind, count, references, options, read.isHexadecimal()).text());
                }
            }
        }
        out.flush();
    }

    private List<PolicyKind> kinds() {
        if (policies.equals(ALL)) {
            return List.of(PolicyKind.values());
        }
        return Arrays.stream(policies.split(",", -1))
                .map(Policy::kind)
                .distinct()
                .toList();
    }

    private static PolicyKind kind(String word) {
        return PolicyKind.of(word).orElseThrow(() -> {
            List<String> known =
                    Arrays.stream(PolicyKind.values()).map(PolicyKind::word).collect(Collectors.toList());
            String meant = Spelling.nearest(word, known);
            return new Failure("--policy: '" + word + "' is no policy; "
                    + (meant == null
                            ? "there are " + String.join(", ", known) + ", and all"
                            : "did you mean '" + meant + "'?"));
        });
    }

    private References read() {
        if (file == null) {
            if (words.isEmpty()) {
                throw new Failure("references are missing; write 1 2 3, or --file FILE (see pagoda policy --help)");
            }
            return References.ofWords(words);
        }
        if (!words.isEmpty()) {
            throw new Failure("references are given twice: with --file, and as '" + words.get(0) + "'");
        }
        return References.ofFile(file, file.equals("-") ? standardInput() : HostFiles.read(file));
    }

    private byte[] standardInput() {
        try {
            return streams.input().readAllBytes();
        } catch (IOException unreadable) {
            throw new Failure("the standard input cannot be read");
        }
    }

    private void sayWhoseTheyAre(References read) {
        List<Integer> threads = read.threads();
        if (thread == null && threads.size() > 1) {
            String all = threads.stream().limit(8).map(String::valueOf).collect(Collectors.joining(", "));
            messages.say("there are references of " + threads.size() + " threads (" + all
                    + (threads.size() > 8 ? ", …" : "") + "); these are of thread " + threads.get(0)
                    + ", --thread N takes another");
        }
    }

    private static void checkSteps(int[] counts, int length) {
        if (counts[counts.length - 1] > StepPicture.MOST_FRAMES || length > StepPicture.MOST_REFERENCES) {
            throw new Failure("--steps: at most " + StepPicture.MOST_FRAMES + " frames and "
                    + StepPicture.MOST_REFERENCES + " references can be drawn");
        }
    }

    /** The value of an option, or 0 if it is not given. */
    private static long positive(String option, @Nullable Long value) {
        if (value != null && value < 1) {
            throw new Failure(option + ": at least 1 reference");
        }
        return value == null ? 0 : value;
    }
}
