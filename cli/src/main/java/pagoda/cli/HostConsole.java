package pagoda.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.fs.Console;

/**
 * The machine's console on the host's standard streams. A file or pipe is read until as many bytes are there as were asked
 * for, or it ends, so that a run does not depend on how the host delivers them; a terminal is read up to a line's end.
 */
final class HostConsole implements Console {
    private final InputStream input;
    private final OutputStream output;
    private final OutputStream error;
    private final boolean terminal;
    private final boolean outputTerminal;
    private final @Nullable ByteArrayOutputStream copy;
    private Runnable beforeWriting = () -> {};
    private boolean atLineStart = true;

    /**
     * @param terminal whether the input is a terminal
     * @param outputTerminal whether the output is one
     * @param keep whether to keep a copy of the standard output
     */
    HostConsole(
            InputStream input,
            OutputStream output,
            OutputStream error,
            boolean terminal,
            boolean outputTerminal,
            boolean keep) {
        this.input = input;
        this.output = output;
        this.error = error;
        this.terminal = terminal;
        this.outputTerminal = outputTerminal;
        this.copy = keep ? new ByteArrayOutputStream() : null;
    }

    @Override
    public int read(byte[] target, int length) {
        try {
            return terminal ? Math.max(0, input.read(target, 0, length)) : input.readNBytes(target, 0, length);
        } catch (IOException failure) {
            return ERROR;
        }
    }

    @Override
    public boolean isTerminal() {
        return terminal;
    }

    @Override
    public int write(boolean toError, byte[] source, int length) {
        try {
            boolean shown = toError || outputTerminal;
            if (shown) {
                beforeWriting.run();
            }
            OutputStream stream = toError ? error : output;
            stream.write(source, 0, length);
            stream.flush();
            if (shown && length > 0) {
                atLineStart = source[length - 1] == '\n';
            }
            if (!toError && copy != null) {
                copy.write(source, 0, length);
            }
            return length;
        } catch (IOException failure) {
            // Java does not tell why. A stream that nobody reads any more is by far the likeliest.
            return CLOSED;
        }
    }

    /** What is to be done before the machine writes anything to a terminal, or to the error stream. */
    void beforeWriting(Runnable action) {
        beforeWriting = action;
    }

    /** Whether what was written last to a terminal, or to the error stream, ended its line. */
    boolean isAtLineStart() {
        return atLineStart;
    }

    /** What was written to standard output, if it was to be kept. */
    byte[] kept() {
        return copy == null ? new byte[0] : copy.toByteArray();
    }
}
