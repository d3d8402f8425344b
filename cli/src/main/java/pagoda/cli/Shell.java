package pagoda.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagoda shell}: boots the shell among {@code programs/}, with which it can run the others. */
@Command(
        name = Shell.NAME,
        description = "Boots a small shell, in which the programs in programs/ can be run: ls, cat, ps, mem, …",
        customSynopsis = "pagoda shell [OPTIONS]",
        footer = {
            "",
            "The folder programs/ is /programs there. End the shell by exit, or by Ctrl-D.",
            "",
            "Example: echo 'ls | cat' | pagoda shell"
        })
final class Shell implements Callable<Integer> {
    static final String NAME = "shell";

    private final HostStreams streams;
    private final Messages messages;

    @Mixin
    HelpOption help = new HelpOption();

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--programs", paramLabel = "HOSTDIR", description = "The folder to mount at /programs.")
    private @Nullable String programs = System.getProperty("pagoda.programs", "programs");

    Shell(HostStreams streams, Messages messages) {
        this.streams = streams;
        this.messages = messages;
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
