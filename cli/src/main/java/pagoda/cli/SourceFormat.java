package pagoda.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.Assembler;
import pagoda.asm.AssemblerOptions;
import pagoda.asm.assembly.Isa;
import pagoda.asm.assembly.Limits;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.asm.object.ObjectFile;
import pagoda.kernel.fs.ProgramFormat;

/** Lets the machine execute assembly sources: what ends in {@code .s} is assembled and linked when it is executed. */
final class SourceFormat implements ProgramFormat {
    private final Messages messages;
    private final AssembledSources sources;

    /** @param sources where what is assembled is kept */
    SourceFormat(Messages messages, AssembledSources sources) {
        this.messages = messages;
        this.sources = sources;
    }

    @Override
    public byte @Nullable [] executable(String path, byte[] bytes, Files others) {
        if (!path.endsWith(".s") && !path.endsWith(".S")) {
            return null;
        }
        Diagnostics diagnostics = new Diagnostics();
        AssemblerOptions options = new AssemblerOptions(Isa.DEFAULT, Map.of(), List.of(), Limits.DEFAULT);
        sources.keep(path, bytes);
        ObjectFile object = new Assembler(options, name -> included(name, others), diagnostics).assemble(path, bytes);
        byte[] linked =
                diagnostics.hasErrors() ? null : Linker.link(List.of(object), LinkOptions.defaults(), diagnostics);
        messages.print(diagnostics.render());
        return linked;
    }

    private byte @Nullable [] included(String name, Files others) {
        byte[] bytes = others.read(name);
        if (bytes != null) {
            sources.keep(name, bytes);
        }
        return bytes;
    }
}
