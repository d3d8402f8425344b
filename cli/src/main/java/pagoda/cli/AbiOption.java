package pagoda.cli;

import pagoda.kernel.syscall.Abi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --abi}: whose system calls a program makes. */
final class AbiOption {
    @Option(
            names = "--abi",
            paramLabel = "NAME",
            converter = Abis.class,
            description =
                    "Whose system calls the program makes: linux (the default), rars (as the simulators RARS and MARS"
                            + " have them), or venus. With the last two all memory is below 2 GiB, so that addresses fit into words.")
    private Abi abi = Abi.LINUX;

    Abi abi() {
        return abi;
    }

    /** Reads {@code --abi}. */
    static final class Abis implements ITypeConverter<Abi> {
        @Override
        public Abi convert(String text) {
            return switch (text) {
                case "linux" -> Abi.LINUX;
                case "rars" -> Abi.RARS;
                case "venus" -> Abi.VENUS;
                default -> throw new TypeConversionException("'" + text + "' is none; there are linux, rars and venus");
            };
        }
    }
}
