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
import pagoda.asm.assembly.Isa;
import pagoda.asm.assembly.Limits;
import pagoda.asm.debug.DebugLines;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.file.Archive;
import pagoda.asm.file.ObjectFileWriter;
import pagoda.asm.file.ObjectReader;
import pagoda.asm.link.Executable;
import pagoda.asm.link.LinkInput;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.asm.object.ObjectFile;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;

/**
 * Assembles sources and links them with objects and archives, which are known by their first bytes. All messages are
 * shown; errors end the command.
 */
final class Build {
    private final Isa isa;
    private final List<String> includes;
    private final Messages messages;
    private final Diagnostics diagnostics = new Diagnostics();
    private final StringBuilder listings = new StringBuilder();

    /**
     * @param isa the extensions that sources may use
     * @param includes directories in which included files are looked for
     */
    Build(Isa isa, List<String> includes, Messages messages) {
        this.isa = isa;
        this.includes = includes;
        this.messages = messages;
    }

    /**
     * An executable made of the sources, objects and archives, linked together in their order.
     *
     * @param listed whether to keep the sources' {@link #listings}
     * @throws ReportedFailure if there are errors
     */
    Executable executable(List<HostFile> files, LinkOptions options, boolean listed) {
        List<LinkInput> inputs = new ArrayList<>();
        for (HostFile file : files) {
            LinkInput input = input(file.name(), file.bytes(), listed);
            if (input != null) {
                inputs.add(input);
            }
        }
        Executable linked = null;
        if (diagnostics.hasErrors()) {
            Linker.checkNames(inputs, diagnostics);
        } else {
            linked = Linker.linkInputs(inputs, options, diagnostics);
        }
        messages.print(diagnostics.render());
        if (linked == null) {
            throw new ReportedFailure();
        }
        return linked;
    }

    /**
     * An object file for each source.
     *
     * @param listed whether to keep the sources' {@link #listings}
     * @throws Failure if a file cannot be read
     * @throws ReportedFailure if there are errors
     */
    List<byte[]> objects(List<String> sources, boolean listed) {
        List<byte[]> objects = new ArrayList<>();
        for (String source : sources) {
            byte[] bytes = HostFiles.read(source);
            if (ElfFile.isElf(bytes) || Archive.isArchive(bytes)) {
                throw new Failure(source + " is assembled already, and -c takes sources alone");
            }
            ObjectFile object = assemble(source, bytes, listed);
            if (!diagnostics.hasErrors()) {
                objects.add(ObjectFileWriter.write(DebugLines.joined(object)));
            }
        }
        messages.print(diagnostics.render());
        if (diagnostics.hasErrors()) {
            throw new ReportedFailure();
        }
        return objects;
    }

    /** The sources beside what they were assembled to. */
    String listings() {
        return listings.toString();
    }

    /** What the linker is given for a file; null if it cannot be used, which was then reported. */
    private @Nullable LinkInput input(String name, byte[] bytes, boolean listed) {
        try {
            if (Archive.isArchive(bytes)) {
                return new LinkInput.Library(Archive.read(name, bytes));
            }
            if (ElfFile.isElf(bytes)) {
                return new LinkInput.Single(ObjectReader.read(name, bytes));
            }
        } catch (ElfFormatException unsound) {
            diagnostics.error(null, name + ": " + unsound.getMessage());
            return null;
        }
        return new LinkInput.Single(assemble(name, bytes, listed));
    }

    private ObjectFile assemble(String source, byte[] bytes, boolean listed) {
        for (byte b : bytes) {
            if (b == 0) {
                throw new Failure(
                        source + ": neither an assembly source (it has zero bytes) nor an ELF file or archive");
            }
        }
        AssemblerOptions options = new AssemblerOptions(isa, Map.of(), includes, Limits.DEFAULT);
        ProgressLine line = new ProgressLine(messages, System::nanoTime);
        Progress progress = messages.isTerminal() ? line : Progress.NONE;
        Assembler assembler = new Assembler(options, Build::included, diagnostics, progress);
        try {
            return listed ? list(assembler, source, bytes) : assembler.assemble(source, bytes);
        } finally {
            line.clear();
        }
    }

    private ObjectFile list(Assembler assembler, String source, byte[] bytes) {
        Assembler.Listed result = assembler.list(source, bytes);
        listings.append(result.listing());
        return result.object();
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
