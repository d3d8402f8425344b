package pagoda.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Spelling;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.policy.simulation.ReferenceString;
import pagoda.kernel.mm.policy.simulation.SimulationOptions;

/** {@code pagoda policy}: compares page-replacement policies on a reference string. */
final class Policy implements Command {
    static final String NAME = "policy";

    private static final String ALL = "all";

    private final HostStreams streams;
    private final PrintWriter out;
    private final Messages messages;

    private String policies = ALL;

    private @Nullable String frames;

    private boolean steps;

    private @Nullable String svg;

    private @Nullable String file;

    private @Nullable Integer thread;

    private @Nullable Long tick;

    private @Nullable Long window;

    private long seed = SimulationOptions.DEFAULT.seed();

    private List<String> words = new ArrayList<>();

    Policy(HostStreams streams, PrintWriter out, Messages messages) {
        this.streams = streams;
        this.out = out;
        this.messages = messages;
    }

    @Override
    public void declare(Options options) {
        options.description("Compares page-replacement policies on a reference string, as in a textbook.");
        options.synopsis("pagoda policy [OPTIONS] (REFERENCE... | --file FILE)");
        options.value(
                "--policy",
                "NAMES",
                String.class,
                given -> policies = given,
                "The policies, with commas between them (default: all).");
        options.value(
                "--frames",
                "COUNTS",
                String.class,
                given -> frames = given,
                "Numbers of frames: 3, or 3,4, or 1-8 (default: up to one for each page).");
        options.flag("--steps", given -> steps = given, "Draws what is in the frames after each reference.");
        options.value(
                "--svg", "FILE", String.class, given -> svg = given, "Draws the faults over the frames as a picture.");
        options.value(
                "--file",
                "FILE",
                String.class,
                given -> file = given,
                "Reads the references from a file; - is the standard input.");
        options.value(
                "--thread",
                "N",
                Integer.class,
                given -> thread = given,
                "Of a file with several threads, the one to take (default: the first).");
        options.value(
                "--tick",
                "N",
                Long.class,
                given -> tick = given,
                "References between two ticks, at which R bits are harvested by nru, aging and mglru (default: as many"
                        + " as there are frames).");
        options.value(
                "--window",
                "N",
                Long.class,
                given -> window = given,
                "References for which a page belongs to the working set (default: as many as there are frames).");
        options.value("--seed", "N", Long.class, given -> seed = given, "Where random choices come from (default: 1).");
        options.parameters(
                "REFERENCE",
                "0..*",
                given -> words = given,
                "A page, as 7 or 0x12000; 7w is a write. Blanks or commas stand between them.");
        options.footer(footer());
    }

    /** The table of the policies. */
    private static String[] footer() {
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
        return footer.toArray(new String[0]);
    }

    @Override
    public Integer call() {
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
        out.print(new FaultTable(curves, asked).text());
        if (steps) {
            for (PolicyKind kind : asked) {
                for (int count : counts) {
                    out.print('\n' + new StepPicture(kind, count, references, options, read.isHexadecimal()).text());
                }
            }
        }
        out.flush();
        return 0;
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
