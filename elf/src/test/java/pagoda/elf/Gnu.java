package pagoda.elf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the GNU tools in a directory, as oracles. */
public final class Gnu {

    private final Path directory;

    public Gnu(Path directory) {
        this.directory = directory;
    }

    public Path file(String name, byte[] contents) throws IOException {
        return Files.write(directory.resolve(name), contents);
    }

    public Path file(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(directory.resolve(name));
    }

    /** What the command prints, both streams; fails unless it succeeds. */
    public String run(String... command) throws IOException, InterruptedException {
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
