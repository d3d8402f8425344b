package pagoda.cli;

import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Isa;

/** The option that says which extensions sources may use. */
final class IsaOption {

    private @Nullable Isa isa;

    void declare(Options options) {
        options.value(
                "--march, -march",
                "ISA",
                Isa::new,
                given -> isa = given,
                "The extensions that sources may use, such as rv64g, which has no instructions of 16 bits, or"
                        + " rv64gc_zba_zbb_zbs (default: rv64gc).");
    }

    /** Asked for only where a source is assembled: a run of an executable needs nothing of the assembler. */
    Isa isa() {
        return isa == null ? Isa.DEFAULT : isa;
    }
}
