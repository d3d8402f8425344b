package pagoda.bench.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who runs a guest, as a user would start it. */
sealed interface Contender {
    /** Its word, and its column's head. */
    String word();

    /** The command that runs a guest with an argument. */
    List<String> command(Path guest, int rounds) throws IOException;

    /** Whether it has a kernel that forks. */
    default boolean hasKernel() {
        return true;
    }

    /** Pagoda's launcher. */
    record Pagoda(Path launcher, @Nullable String engine, Path figures) implements Contender {
        /** The engine of a Pagoda that has no choice of engines. */
        static final String ONLY_ENGINE = "interpreter";

        private static final Pattern INSTRUCTIONS = Pattern.compile("\"instructions\":(\\d+)");

        @Override
        public String word() {
            return engine == null ? ONLY_ENGINE : engine;
        }

        @Override
        public List<String> command(Path guest, int rounds) {
            List<String> command =
                    new ArrayList<>(List.of(launcher.toString(), "run", "--ram", "256M", "--json", figures.toString()));
            if (engine != null) {
                command.addAll(List.of("--engine", engine));
            }
            command.addAll(List.of(guest.toString(), "--", Integer.toString(rounds)));
            return command;
        }

        /** How many instructions the last run executed. */
        long instructions() throws IOException {
            Matcher matcher = INSTRUCTIONS.matcher(Files.readString(figures));
            if (!matcher.find()) {
                throw new IllegalStateException("no instructions in " + figures);
            }
            return Long.parseLong(matcher.group(1));
        }
    }

    /** QEMU's system mode: the guest in user mode on a bare machine, under Sv39, with what is in {@code bench/machine}. */
    record QemuSystem(Path machine, Path argument) implements Contender {
        static final String PROGRAM = "qemu-system-riscv64";

        @Override
        public String word() {
            return "qemu-system";
        }

        @Override
        public boolean hasKernel() {
            return false;
        }

        @Override
        public List<String> command(Path guest, int rounds) throws IOException {
            Files.writeString(argument, Integer.toString(rounds));
            List<String> command = new ArrayList<>(List.of(PROGRAM));
            command.addAll(List.of("-machine", "virt", "-smp", "1", "-m", "512M", "-accel", "tcg,thread=single"));
            command.addAll(List.of("-display", "none", "-monitor", "none", "-serial", "stdio"));
            command.addAll(List.of("-bios", machine.toString()));
            command.addAll(List.of("-device", loader(guest, "0x84000000")));
            command.addAll(List.of("-device", loader(argument, "0x83000000")));
            return command;
        }

        /** Puts a file's bytes at a physical address; in QEMU's options a comma is written twice. */
        private static String loader(Path file, String address) {
            return "loader,file=" + file.toString().replace(",", ",,") + ",addr=" + address + ",force-raw=on";
        }
    }

    /** QEMU's user mode: the guest's system calls are the host's. */
    record QemuUser() implements Contender {
        static final String PROGRAM = "qemu-riscv64";

        @Override
        public String word() {
            return "qemu-user";
        }

        @Override
        public List<String> command(Path guest, int rounds) {
            return List.of(PROGRAM, guest.toString(), Integer.toString(rounds));
        }
    }
}
