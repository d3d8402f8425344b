package pagoda.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import pagoda.asm.Assembler;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;

/** Makes programs for the benchmarks of assembly text. */
final class GuestProgram {
    private GuestProgram() {}

    /**
     * The executable of one source.
     *
     * @throws IllegalStateException if the source has mistakes
     */
    static ElfFile assemble(String source) {
        Diagnostics diagnostics = new Diagnostics();
        Assembler assembler = new Assembler(diagnostics);
        byte[] linked = Linker.link(
                List.of(assembler.assemble("guest.s", source.getBytes(StandardCharsets.UTF_8))),
                LinkOptions.defaults(),
                diagnostics);
        if (linked == null || diagnostics.hasErrors()) {
            throw new IllegalStateException(diagnostics.render());
        }
        try {
            return ElfFile.read(linked);
        } catch (ElfFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
