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
import pagoda.asm.Progress;
import pagoda.asm.assembly.Limits;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.asm.object.ObjectFile;

/** Assembles sources and links them. All messages are shown; errors end the command. */
final class Build {
    private final List<String> includes;
    private final Messages messages;
    private final Diagnostics diagnostics = new Diagnostics();
    private final StringBuilder listings = new StringBuilder();

    /** @param includes directories in which included files are looked for */
    Build(List<String> includes, Messages messages) {
        this.includes = includes;
        this.messages = messages;
    }

    /**
     * An executable made of the sources, linked together in their order.
     *
     * @param listed whether to keep the sources' {@link #listings}
     * @throws Failure if a file cannot be read
     * @throws ReportedFailure if there are errors
     */
    byte[] executable(List<String> sources, boolean listed) {
        List<ObjectFile> objects = assemble(sources, listed);
        byte[] linked = null;
        if (diagnostics.hasErrors()) {
            Linker.checkNames(objects, diagnostics);
        } else {
            linked = Linker.link(objects, LinkOptions.defaults(), diagnostics);
        }
        messages.print(diagnostics.render());
        if (linked == null) {
            throw new ReportedFailure();
        }
        return linked;
    }

    /** The sources beside what they were assembled to. */
    String listings() {
        return listings.toString();
    }

    private List<ObjectFile> assemble(List<String> sources, boolean listed) {
        AssemblerOptions options = new AssemblerOptions(Map.of(), includes, Limits.DEFAULT);
        ProgressLine line = messages.isTerminal() ? new ProgressLine(messages, System::nanoTime) : null;
        Assembler assembler = new Assembler(options, Build::included, diagnostics, line == null ? Progress.NONE : line);
        List<ObjectFile> objects = new ArrayList<>();
        for (String source : sources) {
            byte[] bytes = HostFiles.read(source);
            for (byte b : bytes) {
                if (b == 0) {
                    throw new Failure(
                            source + ": neither an assembly source (it has zero bytes) nor an ELF executable");
                }
            }
            if (listed) {
                Assembler.Listed result = assembler.list(source, bytes);
                objects.add(result.object());
                listings.append(result.listing());
            } else {
                objects.add(assembler.assemble(source, bytes));
            }
        }
        if (line != null) {
            line.clear();
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
