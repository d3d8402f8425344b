package pagoda.asm.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the GNU tools in a directory, as oracles. */
final class Gnu {

    private final Path directory;

    Gnu(Path directory) {
        this.directory = directory;
    }

    Path file(String name, byte[] contents) throws IOException {
        return Files.write(directory.resolve(name), contents);
    }

    Path file(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] read(String name) throws IOException {
        return Files.readAllBytes(directory.resolve(name));
    }

    /** What the command prints, both streams; fails unless it succeeds. */
    String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        if (status != 0) {
            throw new AssertionError(List.of(command) + " ended with " + status + ":\n" + printed);
        }
        return printed;
    }
}
