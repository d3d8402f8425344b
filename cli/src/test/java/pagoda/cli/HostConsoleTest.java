package pagoda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import pagoda.kernel.fs.Console;

/** A run does not depend on how the host delivers its input. */
class HostConsoleTest {
    private final byte[] buffer = new byte[16];

    @Test
    void aPipeIsReadUntilAllThatWasAskedForIsThere() {
        HostConsole console = console(pieces(), new ByteArrayOutputStream(), false);

        assertThat(console.read(buffer, 5)).isEqualTo(5);
        assertThat(new String(buffer, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("abcde");
        assertThat(console.read(buffer, 5)).isEqualTo(1);
        assertThat(console.read(buffer, 5)).isZero();
    }

    @Test
    void aTerminalIsReadLineByLine() {
        HostConsole console = console(pieces(), new ByteArrayOutputStream(), true);

        assertThat(console.read(buffer, 5)).isEqualTo(3);
        assertThat(console.read(buffer, 5)).isEqualTo(3);
        assertThat(console.read(buffer, 5)).isZero();
    }

    @Test
    void anOutputThatNobodyReadsIsClosed() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThat(console(pieces(), closed, false).write(false, buffer, 1)).isEqualTo(Console.CLOSED);
    }

    @Test
    void outputInAFileLeavesTheTerminalsLineAsItIs() {
        assertThat(lineStartAfter(false, false)).isTrue();
        assertThat(lineStartAfter(false, true)).isFalse();
        assertThat(lineStartAfter(true, false)).isFalse();
    }

    /** Whether the cursor is at the beginning of a line when a program has written half a line. */
    private boolean lineStartAfter(boolean toError, boolean outputTerminal) {
        HostConsole console = new HostConsole(
                pieces(), new ByteArrayOutputStream(), new ByteArrayOutputStream(), false, outputTerminal, false);
        console.write(toError, new byte[] {'.'}, 1);
        return console.isAtLineStart();
    }

    private static HostConsole console(InputStream input, OutputStream output, boolean terminal) {
        return new HostConsole(input, output, new ByteArrayOutputStream(), terminal, false, false);
    }

    private static InputStream pieces() {
        return new SequenceInputStream(
                new ByteArrayInputStream("abc".getBytes(StandardCharsets.US_ASCII)),
                new ByteArrayInputStream("def".getBytes(StandardCharsets.US_ASCII)));
    }
}
