package pagoda.tests.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import pagoda.tests.host.HostCommand;
import pagoda.tests.host.HostCommand.Outcome;

/**
 * One way in which GCC compiles all the programs of {@code src/test/resources/c}.
 *
 * @param compiler one of Debian's two: {@code riscv64-unknown-elf-gcc} or, making code for any address by default, {@code
 *     riscv64-linux-gnu-gcc}
 * @param isa the value of {@code -march}
 * @param options how to translate
 */
record Compilation(String compiler, String isa, List<String> options) {

    private static final String ELF = "riscv64-unknown-elf-gcc";
    private static final String LINUX = "riscv64-linux-gnu-gcc";
    private static final String BIT_MANIPULATION = "rv64gc_zba_zbb_zbs";

    /** What is linked with every program. */
    private static final String SUPPORT = "support";

    private static Compilation of(String compiler, String isa, String options) {
        return new Compilation(compiler, isa, List.of(options.split(" ")));
    }

    static List<Compilation> all() {
        List<Compilation> all = new ArrayList<>();
        for (String compiler : List.of(ELF, LINUX)) {
            for (String optimization : List.of("-O0", "-O2", "-O3", "-Os")) {
                all.add(of(compiler, "rv64gc", optimization));
            }
        }
        all.add(of(ELF, BIT_MANIPULATION, "-O2"));
        all.add(of(LINUX, BIT_MANIPULATION, "-Os -fno-pie -fcommon -fno-jump-tables"));
        all.add(of(ELF, "rv64imafd_zicsr_zifencei", "-O2 -mcmodel=medany -ffunction-sections -fdata-sections"));
        all.add(of(ELF, "rv64gc", "-Os -msave-restore -fno-builtin -fno-section-anchors"));
        return List.copyOf(all);
    }

    /** The names of the programs, sorted. */
    static List<String> programs() throws IOException {
        return sources().stream()
                .map(source -> source.getFileName().toString().replaceFirst("\\.c$", ""))
                .filter(name -> !name.equals(SUPPORT))
                .toList();
    }

    private static List<Path> sources() throws IOException {
        // As seen from the module's base directory, where Maven runs the tests.
        try (Stream<Path> files = java.nio.file.Files.list(Path.of("src", "test", "resources", "c"))) {
            return files.filter(file -> file.toString().endsWith(".c"))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
        }
    }

    /**
     * What {@link #compile} leaves.
     *
     * @param folder where NAME.s and NAME.o lie for every source NAME.c
     * @param libgcc the path of the archive of what GCC calls where there is no instruction
     */
    record Files(Path folder, String libgcc) {
        Path support() {
            return folder.resolve(SUPPORT + ".s");
        }
    }

    /** Makes NAME.s and, by GNU as, NAME.o of every source NAME.c. */
    Files compile(Path folder) throws IOException, InterruptedException {
        List<String> compile = command("-S", "-ffreestanding");
        compile.addAll(options);
        // The sources say which instructions they need.
        List<String> assemble = new ArrayList<>(List.of(compiler, "-march=rv64gc", "-mabi=lp64d", "-c"));
        for (Path source : sources()) {
            compile.add(source.toString());
            assemble.add(source.getFileName().toString().replaceFirst("c$", "s"));
        }
        succeed(folder, compile);
        succeed(folder, assemble);
        return new Files(
                folder,
                succeed(folder, command("-print-libgcc-file-name")).stdout().strip());
    }

    /** Links what {@link #compile} left by GNU ld. */
    void link(Path folder, String program, String executable) throws IOException, InterruptedException {
        List<String> command = command("-nostdlib", "-static", "-o", executable);
        command.addAll(List.of(program + ".o", SUPPORT + ".o", "-lgcc"));
        succeed(folder, command);
    }

    private List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(compiler, "-march=" + isa, "-mabi=lp64d"));
        command.addAll(List.of(options));
        return command;
    }

    private static Outcome succeed(Path folder, List<String> command) throws IOException, InterruptedException {
        Outcome outcome = HostCommand.run(folder, "", command);
        assertThat(outcome.exit()).as("%s: %s", command, outcome.stderr()).isZero();
        return outcome;
    }

    @Override
    public String toString() {
        return compiler + " " + isa + " " + String.join(" ", options);
    }
}
