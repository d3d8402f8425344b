package pagoda.tests.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cli.HostStreams;
import pagoda.cli.Main;

/** What the programs' headers promise is true on Pagoda, with the audit on: output, exit status, and what is explained. */
final class ProgramsOnPagodaTest {

    static List<ProgramFile> programs() throws IOException {
        return ProgramFile.allIn(ProgramFile.folder());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void aProgramDoesOnPagodaWhatItsHeaderSays(ProgramFile program) {
        List<String> arguments = new ArrayList<>(List.of("run", "--audit"));
        program.sources().forEach(source -> arguments.add(source.toString()));
        arguments.add("--");
        arguments.addAll(program.args());
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();

        int status = Main.run(
                new HostStreams(
                        new ByteArrayInputStream(program.stdin().getBytes(StandardCharsets.UTF_8)),
                        output,
                        error,
                        false),
                arguments.toArray(new String[0]));

        String stderr = error.toString(StandardCharsets.UTF_8);
        assertThat(output.toString(StandardCharsets.UTF_8))
                .as("standard output (%s)", stderr)
                .isEqualTo(program.stdout());
        assertThat(status).as("exit status (%s)", stderr).isEqualTo(program.exit());
        program.errors().forEach(expected -> assertThat(stderr).contains(expected));
    }
}
