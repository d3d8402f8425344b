package pagoda.bench.comparison;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the guests' executables: GCC compiles what is in C; Pagoda assembles the rest and links all. */
final class GuestBuild {
    static final String COMPILER = "riscv64-unknown-elf-gcc";

    private static final List<String> FLAGS =
            List.of("-mcmodel=medany", "-O2", "-std=gnu17", "-ffreestanding", "-Wall", "-Wextra", "-Werror");

    /** Square roots without errno, and loops that copy stay loops. */
    private static final List<String> GUEST_FLAGS = List.of(
            "-march=rv64gc",
            "-mabi=lp64d",
            "-fno-math-errno",
            "-fno-tree-loop-distribute-patterns",
            "-nostdlib",
            "-static");

    private static final List<String> MACHINE_FLAGS =
            List.of("-march=rv64imac_zicsr_zifencei", "-mabi=lp64", "-nostdlib", "-static");

    /** Which package of Debian has a command. */
    private static final Map<String, String> PACKAGES = Map.of(
            COMPILER,
            "gcc-riscv64-unknown-elf",
            Contender.QemuSystem.PROGRAM,
            "qemu-system-misc",
            Contender.QemuUser.PROGRAM,
            "qemu-user");

    private final Path home;
    private final Path target;

    /**
     * @param home the checkout
     * @param target where everything made goes
     */
    GuestBuild(Path home, Path target) {
        this.home = home;
        this.target = target;
    }

    /**
     * Looks for the programs that do not come with Pagoda.
     *
     * @throws ComparisonFailure if one is missing
     */
    static void checkTools(String... tools) {
        List<String> missing = new ArrayList<>();
        List<String> packages = new ArrayList<>();
        for (String tool : tools) {
            if (Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .noneMatch(directory -> Files.isExecutable(Path.of(directory, tool)))) {
                missing.add(tool);
                packages.add(PACKAGES.get(tool));
            }
        }
        if (!missing.isEmpty()) {
            throw new ComparisonFailure("needs " + String.join(", ", missing) + " (Debian: apt install "
                    + String.join(" ", packages) + ")");
        }
    }

    /** Compiles what every guest is linked with. */
    void runtime() throws IOException, InterruptedException {
        compile("runtime");
    }

    /** Makes a guest: its executable. */
    Path guest(Workload workload) throws IOException, InterruptedException {
        Path guest = target.resolve(workload.word());
        Path source = workload.isAssembly()
                ? home.resolve("bench/guests").resolve(workload.source())
                : compile(workload.word());
        run(List.of(
                home.resolve("pagoda").toString(),
                "asm",
                "-o",
                guest.toString(),
                source.toString(),
                target.resolve("runtime.o").toString()));
        return guest;
    }

    /** Makes the system that runs a guest on a bare machine. */
    Path machine() throws IOException, InterruptedException {
        Path machine = target.resolve("machine");
        Path directory = home.resolve("bench/machine");
        List<String> command = new ArrayList<>(List.of(COMPILER));
        command.addAll(FLAGS);
        command.addAll(MACHINE_FLAGS);
        command.addAll(List.of("-T", directory.resolve("machine.ld").toString(), "-o", machine.toString()));
        command.add(directory.resolve("machine.c").toString());
        run(command);
        return machine;
    }

    private Path compile(String name) throws IOException, InterruptedException {
        Path object = target.resolve(name + ".o");
        List<String> command = new ArrayList<>(List.of(COMPILER));
        command.addAll(FLAGS);
        command.addAll(GUEST_FLAGS);
        command.addAll(List.of("-c", "-o", object.toString()));
        command.add(home.resolve("bench/guests").resolve(name + ".c").toString());
        run(command);
        return object;
    }

    /**
     * Runs a command.
     *
     * @throws ComparisonFailure if it fails
     */
    static void run(List<String> command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new ComparisonFailure(String.join(" ", command) + "\nended with status " + status);
        }
    }
}
