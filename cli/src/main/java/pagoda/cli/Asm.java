package pagoda.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.link.Executable;

/** {@code pagoda asm}: assembles sources, and links them to an executable. */
final class Asm implements Command {
    static final String NAME = "asm";

    private final PrintWriter out;
    private final Messages messages;

    private @Nullable String output;

    private boolean objectsOnly;

    private List<String> includes = List.of();

    private boolean listing;

    private IsaOption isa = new IsaOption();

    private LibraryOptions libraries = new LibraryOptions();

    private LinkerOptions link = new LinkerOptions();

    private List<String> sources = List.of();

    Asm(PrintWriter out, Messages messages) {
        this.out = out;
        this.messages = messages;
    }

    @Override
    public void declare(Options options) {
        options.description(
                "Makes an ELF executable of assembly sources, objects and archives; it runs on Linux, too.");
        options.footer(
                "",
                "Example: pagoda asm -o hello programs/hello.s",
                "         pagoda asm -c -o hello.o programs/hello.s",
                "         pagoda asm -o sum sum.s print.o -L lib -l m --map sum.map");
        options.value(
                "-o, --output",
                "OUT",
                String.class,
                given -> output = given,
                "The file to write (default: a.out; with -c, SOURCE with .o for .s).");
        options.flag(
                "-c",
                given -> objectsOnly = given,
                "Writes an object for each SOURCE, which a linker takes, and links nothing.");
        options.flag(
                "-g",
                given -> {},
                "Accepted, as GCC has it: source lines are always described for debuggers, in DWARF 4.");
        options.texts(
                "-I, --include",
                "DIR",
                given -> includes = given,
                "Looks for included files in DIR, too. May be given several times.");
        options.flag("--listing", given -> listing = given, "Prints place, bytes and source side by side.");
        isa.declare(options);
        libraries.declare(options);
        link.declare(options);
        options.parameters(
                "SOURCE",
                "1..*",
                given -> sources = given,
                "Assembly sources, objects (.o) and archives (.a), linked in this order.");
    }

    @Override
    public Integer call() {
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
        out.print(build.listings());
        out.flush();
        return 0;
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
