package pagoda.cli;

import pagoda.kernel.syscall.Abi;

/** {@code --abi}: whose system calls a program makes. */
final class AbiOption {
    private Abi abi = Abi.LINUX;

    void declare(Options options) {
        options.value(
                "--abi",
                "NAME",
                AbiOption::abi,
                given -> abi = given,
                "Whose system calls the program makes: linux (the default), rars (as the simulators RARS and MARS"
                        + " have them), or venus. With the last two all memory is below 2 GiB, so that addresses fit into words.");
    }

    Abi abi() {
        return abi;
    }

    /** Reads {@code --abi}. */
    private static Abi abi(String text) {
        return switch (text) {
            case "linux" -> Abi.LINUX;
            case "rars" -> Abi.RARS;
            case "venus" -> Abi.VENUS;
            default -> throw new IllegalArgumentException("'" + text + "' is none; there are linux, rars and venus");
        };
    }
}
