package pagoda.tests.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.cli.HostStreams;
import pagoda.cli.Main;

/** Programs of courses, which make the system calls of the simulators RARS and Venus. */
final class SimulatorCallsTest {
    private static final Path COURSE = Path.of("..", "asm", "src", "test", "resources", "pagoda", "asm", "rars");
    private static final String EXIT = "\nli a7, 10\necall\n";

    @TempDir
    private Path folder;

    /** A run that is over. */
    private record Ended(int status, String stdout, String stderr) {}

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hello       | ''      | 'Hello, world!\n'                              | 0",
                "fibonacci   | ''      | '1 1 2 3 5 8 13 21 34 55 89 144 233 377 610 987 1597 2584 4181 6765 ' | 0",
                "bubble-sort | ''      | '-3 0 1 5 7 7 12 100 '                         | 0",
                "reverse     | 'abc\n' | 'text: \ncba'                                  | 0",
                "factorial   | ''      | '3628800'                                      | 0",
                "macros      | ''      | 'counting (up): 1, 2, 3, 4, 5, 7, 8, 9, done\n' | 0",
                "names       | ''      | 'total: 102'                                   | 0",
                "list        | ''      | '12345'                                        | 0",
                "table       | ''      | ''                                             | 2",
                "addresses   | ''      | '7'                                            | 0"
            })
    void aProgramOfACourseDoesWhatItDoesInRars(String name, String input, String output, int status) {
        Path program = COURSE.resolve(name + ".s");
        for (List<String> machine : List.of(
                List.of("--audit"),
                List.of("--quantum", "1"),
                List.of("--ram", "256K", "--swap", "4M", "--cost", "disk-seek=1000", "--inject", "evict-every=7"))) {
            Ended run = run(program, "rars", input, machine);
            assertThat(run.stdout).as("%s: %s", machine, run.stderr).isEqualTo(output);
            assertThat(run.status).isEqualTo(status);
        }
    }

    @Test
    void aCallThatPrintsChangesNoRegister() throws IOException {
        assertThat(rars("li a0, 7\nli a7, 1\necall\necall\nli a7, 36\necall", "").stdout)
                .isEqualTo("777");
    }

    @Test
    void theLeastNumberIsPrintedLikeAnyOther() throws IOException {
        assertThat(rars("li a0, 1\nslli a0, a0, 63\nli a7, 1\necall\necall", "").stdout)
                .isEqualTo("-9223372036854775808-9223372036854775808");
    }

    @ParameterizedTest
    @CsvSource({
        "34, 42, 0x000000000000002a",
        "34, -1, 0xffffffffffffffff",
        "35, 5, 0b0000000000000000000000000000000000000000000000000000000000000101",
        "36, -1, 18446744073709551615",
        "11, 0x141, A"
    })
    void numbersArePrintedInSeveralForms(int call, String number, String output) throws IOException {
        assertThat(rars("li a0, " + number + "\nli a7, " + call + "\necall", "").stdout)
                .isEqualTo(output);
    }

    @Test
    void aNumberIsReadFromALineAndWhatFollowsIsLeftForTheNextCall() throws IOException {
        String readAndPrint = "li a7, 5\necall\nli a7, 1\necall\n";
        String readChar = "li a7, 12\necall\nli a7, 11\necall\n";
        assertThat(rars(readAndPrint + readChar + readChar + readAndPrint, "  -12 \nxy+34").stdout)
                .isEqualTo("-12xy34");
    }

    @ParameterizedTest
    @CsvSource({"5, twelve", "5, 2147483648", "5, ''", "6, 1.2.3", "7, e", "7, ''"})
    void aLineWithoutANumberEndsTheProgram(int call, String line) throws IOException {
        Ended run = rars("li a7, " + call + "\necall\nli a0, 1\nli a7, 1\necall", line + "\n");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.stdout).isEmpty();
        assertThat(run.stderr).contains(": '" + line + "' is not ").contains("prog.s:2:   ecall");
    }

    @Test
    void readingACharacterAtTheEndOfTheInputEndsTheProgram() throws IOException {
        Ended run = rars("li a7, 12\necall", "");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.stderr).contains("read_char: the input has ended");
    }

    /** As many bytes as the size allows, one less for the zero. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8 | 'abc\nx'     | 'abc\n'   | 'x'",
                "8 | 'abc'        | 'abc\n'   | '~'",
                "4 | 'abc\nx'     | 'abc'     | '\n'",
                "3 | 'abc\nx'     | 'ab'      | 'c'",
                "1 | 'abc'        | ''        | 'a'",
                "0 | 'abc'        | '~~'      | 'a'",
                "8 | ''           | '\n'      | '~'"
            })
    void aStringIsReadAsFgetsDoes(int size, String input, String stored, String next) throws IOException {
        String code = """
                la a0, buffer
                li a1, %d
                li a7, 8
                ecall
                li a7, 4
                ecall
                li a7, 12
                la a0, buffer
                ecall
                li a7, 11
                ecall
                li a7, 10
                ecall
                .data
                buffer: .asciz "~~"
                .space 16
                """;
        Ended run = rars(code.replace("%d", Integer.toString(size)), input);
        assertThat(run.stdout).isEqualTo(next.equals("~") ? stored : stored + next);
        assertThat(run.status).isEqualTo(next.equals("~") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"4, the string at 0x0 cannot be read", "8, the buffer at 0x0 cannot be written"})
    void anAddressWithoutMemoryEndsTheProgram(int call, String why) throws IOException {
        Ended run = rars("li a0, 0\nli a1, 9\nli a7, " + call + "\necall", "abc\n");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.stderr).contains(why);
    }

    @Test
    void aStringMayBeLongerThanAPage() throws IOException {
        assertThat(rars("la a0, long\nli a7, 4\necall\n" + EXIT + ".data\nlong: .fill 10000, 1, 'x'\n.byte 0\n", "")
                        .stdout)
                .isEqualTo("x".repeat(10_000));
    }

    @Test
    void theHeapGrowsFromWhereItEnded() throws IOException {
        String grow = "li a0, 5\nli a7, 9\necall\n";
        assertThat(rars(grow + "mv s0, a0\nsb a0, 4(a0)\n" + grow + "sub a0, a0, s0\nli a7, 1\necall", "").stdout)
                .isEqualTo("8");
        assertThat(rars("li a0, -5\nli a7, 9\necall", "").stderr).contains("sbrk: the heap cannot shrink");
        assertThat(rars("li a0, 1\nslli a0, a0, 40\nli a7, 9\necall", "").stderr)
                .contains("sbrk: the heap cannot grow by 1099511627776 bytes");
    }

    @Test
    void everyAddressFitsIntoAWord() throws IOException {
        assertThat(rars("sext.w a0, sp\nsub a0, a0, sp\nli a7, 1\necall\nsrli a0, sp, 20\necall", "").stdout)
                .isEqualTo("02047");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1e7, 1.0E7",
        "-123456.75, -123456.75",
        "0.001, 0.001",
        "9.999e-4, 9.999E-4",
        "1, 1.0",
        "-0.0, -0.0",
        "1e400, Infinity",
        "NaN, NaN"
    })
    void doublesAreReadAndPrintedAsInRars(String input, String output) throws IOException {
        assertThat(rars("li a7, 7\necall\nli a7, 3\necall", input + "\n").stdout)
                .isEqualTo(output);
    }

    @Test
    void floatsHaveTheDigitsOfFloats() throws IOException {
        assertThat(rars("li a7, 6\necall\nfadd.s fa0, fa0, fa0\nli a7, 2\necall", "0.1\n").stdout)
                .isEqualTo("0.2");
    }

    @Test
    void sleepingTakesTimeOfTheMachine() throws IOException {
        String time = "li a7, 30\necall\n";
        String code = time + "mv s0, a0\nli a0, 1500\nli a7, 32\necall\n" + time + "sub a0, a0, s0\nli a7, 1\necall";
        assertThat(rars(code, "").stdout).isEqualTo("1500");
    }

    @Test
    void chanceFollowsFromTheSeed() throws IOException {
        String number = "li a0, 3\nli a7, 41\necall\nli a7, 1\necall\n";
        assertThat(rars(number, "", "--seed", "1").stdout)
                .isEqualTo(rars(number, "", "--seed", "1").stdout)
                .isNotEqualTo(rars(number, "", "--seed", "2").stdout);
        assertThat(rars("li a0, 3\nli a1, 42\nli a7, 40\necall\n" + number, "").stdout)
                .as("RARS's generators are those of java.util.Random")
                .isEqualTo("-1170105035");
        String below = "li a0, 0\nli a1, 3\nli a7, 42\necall\nli a7, 1\necall\n";
        assertThat(rars(below.repeat(20), "").stdout).matches("[012]{20}").contains("0", "1", "2");
        assertThat(rars("li a1, 0\nli a7, 42\necall", "").stderr).contains("rand_int_range: there is no number");
    }

    @Test
    void filesAreWrittenAnewAppendedToAndRead() throws IOException {
        String code = """
                .macro file flags
                la a0, name
                li a1, \\flags
                li a7, 1024
                ecall
                mv s0, a0
                .endm
                .macro call number count
                mv a0, s0
                la a1, text
                li a2, \\count
                li a7, \\number
                ecall
                .endm
                file 0
                li a7, 1
                ecall               # -1: there is none
                file 1
                call 64, 2
                call 57, 0
                file 9
                call 64, 2
                call 57, 0
                file 0
                call 63, 9
                li a7, 1
                ecall               # 4 bytes
                la a0, text
                li a7, 4
                ecall
                li a7, 10
                ecall
                .data
                name: .asciz "notes"
                text: .asciz "abcdefghi"
                """;
        assertThat(rars(code, "").stdout).isEqualTo("-14ababefghi");
    }

    /** The file is closed when it has been written, and is then opened as descriptor 0. */
    @Test
    void inputMayComeFromAFileAndWaitForTheDisk() throws IOException {
        String code = """
                .macro call number first=0 second=0 third=0
                li a0, \\first
                li a2, \\third
                li a1, \\second
                li a7, \\number
                ecall
                .endm

                call 57 0           # descriptor 0 is free
                la a0, name
                li a1, 1
                li a7, 1024
                ecall               # and is the file's, to write
                li a0, 0
                la a1, text
                li a2, 9
                li a7, 64
                ecall
                call 57 0
                la a0, name
                li a1, 0
                li a7, 1024
                ecall               # and now to read
                call 5
                mv s1, a0
                call 5
                add a0, a0, s1
                li a7, 1
                ecall
                li a7, 10
                ecall
                .data
                name: .asciz "numbers"
                text: .ascii "12\\n30000\\n"
                """;
        String[] little = {"--ram", "64K", "--swap", "4M", "--cost", "disk-seek=1000", "--inject", "evict-every=3"};
        assertThat(rars(code, "", little).stdout).isEqualTo("30012");
    }

    @Test
    void aClosedStandardStreamEndsTheProgram() throws IOException {
        assertThat(rars("li a0, 1\nli a7, 57\necall\nli a7, 1\necall", "").stderr)
                .contains("print_int: standard output is not open");
        assertThat(rars("li a0, 0\nli a7, 57\necall\nli a7, 5\necall", "").stderr)
                .contains("read_int: standard input is not open");
    }

    @Test
    void anUnknownCallGivesENOSYSAndIsToldOnce() throws IOException {
        Ended run = rars("li a7, 50\necall\necall\nli a7, 1\necall", "");
        assertThat(run.stdout).isEqualTo("-38");
        assertThat(run.stderr.lines().filter(line -> line.contains("system call 50 does not exist")))
                .hasSize(1);
    }

    @Test
    void whatMainReturnsIsTheExitStatus() throws IOException {
        assertThat(rars(".globl main\nmain: li a0, 3\nret", "").status).isEqualTo(3);
        assertThat(venus(".globl main\nmain: li a0, 3\nret").status).isEqualTo(3);
    }

    @Test
    void venusHasItsNumbersInA0() throws IOException {
        String code = """
                li a0, 4
                la a1, text
                ecall
                li a0, 1
                li a1, -5
                ecall
                li a0, 11
                li a1, '!'
                ecall
                li a0, 9
                li a1, 16
                ecall
                sd a0, 8(a0)
                li a0, 17
                li a1, 6
                ecall
                .data
                text: .asciz "text"
                """;
        Ended run = venus(code);
        assertThat(run.stdout).isEqualTo("text-5!");
        assertThat(run.status).isEqualTo(6);
    }

    private Ended venus(String code) throws IOException {
        return run(source(code), "venus", "", List.of("--audit"));
    }

    private Ended rars(String code, String input, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--audit");
        return run(source(code + EXIT), "rars", input, all);
    }

    private Path source(String code) throws IOException {
        return Files.writeString(folder.resolve("prog.s"), code);
    }

    private static Ended run(Path program, String abi, String input, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("run", "--abi", abi, "--max-steps", "1000000"));
        arguments.addAll(options);
        arguments.add(program.toString());
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int status = Main.run(
                new HostStreams(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output, error, false),
                arguments.toArray(new String[0]));
        return new Ended(status, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }
}
