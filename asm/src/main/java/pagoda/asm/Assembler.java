package pagoda.asm;

import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.source.SourceFile;
import pagoda.asm.source.SourceFiles;

/** The assembler: makes an object of a source in GNU syntax for RV64GC, Zba, Zbb and Zbs. */
public final class Assembler {

    private final AssemblerOptions options;
    private final SourceFiles files;
    private final Diagnostics diagnostics;
    private final Progress progress;

    /**
     * @param files the door to files that sources include
     * @param diagnostics takes all messages; what is assembled is of use only if it has no errors
     */
    public Assembler(AssemblerOptions options, SourceFiles files, Diagnostics diagnostics) {
        this(options, files, diagnostics, Progress.NONE);
    }

    /** An assembler that tells how far it has come. */
    public Assembler(AssemblerOptions options, SourceFiles files, Diagnostics diagnostics, Progress progress) {
        this.options = options;
        this.files = files;
        this.diagnostics = diagnostics;
        this.progress = progress;
    }

    /** An assembler with no options and without files to include. */
    public Assembler(Diagnostics diagnostics) {
        this(AssemblerOptions.DEFAULT, SourceFiles.NONE, diagnostics);
    }

    /**
     * Assembles one source. All its errors go to the diagnostics; none is thrown.
     *
     * @param name the source's name as the user gave it
     * @param bytes its contents
     * @return the object, of use only if there are no errors
     */
    public ObjectFile assemble(String name, byte[] bytes) {
        return run(name, bytes, null);
    }

    /** An object and the listing of its source. */
    public record Listed(ObjectFile object, String listing) {}

    /**
     * Assembles one source as {@link #assemble} does, and shows beside each of its lines, and those of included files, what
     * came of them.
     */
    public Listed list(String name, byte[] bytes) {
        Listing listing = new Listing();
        ObjectFile object = run(name, bytes, listing);
        return new Listed(object, diagnostics.hasErrors() ? "" : listing.text());
    }

    private ObjectFile run(String name, byte[] bytes, @Nullable Listing listing) {
        SourceFile file = SourceFile.of(name, bytes);
        diagnostics.sources().add(name, file.text());
        if (listing != null) {
            listing.lines(file);
        }
        return new StatementRunner(options, files, diagnostics, listing).run(file, progress);
    }
}
