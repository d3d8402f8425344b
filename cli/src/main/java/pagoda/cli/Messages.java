package pagoda.cli;

import java.io.PrintStream;

/** What the commands say on stderr: guest output alone goes to stdout. */
final class Messages {
    private final PrintStream error;
    private final boolean terminal;

    /** Messages to what is no terminal. */
    Messages(PrintStream error) {
        this(error, false);
    }

    /** @param terminal whether the stream is a terminal */
    Messages(PrintStream error, boolean terminal) {
        this.error = error;
        this.terminal = terminal;
    }

    /** Whether someone sees them at once, on a terminal. */
    boolean isTerminal() {
        return terminal;
    }

    /** A line of the command's own, behind its name. */
    void say(String message) {
        error.print("pagoda: " + message + "\n");
        error.flush();
    }

    /** Text as it is; it ends with a newline. */
    void print(String text) {
        error.print(text);
        error.flush();
    }
}
