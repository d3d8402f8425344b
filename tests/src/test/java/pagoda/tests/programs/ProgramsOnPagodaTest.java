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
        check(program, "--audit", "--check-tlb");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void whatAProgramSaysDoesNotDependOnTheLengthOfTurns(ProgramFile program) {
        for (String quantum : List.of("1", "7", "1000")) {
            check(program, "--quantum", quantum);
        }
        check(program, "--quantum", "50", "--scheduler", "multi-level-feedback");
    }

    /** But for programs that have a machine of their own: they tell of what is evicted when. */
    static List<ProgramFile> programsOfAnyMachine() throws IOException {
        return programs().stream()
                .filter(program -> program.options().isEmpty())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programsOfAnyMachine")
    void whatAProgramSaysDoesNotDependOnWhatIsEvictedWhen(ProgramFile program) { // VM-CHECKLIST 20
        check(program, "--audit", "--check-tlb", "--inject", "evict-every=1", "--cost", "disk-seek=1000");
        check(program, "--audit", "--inject", "evict-every=97", "--cost", "disk-seek=0", "--policy", "fifo");
    }

    private static void check(ProgramFile program, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", "--max-steps", "100000000"));
        arguments.addAll(program.options());
        arguments.addAll(List.of(options));
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
        String how = String.join(" ", options);
        assertThat(program.withoutOpenFigures(output.toString(StandardCharsets.UTF_8)))
                .as("standard output with %s (%s)", how, stderr)
                .isEqualTo(program.stdout());
        assertThat(status).as("exit status with %s (%s)", how, stderr).isEqualTo(program.exit());
        program.errors().forEach(expected -> assertThat(stderr).as(how).contains(expected));
    }
}
