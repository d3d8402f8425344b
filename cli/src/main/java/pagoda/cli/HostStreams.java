package pagoda.cli;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The host's standard streams as the commands use them.
 *
 * @param terminal whether the input is a terminal
 */
public record HostStreams(InputStream input, OutputStream output, OutputStream error, boolean terminal) {
    /** A console on them. */
    HostConsole console(boolean keepOutput) {
        return new HostConsole(input, output, error, terminal, keepOutput);
    }
}
