package pagoda.cli;

import java.io.PrintStream;

/** What the commands say on stderr: guest output alone goes to stdout. */
final class Messages {
    private final PrintStream error;

    Messages(PrintStream error) {
        this.error = error;
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
