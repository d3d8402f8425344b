package pagoda.cli;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The host's standard streams as the commands use them.
 *
 * @param terminal whether the input is a terminal
 * @param outputTerminal whether the output is one
 * @param errorTerminal whether the error stream is one
 */
public record HostStreams(
        InputStream input,
        OutputStream output,
        OutputStream error,
        boolean terminal,
        boolean outputTerminal,
        boolean errorTerminal) {
    /** Streams of which only the input may be a terminal. */
    public HostStreams(InputStream input, OutputStream output, OutputStream error, boolean terminal) {
        this(input, output, error, terminal, false, false);
    }

    /** A console on them. */
    HostConsole console(boolean keepOutput) {
        return new HostConsole(input, output, error, terminal, outputTerminal, keepOutput);
    }
}
