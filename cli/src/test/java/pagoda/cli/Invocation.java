package pagoda.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** One run of the command in this JVM, and what came of it. */
record Invocation(int status, String stdout, String stderr) {
    static Invocation of(String... arguments) {
        return withInput("", arguments);
    }

    static Invocation withInput(String input, String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        HostStreams streams =
                new HostStreams(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output, error, false);
        int status = Main.run(streams, arguments);
        return new Invocation(status, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }
}
