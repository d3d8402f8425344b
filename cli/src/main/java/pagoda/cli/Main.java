package pagoda.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code pagoda}: its subcommands, and the exit status of the process. */
@Command(
        name = "pagoda",
        description = "A teaching operating system that you can watch.",
        version = "pagoda 0.1.0",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: pagoda run programs/hello.s", "More: pagoda COMMAND --help"})
public final class Main implements Runnable {
    /** The exit status of a usage, assembly or load error. */
    static final int USAGE_ERROR = 125;

    /** The exit status of a defect of Pagoda. */
    private static final int DEFECT = 126;

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        HostStreams streams = new HostStreams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Boolean.getBoolean("pagoda.terminal"),
                Boolean.getBoolean("pagoda.terminal.error"));
        System.exit(run(streams, arguments));
    }

    /** Runs the command on the streams and gives its exit status. */
    public static int run(HostStreams streams, String... arguments) {
        Messages messages =
                new Messages(new PrintStream(streams.error(), false, StandardCharsets.UTF_8), streams.errorTerminal());
        int end = Arrays.asList(arguments).indexOf("--");
        List<String> own = new ArrayList<>(Arrays.asList(arguments).subList(0, end < 0 ? arguments.length : end));
        List<String> guest = end < 0 ? List.of() : List.of(arguments).subList(end + 1, arguments.length);
        // The kinds are an optional part of the option, so they must not be looked for in the next argument.
        own.replaceAll(argument -> argument.equals("--trace") ? "--trace=all" : argument);
        return new CommandLine(new Main())
                .addSubcommand(new Run(guest, streams, messages))
                .addSubcommand(new Shell(streams, messages))
                .addSubcommand(new Asm(messages))
                .addSubcommand(new Dis(messages))
                .addSubcommand(new Policy(streams, messages))
                .setOut(new PrintWriter(streams.output(), true, StandardCharsets.UTF_8))
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler((wrong, given) -> {
                    messages.say(oneLine(wrong));
                    return USAGE_ERROR;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, messages))
                .execute(own.toArray(new String[0]));
    }

    private static int failed(Exception failure, Messages messages) {
        if (failure instanceof Failure) {
            messages.say(String.valueOf(failure.getMessage()));
        } else if (!(failure instanceof Build.ReportedFailure)) {
            messages.say("defect of Pagoda, please report it: " + failure + where(failure));
            return DEFECT;
        }
        return USAGE_ERROR;
    }

    private static String where(Exception failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return stack.length == 0 ? "" : " at " + stack[0];
    }

    private static String oneLine(ParameterException wrong) {
        String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String written = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
            boolean option = written.startsWith("-");
            Set<String> known = option
                    ? command.optionsMap().keySet()
                    : wrong.getCommandLine().getSubcommands().keySet();
            String meant = Spelling.nearest(written, known);
            message = (option ? "unknown option '" : "unknown command '") + written + "'"
                    + (meant == null ? "" : "; did you mean '" + meant + "'?");
        }
        return message + " (see " + command.qualifiedName() + " --help)";
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a command is missing");
        }
    }
}
