package pagoda.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.Assembler;
import pagoda.asm.AssemblerOptions;
import pagoda.asm.assembly.Limits;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.asm.object.ObjectFile;

/** Assembles sources and links them. All messages are shown; errors end the command. */
final class Build {
    private Build() {}

    /**
     * An executable made of the sources, linked together in their order.
     *
     * @param includes directories in which included files are looked for
     * @throws Failure if a file cannot be read, or there are errors, which were then shown
     */
    static byte[] executable(List<String> sources, List<String> includes, Messages messages) {
        Diagnostics diagnostics = new Diagnostics();
        List<ObjectFile> objects = assemble(sources, includes, diagnostics);
        byte[] linked = diagnostics.hasErrors() ? null : Linker.link(objects, LinkOptions.defaults(), diagnostics);
        messages.print(diagnostics.render());
        if (linked == null) {
            throw new ReportedFailure();
        }
        return linked;
    }

    private static List<ObjectFile> assemble(List<String> sources, List<String> includes, Diagnostics diagnostics) {
        AssemblerOptions options = new AssemblerOptions(Map.of(), includes, Limits.DEFAULT);
        Assembler assembler = new Assembler(options, Build::included, diagnostics);
        List<ObjectFile> objects = new ArrayList<>();
        for (String source : sources) {
            byte[] bytes = HostFiles.read(source);
            for (byte b : bytes) {
                if (b == 0) {
                    throw new Failure(
                            source + ": neither an assembly source (it has zero bytes) nor an ELF executable");
                }
            }
            objects.add(assembler.assemble(source, bytes));
        }
        return objects;
    }

    private static byte @Nullable [] included(String name) {
        try {
            Path path = Path.of(name);
            return Files.isRegularFile(path) ? Files.readAllBytes(path) : null;
        } catch (InvalidPathException | IOException unreadable) {
            return null;
        }
    }

    /** The assembler's or linker's messages have said what is wrong. */
    static final class ReportedFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        ReportedFailure() {
            super(null, null, false, false);
        }
    }
}
