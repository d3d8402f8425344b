package pagoda.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.link.Executable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagoda asm}: assembles sources, and links them to an executable. */
@Command(
        name = Asm.NAME,
        description = "Makes an ELF executable of assembly sources, objects and archives; it runs on Linux, too.",
        footer = {
            "",
            "Example: pagoda asm -o hello programs/hello.s",
            "         pagoda asm -c -o hello.o programs/hello.s",
            "         pagoda asm -o sum sum.s print.o -L lib -l m --map sum.map"
        })
final class Asm implements Runnable {
    static final String NAME = "asm";

    private final Messages messages;

    @Spec
    private CommandSpec spec;

    @Mixin
    HelpOption help = new HelpOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The file to write (default: a.out; with -c, SOURCE with .o for .s).")
    private @Nullable String output;

    @Option(names = "-c", description = "Writes an object for each SOURCE, which a linker takes, and links nothing.")
    private boolean objectsOnly;

    @Option(
            names = "-g",
            description = "Accepted, as GCC has it: source lines are always described for debuggers, in DWARF 4.")
    @SuppressWarnings("UnusedVariable") // there is nothing to switch
    private boolean debug;

    @Option(
            names = {"-I", "--include"},
            paramLabel = "DIR",
            description = "Looks for included files in DIR, too. May be given several times.")
    private List<String> includes = List.of();

    @Option(names = "--listing", description = "Prints place, bytes and source side by side.")
    private boolean listing;

    @Mixin
    private IsaOption isa = new IsaOption();

    @Mixin
    private LibraryOptions libraries = new LibraryOptions();

    @Mixin
    private LinkerOptions link = new LinkerOptions();

    @Parameters(
            paramLabel = "SOURCE",
            arity = "1..*",
            description = "Assembly sources, objects (.o) and archives (.a), linked in this order.")
    private List<String> sources = List.of();

    Asm(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void run() {
        Build build = new Build(isa.isa(), includes, messages);
        if (objectsOnly) {
            writeObjects(build);
        } else {
            List<String> files = new ArrayList<>(sources);
            files.addAll(libraries.files());
            Executable executable = build.executable(HostFile.readAll(files), link.options(), listing);
            HostFiles.write(output == null ? "a.out" : output, executable.bytes(), true);
            link.writeMap(executable);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(build.listings());
        out.flush();
    }

    private void writeObjects(Build build) {
        if (link.isGiven() || !libraries.isEmpty()) {
            throw new Failure(
                    "-c links nothing, so it goes with none of -e, -l, --gc-sections, --no-relax, --layout, --map");
        }
        if (output != null && sources.size() > 1) {
            throw new Failure("-o names one file, but with -c each of " + sources.size() + " sources makes one");
        }
        List<byte[]> objects = build.objects(sources, listing);
        for (int i = 0; i < sources.size(); i++) {
            HostFiles.write(output == null ? objectName(sources.get(i)) : output, objects.get(i), false);
        }
    }

    /** As GCC names it: in this directory, {@code .o} in place of {@code .s}. */
    private static String objectName(String source) {
        String name = source.substring(source.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return (dot > 0 ? name.substring(0, dot) : name) + ".o";
    }
}
