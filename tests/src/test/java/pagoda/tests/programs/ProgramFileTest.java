package pagoda.tests.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header of a program is read as {@code programs/README.md} says, and a slip in it is never passed over. */
final class ProgramFileTest {

    private static ProgramFile parse(String text) {
        return ProgramFile.parse(Path.of("programs", "sample.s"), text);
    }

    @Test
    void everyLineOfTheHeaderFindsItsPlace() {
        ProgramFile program = parse("""
                # A sample. It says what to expect: nothing much.
                #
                # expect: one
                # expect:
                # expect:   three, indented
                # expect-exit: 139

                # expect-error: reason: not-mapped
                # expect-error: killed by SIGSEGV
                # stdin: a
                # stdin:
                # options: --ram 1M
                # options: --policy fifo
                # args: x  y
                # args: z
                # with: other.s third.s

                        .text
                _start: nop                     # expect: not this one
                """);

        assertThat(program.stdout()).isEqualTo("one\n\n  three, indented\n");
        assertThat(program.exit()).isEqualTo(139);
        assertThat(program.errors()).containsExactly("reason: not-mapped", "killed by SIGSEGV");
        assertThat(program.stdin()).isEqualTo("a\n\n");
        assertThat(program.options()).containsExactly("--ram", "1M", "--policy", "fifo");
        assertThat(program.args()).containsExactly("x", "y", "z");
        assertThat(program.sources())
                .containsExactly(
                        Path.of("programs", "sample.s"),
                        Path.of("programs", "other.s"),
                        Path.of("programs", "third.s"));
        assertThat(program).hasToString("sample.s");
    }

    @Test
    void whatIsNotSaidIsEmptyAndTheExitStatusIsZero() {
        assertThat(parse("# expect: hello\n"))
                .isEqualTo(new ProgramFile(
                        Path.of("programs", "sample.s"), List.of(), List.of(), List.of(), "", "hello\n", 0, List.of()));
    }

    @Test
    void aFigureThatIsLeftOpenMayBeAnyNumberAndNothingElse() {
        ProgramFile program = parse("# expect: faults: <number>, of <number> (a.b)\n# expect: 7\n");

        assertThat(program.withoutOpenFigures("faults: 12, of -3 (a.b)\n7\n")).isEqualTo(program.stdout());
        for (String other : List.of(
                "faults: , of 3 (a.b)\n7\n",
                "faults: 1, of x (a.b)\n7\n",
                "faults: 1, of 3 (acb)\n7\n",
                "faults: 1, of 3 (a.b)\n8\n",
                "faults: 1, of 3 (a.b)\n7",
                "faults: 1, of 3 (a.b)\n7\n\n",
                "")) {
            assertThat(program.withoutOpenFigures(other)).isNotEqualTo(program.stdout());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# A program.\n\n.text\n", "# stdin: only input\n# args: a\n# with: b.s\n"})
    void aProgramWithoutAnyExpectationIsRejected(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("sample.s: nothing is expected of this program");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# expect-stdout: a",
                "# expected: a",
                "# expect:a",
                "# expect-exit: 256",
                "# expect-exit: -1",
                "# expect-exit: SIGSEGV",
                "# expect-exit:",
                "# expect-error: ",
                "# stdin-file: x",
            })
    void aLineThatIsNotAsItShouldBeIsRejectedWithItsPlace(String line) {
        assertThatThrownBy(() -> parse("# expect: fine\n" + line + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sample.s:2: ");
    }

    @Test
    void aSecondExitStatusIsRejected() {
        assertThatThrownBy(() -> parse("# expect-exit: 0\n# expect-exit: 1\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sample.s:2: ");
    }

    @Test
    void aLineBelowTheHeaderIsRejectedForItWouldCountForNothing() {
        assertThatThrownBy(() -> parse("# expect: seen\n        .text\n# expect: overlooked\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sample.s:3: '# expect:' below the header");
    }

    @Test
    void programsAreSortedAndPartsAndOtherFilesAreLeftOut(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("b.s"), "# expect: b\n");
        Files.writeString(folder.resolve("a.s"), "# expect: a\n");
        Files.writeString(folder.resolve("c.s"), "# part: of b\n");
        Files.writeString(folder.resolve("README.md"), "the programs\n");

        assertThat(ProgramFile.allIn(folder)).extracting(ProgramFile::toString).containsExactly("a.s", "b.s");
    }

    @Test
    void theReadmeNamesEveryProgramAndEveryPart() throws IOException {
        String readme = Files.readString(ProgramFile.folder().resolve("README.md"));
        try (Stream<Path> files = Files.walk(ProgramFile.folder())) {
            assertThat(files.filter(file -> file.toString().endsWith(".s"))
                            .map(ProgramFile.folder()::relativize)
                            .map(file -> file.toString().replace('\\', '/')))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(readme).contains("[" + name + "](" + name + ")"));
        }
    }

    @Test
    void everyProgramBeginsWithWhatItShowsAndFitsEightyColumns() throws IOException {
        for (ProgramFile program : ProgramFile.allIn(ProgramFile.folder())) {
            List<String> lines = Files.readAllLines(program.path());
            assertThat(lines.get(0)).as(program.toString()).matches("# [A-Z].*").doesNotContain("expect");
            assertThat(lines).as(program.toString()).allMatch(line -> line.length() <= 80);
        }
    }
}
