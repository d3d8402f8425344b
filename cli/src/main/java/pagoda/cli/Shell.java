package pagoda.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code pagoda shell}: boots the shell among {@code programs/}, with which it can run the others. */
final class Shell implements Command {
    static final String NAME = "shell";

    private final HostStreams streams;
    private final Messages messages;

    private RunOptions options = new RunOptions();

    private @Nullable String programs = System.getProperty("pagoda.programs", "programs");

    Shell(HostStreams streams, Messages messages) {
        this.streams = streams;
        this.messages = messages;
    }

    @Override
    public void declare(Options options) {
        options.description("Boots a small shell, in which the programs in programs/ can be run: ls, cat, ps, mem, …");
        options.synopsis("pagoda shell [OPTIONS]");
        options.footer(
                "",
                "The folder programs/ is /programs there. End the shell by exit, or by Ctrl-D.",
                "",
                "Example: echo 'ls | cat' | pagoda shell");
        this.options.declare(options);
        options.value(
                "--programs", "HOSTDIR", String.class, given -> programs = given, "The folder to mount at /programs.");
    }

    @Override
    public Integer call() {
        HostDirectory folder = new HostDirectory(String.valueOf(programs), true);
        Program shell = Program.load(List.of(programs + "/sh.s"), List.of(), new IsaOption(), messages);
        Run run = new Run(List.of(), streams, messages);
        return run.boot(
                new Program(shell.file(), "sh"),
                options,
                kernel -> kernel.files().mount("programs", folder));
    }
}
