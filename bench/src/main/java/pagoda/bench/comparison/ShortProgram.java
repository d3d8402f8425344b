package pagoda.bench.comparison;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that does not run for long, and how it is started.
 *
 * @param name what the table calls it
 * @param options Pagoda's options
 * @param executable the ELF file
 * @param arguments the program's own
 * @param input all of its standard input
 */
record ShortProgram(String name, List<String> options, Path executable, List<String> arguments, String input) {
    /** The most instructions of a program that is short. */
    static final long MOST = 50_000_000;

    private static final String PART = "# part:";

    /** A guest of the comparison with QEMU that is cut off after so many millions of instructions. */
    static ShortProgram guest(Workload workload, Path executable, int millions) {
        return new ShortProgram(
                workload.word() + " " + millions + "M",
                List.of("--ram", "256M", "--max-steps", millions + "000000"),
                executable,
                List.of(Integer.toString(workload.rounds(Workload.WHOLE))),
                "");
    }

    /** The sources of the programs in a folder, sorted by name, without the parts of programs. */
    static List<Path> sources(Path folder) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path source : entries.filter(entry -> entry.toString().endsWith(".s"))
                    .sorted()
                    .toList()) {
                if (!Files.readString(source).startsWith(PART)) {
                    sources.add(source);
                }
            }
        }
        return sources;
    }

    /** The sources that the header of this one wants linked with it. */
    static List<Path> with(Path source) throws IOException {
        return words(source, "with").stream().map(source::resolveSibling).toList();
    }

    /** A program of the folder, run as its header says: {@code programs/README.md} describes it. */
    static ShortProgram of(Path source, Path executable) throws IOException {
        List<String> options = new ArrayList<>(List.of("--max-steps", Long.toString(MOST)));
        options.addAll(words(source, "options"));
        String input = String.join(
                "", lines(source, "stdin").stream().map(line -> line + "\n").toList());
        return new ShortProgram(executable.getFileName().toString(), options, executable, words(source, "args"), input);
    }

    private static List<String> words(Path source, String key) throws IOException {
        return lines(source, key).stream()
                .flatMap(line -> Stream.of(line.split(" ")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<String> lines(Path source, String key) throws IOException {
        String start = "# " + key + ":";
        return Files.readAllLines(source).stream()
                .takeWhile(line -> line.isBlank() || line.startsWith("#"))
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(Math.min(line.length(), start.length() + 1)))
                .toList();
    }

    /** How it is started. */
    List<String> command(Path launcher, String engine) {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "run", "--engine", engine));
        command.addAll(options);
        command.addAll(List.of(executable.toString(), "--"));
        command.addAll(arguments);
        return command;
    }

    /** Writes its standard input to a file. */
    void writeInput(Path file) throws IOException {
        Files.writeString(file, input, StandardCharsets.UTF_8);
    }
}
