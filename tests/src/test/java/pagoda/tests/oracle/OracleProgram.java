package pagoda.tests.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program of {@code src/test/resources/oracle}, in C or assembly. Its header may hold lines {@code // linux: TEXT}: the
 * output on Linux, line by line, where QEMU departs from it; the exit status is then 0.
 *
 * @param source the source file
 * @param linux the whole expected output where QEMU cannot be asked, else null
 */
record OracleProgram(Path source, @Nullable String linux) {

    private static final String LINUX = "// linux: ";

    /** The folder of the programs, as seen from the module's base directory, where Maven runs the tests. */
    static Path folder() {
        return Path.of("src", "test", "resources", "oracle");
    }

    /** All programs, sorted by name. */
    static List<OracleProgram> all() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            List<Path> sources = files.filter(file -> file.toString().matches(".*\\.[cs]"))
                    .sorted()
                    .toList();
            return List.copyOf(readAll(sources));
        }
    }

    private static List<OracleProgram> readAll(List<Path> sources) throws IOException {
        List<OracleProgram> programs = new ArrayList<>();
        for (Path source : sources) {
            List<String> lines = Files.readAllLines(source).stream()
                    .filter(line -> line.startsWith(LINUX))
                    .map(line -> line.substring(LINUX.length()) + "\n")
                    .toList();
            programs.add(new OracleProgram(source, lines.isEmpty() ? null : String.join("", lines)));
        }
        return programs;
    }

    /** The file's name, by which a test names the program. */
    @Override
    public String toString() {
        return source.getFileName().toString();
    }
}
