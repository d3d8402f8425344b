package pagoda.cli;

import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Isa;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that says which extensions sources may use. */
final class IsaOption {

    @Option(
            names = {"--march", "-march"},
            paramLabel = "ISA",
            converter = Converter.class,
            description = {
                "The extensions that sources may use, such as rv64g, which has no instructions of 16 bits, or"
                        + " rv64gc_zba_zbb_zbs (default: rv64gc)."
            })
    private @Nullable Isa isa;

    /** Asked for only where a source is assembled: a run of an executable needs nothing of the assembler. */
    Isa isa() {
        return isa == null ? Isa.DEFAULT : isa;
    }

    static final class Converter implements ITypeConverter<Isa> {
        @Override
        public Isa convert(String text) {
            try {
                return new Isa(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }
}
