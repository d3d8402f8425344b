package pagoda.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the command {@code pagoda} begins, and the exit status with which its process ends. */
public final class Main {
    /** The exit status of a usage, assembly or load error. */
    static final int USAGE_ERROR = 125;

    /** The exit status of a defect of Pagoda. */
    private static final int DEFECT = 126;

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        HostStreams streams = new HostStreams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Boolean.getBoolean("pagoda.terminal"),
                Boolean.getBoolean("pagoda.terminal.output"),
                Boolean.getBoolean("pagoda.terminal.error"));
        System.exit(run(streams, arguments));
    }

    /** Runs the command on the streams and gives its exit status. */
    public static int run(HostStreams streams, String... arguments) {
        Messages messages =
                new Messages(new PrintStream(streams.error(), false, StandardCharsets.UTF_8), streams.errorTerminal());
        List<String> all = List.of(arguments);
        int end = all.indexOf("--");
        List<String> own = all.subList(0, end < 0 ? all.size() : end);
        List<String> guest = end < 0 ? List.of() : all.subList(end + 1, all.size());
        return Run.isPlain(own)
                ? runPlain(own, guest, streams, messages)
                : Commands.execute(own, guest, streams, messages);
    }

    /** Without options there is nothing for picocli to read, which takes as long to load as all of the rest. */
    private static int runPlain(List<String> own, List<String> guest, HostStreams streams, Messages messages) {
        try {
            return new Run(guest, streams, messages).run(own.subList(1, own.size()));
        } catch (RuntimeException failure) {
            return failed(failure, messages);
        }
    }

    /** Says why a command failed, and gives its exit status. */
    static int failed(Exception failure, Messages messages) {
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
}
