package pagoda.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code pagoda} with its subcommands, as picocli reads the command line. */
final class Commands {
    /** The commands, in the order in which help shows them. */
    private static final List<String> NAMES = List.of(Run.NAME, Shell.NAME, Asm.NAME, Dis.NAME, Policy.NAME);

    private Commands() {}

    /**
     * Does what the command line says.
     *
     * @param own what stood before {@code --}
     * @param guest what stood behind it
     * @return the exit status
     */
    static int execute(List<String> own, List<String> guest, HostStreams streams, Messages messages) {
        PrintWriter out = new PrintWriter(streams.output(), true, StandardCharsets.UTF_8);
        Missing missing = new Missing();
        CommandSpec pagoda = spec("pagoda", missing);
        missing.pagoda = pagoda;
        Options options = new Options(pagoda);
        options.version("pagoda 0.1.0");
        options.description("A teaching operating system that you can watch.");
        options.footer("", "Example: pagoda run programs/hello.s", "More: pagoda COMMAND --help");
        // Declaring a command's options takes picocli time, so where the first argument is a command, only that one is
        // there.
        String named = own.isEmpty() || !NAMES.contains(own.get(0)) ? null : own.get(0);
        for (String name : NAMES) {
            if (named == null || name.equals(named)) {
                Command command = command(name, guest, streams, out, messages);
                CommandSpec spec = spec(name, command);
                command.declare(new Options(spec));
                pagoda.addSubcommand(name, spec);
            }
        }
        return new CommandLine(pagoda)
                .setOut(out)
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler(new Mistakes(messages))
                .setExecutionExceptionHandler(new Failures(messages))
                .execute(own.stream()
                        // The kinds are an optional part of the option, so they must not be looked for in the next
                        // argument.
                        .map(argument -> argument.equals("--trace") ? "--trace=all" : argument)
                        .toArray(String[]::new));
    }

    private static CommandSpec spec(String name, Object command) {
        return CommandSpec.wrapWithoutInspection(command).name(name);
    }

    private static Command command(
            String name, List<String> guest, HostStreams streams, PrintWriter out, Messages messages) {
        return switch (name) {
            case Run.NAME -> new Run(guest, streams, messages);
            case Shell.NAME -> new Shell(streams, messages);
            case Asm.NAME -> new Asm(out, messages);
            case Dis.NAME -> new Dis(out, messages);
            case Policy.NAME -> new Policy(streams, out, messages);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Says what is wrong with the command line. */
    private record Mistakes(Messages messages) implements CommandLine.IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException wrong, String[] given) {
            messages.say(oneLine(wrong));
            return Main.USAGE_ERROR;
        }
    }

    /** Says why a command failed. */
    private record Failures(Messages messages) implements CommandLine.IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
            return Main.failed(failure, messages);
        }
    }

    /** What is done if no command is named. */
    private static final class Missing implements Runnable {
        private @Nullable CommandSpec pagoda;

        @Override
        public void run() {
            throw new ParameterException(Objects.requireNonNull(pagoda).commandLine(), "a command is missing");
        }
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
}
