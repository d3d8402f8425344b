package pagoda.bench.comparison;

import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Ends the comparison with a message for the user. */
final class ComparisonFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    ComparisonFailure(String message) {
        super(message);
    }

    /** Does what a command's options say, and ends the process: with 2 if they are wrong, with 1 if the comparison fails. */
    static void exit(String name, Callable<Integer> comparison, String[] arguments) {
        CommandLine command = new CommandLine(comparison);
        command.setParameterExceptionHandler((exception, words) -> {
            System.err.println(name + ": " + exception.getMessage());
            return 2;
        });
        command.setExecutionExceptionHandler((exception, line, result) -> {
            if (!(exception instanceof ComparisonFailure)) {
                throw exception;
            }
            System.err.println(name + ": " + exception.getMessage());
            return 1;
        });
        System.exit(command.execute(arguments));
    }
}
