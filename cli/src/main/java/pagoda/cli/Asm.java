package pagoda.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import pagoda.asm.link.Executable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagoda asm}: assembles sources and links them to an executable. */
@Command(
        name = "asm",
        description = "Makes an ELF executable of assembly sources; it runs on Linux, too.",
        footer = {"", "Example: pagoda asm -o hello programs/hello.s"})
final class Asm implements Runnable {
    private final Messages messages;

    @Spec
    private CommandSpec spec;

    @Mixin
    HelpOption help = new HelpOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            defaultValue = "a.out",
            description = "The file to write (default: ${DEFAULT-VALUE}).")
    private String output = "a.out";

    @Option(
            names = {"-I", "--include"},
            paramLabel = "DIR",
            description = "Looks for included files in DIR, too. May be given several times.")
    private List<String> includes = List.of();

    @Option(names = "--listing", description = "Prints place, bytes and source side by side.")
    private boolean listing;

    @Mixin
    private LibraryOptions libraries = new LibraryOptions();

    @Mixin
    private LinkerOptions link = new LinkerOptions();

    @Parameters(paramLabel = "SOURCE", arity = "1..*", description = "Assembly sources, objects (.o) and archives (.a), linked in this order.")
    private List<String> sources = List.of();

    Asm(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void run() {
        Build build = new Build(includes, messages);
        List<String> files = new ArrayList<>(sources);
        files.addAll(libraries.files());
        Executable executable = build.executable(files, link.options(), listing);
        HostFiles.write(output, executable.bytes(), true);
        PrintWriter out = spec.commandLine().getOut();
        out.print(build.listings());
        out.flush();
    }
}
