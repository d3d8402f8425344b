package pagoda.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.elf.ElfFile;
import pagoda.kernel.Kernel;
import pagoda.kernel.KernelOptions;
import pagoda.kernel.RunResult;

/**
 * Freestanding C and assembly programs, built by GCC, do the same on the kernel as on Linux: same output, same exit status.
 * Where QEMU's user mode departs from Linux, {@code docs/oracle.md} tells; the programs stay clear of it.
 */
@Tag("oracle")
final class KernelOnLinuxTest {
    private static final Path SOURCES = Path.of("src/test/resources/kernel").toAbsolutePath();
    private static final List<String> ARGUMENTS = List.of("one", "", "two words");
    private static final List<String> ENVIRONMENT = List.of("PAGODA=tower of tiers");
    private static final byte[] INPUT = "some input\nsecond line\n".getBytes(StandardCharsets.UTF_8);
    private static final String PATH = "dir/program";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    /** Every C program at two levels, every assembly program once. */
    static List<String> programs() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.map(file -> file.getFileName().toString()).sorted().forEach(name -> {
                if (name.endsWith(".c")) {
                    all.add(name + " -O0");
                    all.add(name + " -O2");
                } else if (name.endsWith(".S")) {
                    all.add(name);
                }
            });
        }
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void aProgramDoesHereWhatItDoesOnLinux(String program) throws Exception {
        Path executable = build(program);
        Path input = Files.write(temporary.resolve("input"), INPUT);
        List<String> command = new ArrayList<>(List.of("qemu-riscv64", "-0", PATH, executable.toString()));
        command.addAll(ARGUMENTS);
        Path linuxOutput = temporary.resolve("output");
        int linuxStatus = execute(command, input, linuxOutput);

        GuestConsole console = new GuestConsole(INPUT);
        Kernel kernel = new Kernel(KernelOptions.DEFAULT.withRam(16 << 20).withAudit(true), console, console);
        RunResult result =
                kernel.run(ElfFile.readForExec(Files.readAllBytes(executable)), PATH, ARGUMENTS, ENVIRONMENT);

        assertThat(new String(console.output(), StandardCharsets.UTF_8))
                .as("standard output; crashes: %s", console.crashes())
                .isEqualTo(Files.readString(linuxOutput));
        assertThat(Objects.requireNonNull(result.status()).shellStatus())
                .as("exit status; crashes: %s", console.crashes())
                .isEqualTo(linuxStatus);
    }

    private Path build(String program) throws Exception {
        String[] words = program.split(" ");
        Path executable = temporary.resolve("program");
        List<String> command = new ArrayList<>(List.of(
                "riscv64-unknown-elf-gcc",
                "-march=rv64ima_zicsr_zifencei",
                "-mabi=lp64",
                "-nostdlib",
                "-static",
                "-ffreestanding",
                "-Wl,--no-relax",
                "-Wl,--no-warn-rwx-segments",
                "-o",
                executable.toString(),
                SOURCES.resolve(words[0]).toString()));
        command.addAll(List.of(words).subList(1, words.length));
        int status = execute(command, Files.createFile(temporary.resolve("nothing")), temporary.resolve("output"));
        assertThat(status)
                .as("%s", Files.readString(temporary.resolve("errors")))
                .isZero();
        return executable;
    }

    /** Runs a host command in the temporary folder, in the programs' environment; gives its exit status. */
    private int execute(List<String> command, Path input, Path output) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(temporary.resolve("errors").toFile());
        if (command.get(0).startsWith("qemu")) {
            Map<String, String> environment = builder.environment();
            environment.clear();
            ENVIRONMENT.forEach(entry -> environment.put(entry.split("=")[0], entry.split("=")[1]));
        }
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends within a minute", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }
}
