package pagoda.tests.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cli.HostStreams;
import pagoda.cli.Main;

/** What the programs' headers promise is true on Pagoda, with the audit on: output, exit status, and what is explained. */
final class ProgramsOnPagodaTest {
    /** What it prints of its memory in RAM is no longer true when that is taken away. */
    private static final String SHOWS_ITS_RSS = "demand-zero-mapped.s";

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
    void bothEnginesDoTheSameStepByStep(ProgramFile program) {
        check(program, "--engine", "both");
        check(program, "--engine", "both", "--quantum", "1000");
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
    void whatAProgramSaysDoesNotDependOnWhatIsEvictedWhen(ProgramFile program) { // VM-CHECKLIST 20, 58
        if (program.toString().equals(SHOWS_ITS_RSS)) {
            return;
        }
        String[] machine = {"--check-tlb", "--ram", "1M", "--swap", "16M", "--cost", "disk-seek=1000"};
        check(program, with(machine, "--inject", "evict-every=97"));
        check(program, with(machine, "--inject", "evict-every=1009", "--audit", "--readahead", "off"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programsOfAnyMachine")
    void whatAProgramSaysDoesNotDependOnHowLittleRamThereIs(ProgramFile program) {
        check(program, "--audit", "--ram", "256K", "--swap", "32M", "--cost", "disk-seek=1000");
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
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
