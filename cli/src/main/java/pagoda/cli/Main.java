package pagoda.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code pagoda}: its subcommands, and the exit status of the process. */
@Command(
        name = "pagoda",
        description = "A teaching operating system that you can watch.",
        version = "pagoda 0.1.0",
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    /** The exit status of a usage error. */
    static final int USAGE_ERROR = 125;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        // What is printed is the same in every country: digits, decimal points, upper and lower case.
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Main())
                .setExitCodeExceptionMapper(exception -> USAGE_ERROR)
                .execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
