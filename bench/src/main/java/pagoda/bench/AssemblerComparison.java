package pagoda.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pagoda.asm.Assembler;
import pagoda.asm.diagnostic.Diagnostics;

/**
 * The assembler beside GNU as on the same source, in one run: lines per second after start-up, and the most memory either
 * took. Each assembly is a process of its own, ours with the options that {@code ./pagoda asm} gives the JVM; what it takes for
 * one line counts as its start-up.
 */
public final class AssemblerComparison {

    private static final int[] LINES = {200_000, 2_000_000};

    /** Runs of each assembly, of which the fastest counts. */
    private static final int RUNS = 3;

    private record Result(double seconds, long kibibytes) {}

    private AssemblerComparison() {}

    /** Compares; with {@code --child FILE} it is our own assembler's process. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2 && arguments[0].equals("--child")) {
            assemble(Path.of(arguments[1]));
            return;
        }
        Path directory = Files.createTempDirectory("assembler");
        try {
            compare(directory);
        } finally {
            try (var files = Files.list(directory)) {
                files.forEach(file -> file.toFile().delete());
            }
            Files.delete(directory);
        }
    }

    private static void compare(Path directory) throws IOException, InterruptedException {
        Path tiny = Files.writeString(directory.resolve("tiny.s"), "nop\n");
        double startOurs = ours(tiny).seconds;
        double startTheirs = theirs(tiny).seconds;
        double before = 0;
        System.out.println("    lines   pagoda lines/s   as lines/s   ratio   pagoda MiB   as MiB   pagoda s");
        for (int wanted : LINES) {
            String text = CompilerOutput.ofLines(wanted);
            long lines = text.lines().count();
            Path source = Files.writeString(directory.resolve("generated.s"), text);
            Result ours = ours(source);
            Result theirs = theirs(source);
            double seconds = ours.seconds - startOurs;
            double theirSeconds = theirs.seconds - startTheirs;
            System.out.printf(
                    Locale.ROOT,
                    "%9d   %14.0f   %10.0f   %5.2f   %10d   %6d   %8.2f%n",
                    lines,
                    lines / seconds,
                    lines / theirSeconds,
                    seconds / theirSeconds,
                    ours.kibibytes >> 10,
                    theirs.kibibytes >> 10,
                    seconds);
            if (before > 0) {
                System.out.printf(Locale.ROOT, "ten times the lines take %.1f times as long%n", seconds / before);
            }
            before = seconds;
        }
    }

    private static Result ours(Path source) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:Tier3InvocationThreshold=20",
                "-XX:Tier3MinInvocationThreshold=10",
                "-XX:Tier3CompileThreshold=200",
                "-XX:Tier3BackEdgeThreshold=5000",
                "-Xmx3g",
                "-XX:MaxNewSize=256m",
                "-Xss16m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                AssemblerComparison.class.getName(),
                "--child",
                source.toString()));
        return fastest(command);
    }

    private static Result theirs(Path source) throws IOException, InterruptedException {
        return fastest(List.of("riscv64-unknown-elf-as", "-march=rv64g", "-o", source + ".o", source.toString()));
    }

    private static Result fastest(List<String> command) throws IOException, InterruptedException {
        Result best = timed(command);
        for (int run = 1; run < RUNS; run++) {
            Result next = timed(command);
            best = next.seconds < best.seconds ? next : best;
        }
        return best;
    }

    /** GNU time tells what a process took. */
    private static Result timed(List<String> command) throws IOException, InterruptedException {
        File report = File.createTempFile("time", null);
        try {
            List<String> timed = new ArrayList<>(List.of("time", "-f", "%e %U %M", "-o", report.getPath()));
            timed.addAll(command);
            long start = System.nanoTime();
            int status = new ProcessBuilder(timed).inheritIO().start().waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
            }
            String[] fields = Files.readString(report.toPath()).strip().split(" ");
            return new Result(seconds, Long.parseLong(fields[2]));
        } finally {
            report.delete();
        }
    }

    private static void assemble(Path source) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        new Assembler(diagnostics).assemble(source.getFileName().toString(), Files.readAllBytes(source));
        if (diagnostics.hasErrors()) {
            System.err.write(diagnostics.render().getBytes(StandardCharsets.UTF_8));
            System.exit(1);
        }
    }
}
