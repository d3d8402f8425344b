package pagoda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell command: what runs there is explained as elsewhere. */
final class ShellTest {
    private static final Path PROGRAMS = Path.of("..", "programs");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Invocation shell(String input) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        for (String part : List.of("sh.s", "lib/process.s", "lib/files.s", "lib/print.s")) {
            Files.copy(PROGRAMS.resolve(part), folder.resolve(part));
        }
        return Invocation.withInput(input, "shell", "--programs", folder.toString());
    }

    @Test
    void aCrashShowsTheLineOfASourceThatWasAssembledInside() throws IOException {
        Files.writeString(folder.resolve("dies.s"), ".globl _start\n_start: li a0, 8\n  sd a1, 0(a0) # here\n");

        assertThat(shell("dies.s\nexit\n").stderr()).contains("  /programs/dies.s:3:   sd a1, 0(a0) # here\n");
    }

    @Test
    void soItDoesForALineOfAnIncludedFile() throws IOException {
        Files.writeString(folder.resolve("dies.s"), ".globl _start\n_start:\n.include \"part.s\"\n");
        Files.writeString(folder.resolve("part.s"), "  ebreak # in part\n");

        assertThat(shell("dies.s\nexit\n").stderr()).contains("part.s:1:   ebreak # in part\n");
    }
}
