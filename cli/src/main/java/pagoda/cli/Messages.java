package pagoda.cli;

import java.io.PrintStream;

/** What the commands say on stderr: guest output alone goes to stdout. */
final class Messages {
    private final PrintStream error;
    private final boolean terminal;
    private int shown;

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
        hide();
        error.print("pagoda: " + message + "\n");
        error.flush();
    }

    /** Text as it is; it ends with a newline. */
    void print(String text) {
        hide();
        error.print(text);
        error.flush();
    }

    /** Shows a line that tells how far something has come, in the place of the one before; the cursor stands behind it. */
    void show(String line) {
        error.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
        error.flush();
        shown = line.length();
    }

    /** Takes that line away, if there is one. */
    void hide() {
        if (shown > 0) {
            error.print("\r" + " ".repeat(shown) + "\r");
            error.flush();
            shown = 0;
        }
    }
}
