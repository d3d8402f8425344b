package pagoda.tests.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A user program and what its header says of it: how it is run and what must come of it. The form of the header is
 * described in {@code programs/README.md}.
 *
 * @param path the program's own source
 * @param with further sources to link with it, in order
 * @param options Pagoda's options, which make the machine that the program is about
 * @param args the arguments after argv[0]
 * @param stdin all of standard input
 * @param stdout all of the expected standard output; {@value #FIGURE} stands for any number
 * @param exit the expected exit status, 0–255; 128 + signal if it is to be killed
 * @param errors texts that must each stand somewhere in Pagoda's standard error
 */
record ProgramFile(
        Path path,
        List<Path> with,
        List<String> options,
        List<String> args,
        String stdin,
        String stdout,
        int exit,
        List<String> errors) {

    /** A number that depends on more than the program, in an expected line of output. */
    static final String FIGURE = "<number>";

    private static final String PART = "# part:";

    /** A line for the tests: a word known to them, or one that looks like a slip of it ({@code expect-stdout}). */
    private static final Pattern LINE = Pattern.compile("# ((?:expect|stdin|args|options|with)[a-z-]*):(.*)");

    /** The folder of the programs, as seen from the module's base directory, where Maven runs the tests. */
    static Path folder() {
        return Path.of("..", "programs");
    }

    /** All programs right in a folder, sorted by name; parts of programs are left out. */
    static List<ProgramFile> allIn(Path folder) throws IOException {
        List<Path> sources;
        try (Stream<Path> entries = Files.list(folder)) {
            sources = entries.filter(entry -> entry.toString().endsWith(".s"))
                    .sorted()
                    .toList();
        }
        List<ProgramFile> programs = new ArrayList<>();
        for (Path source : sources) {
            String text = Files.readString(source);
            if (!text.startsWith(PART)) {
                programs.add(parse(source, text));
            }
        }
        return List.copyOf(programs);
    }

    /**
     * Reads the header of a program.
     *
     * @throws IllegalArgumentException naming file and line, if a line is not as it should be, stands below the header
     *     where it would count for nothing, or if nothing at all is expected of the program
     */
    static ProgramFile parse(Path path, String text) {
        Header header = new Header(path);
        List<String> lines = text.lines().toList();
        boolean inHeader = true;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            inHeader &= line.isBlank() || line.startsWith("#");
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String place = path + ":" + (i + 1) + ": ";
                if (!inHeader) {
                    throw new IllegalArgumentException(place + "'# " + matcher.group(1) + ":' below the header");
                }
                header.take(place, matcher.group(1), matcher.group(2));
            }
        }
        return header.program();
    }

    /** The sources to assemble and link, the program's own first. */
    List<Path> sources() {
        return Stream.concat(Stream.of(path), with.stream()).toList();
    }

    /** The output as it was, but for the figures that the header leaves open, which become {@value #FIGURE}. */
    String withoutOpenFigures(String output) {
        List<String> expected = stdout.lines().toList();
        List<String> lines = new ArrayList<>(output.lines().toList());
        for (int i = 0; i < Math.min(expected.size(), lines.size()); i++) {
            String pattern = Pattern.quote(expected.get(i)).replace(FIGURE, "\\E-?\\d+\\Q");
            if (lines.get(i).matches(pattern)) {
                lines.set(i, expected.get(i));
            }
        }
        String end = output.isEmpty() || output.endsWith("\n") ? "" : "\\ no newline at the end";
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining()) + end;
    }

    /** The file's name, by which a test names the program. */
    @Override
    public String toString() {
        return path.getFileName().toString();
    }

    /** What has been read of a header so far. */
    private static final class Header {
        private final Path path;
        private final List<Path> with = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private final List<String> args = new ArrayList<>();
        private final StringBuilder stdin = new StringBuilder();
        private final StringBuilder stdout = new StringBuilder();
        private final List<String> errors = new ArrayList<>();
        private int exit;
        private boolean exitGiven;
        private boolean expectsSomething;

        Header(Path path) {
            this.path = path;
        }

        void take(String place, String key, String rest) {
            if (!rest.isEmpty() && !rest.startsWith(" ")) {
                throw new IllegalArgumentException(place + "no space after '# " + key + ":'");
            }
            String value = rest.isEmpty() ? "" : rest.substring(1);
            expectsSomething |= key.startsWith("expect");
            switch (key) {
                case "expect" -> stdout.append(value).append('\n');
                case "expect-exit" -> takeExit(place, value);
                case "expect-error" -> takeError(place, value);
                case "stdin" -> stdin.append(value).append('\n');
                case "options" -> options.addAll(words(value));
                case "args" -> args.addAll(words(value));
                case "with" -> words(value).forEach(name -> with.add(path.resolveSibling(name)));
                default -> throw new IllegalArgumentException(place + "unknown line '# " + key + ":'");
            }
        }

        private void takeExit(String place, String value) {
            if (exitGiven) {
                throw new IllegalArgumentException(place + "a second exit status");
            }
            if (!value.matches("\\d{1,3}") || Integer.parseInt(value) > 255) {
                throw new IllegalArgumentException(place + "exit status '" + value + "' is not in 0-255");
            }
            exit = Integer.parseInt(value);
            exitGiven = true;
        }

        private void takeError(String place, String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException(place + "an empty text is in every error output");
            }
            errors.add(value);
        }

        private static List<String> words(String value) {
            return Stream.of(value.split(" ")).filter(word -> !word.isEmpty()).toList();
        }

        ProgramFile program() {
            if (!expectsSomething) {
                throw new IllegalArgumentException(path + ": nothing is expected of this program");
            }
            return new ProgramFile(
                    path,
                    List.copyOf(with),
                    List.copyOf(options),
                    List.copyOf(args),
                    stdin.toString(),
                    stdout.toString(),
                    exit,
                    List.copyOf(errors));
        }
    }
}
