package pagoda.asm;

import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.source.SourceFile;
import pagoda.asm.source.SourceFiles;

/** The assembler: makes an object of a source in GNU syntax for RV64IMA_Zicsr_Zifencei. */
public final class Assembler {

    private final AssemblerOptions options;
    private final SourceFiles files;
    private final Diagnostics diagnostics;

    /**
     * @param files the door to files that sources include
     * @param diagnostics takes all messages; what is assembled is of use only if it has no errors
     */
    public Assembler(AssemblerOptions options, SourceFiles files, Diagnostics diagnostics) {
        this.options = options;
        this.files = files;
        this.diagnostics = diagnostics;
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
        SourceFile file = SourceFile.of(name, bytes);
        diagnostics.sources().add(name, file.text());
        return new StatementRunner(options, files, diagnostics).run(file);
    }
}
