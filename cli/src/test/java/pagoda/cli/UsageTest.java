package pagoda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake on the command line gives one line that says what is allowed, and status 125. */
class UsageTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --ram 3Q x.s               | '3Q' is no size; write 64K, 16M or 1G
                    --ram 32K x.s              | RAM must be 64K to 1G, a multiple of 4K
                    --ram 2G x.s               | RAM must be 64K to 1G, a multiple of 4K
                    --ram 99999999999999G x.s  | RAM must be 64K to 1G, a multiple of 4K
                    --ram 65537 x.s            | RAM must be 64K to 1G, a multiple of 4K
                    --tlb 3x3 x.s              | '3x3' is no shape; write ENTRIESxWAYS
                    --tlb 4x8 x.s              | '4x8' is no shape
                    --max-steps 0 x.s          | the limit of steps must be above 0
                    --max-steps many x.s       | 'many' is not a long
                    --cost sleep=3 x.s         | --cost: 'sleep' is none of instruction, walk-reference, trap
                    --cost trap=-1 x.s         | --cost trap: allowed are 0 to 1000000000
                    --trace=foo x.s            | --trace: 'foo' is no kind of event; there are process, syscall
                    --expect-event foo=1 x.s   | 'foo' is no kind of event; there are process, syscall
                    --rma 64M x.s              | unknown option '--rma'; did you mean '--ram'?
                    """)
    void aBadOptionSaysWhatIsAllowed(String options, String message) throws Exception {
        Path source = Files.writeString(folder.resolve("x.s"), "_start: j _start\n");
        List<String> arguments = List.of(("run " + options.replace("x.s", source.toString())).split(" +"));

        Invocation run = Invocation.of(arguments.toArray(new String[0]));

        assertThat(run.stderr()).startsWith("pagoda: ").contains(message).hasLineCount(1);
        assertThat(run.status()).isEqualTo(125);
        assertThat(run.stdout()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "frob", "run", "asm", "run --", "run nothing.s", "asm nothing.s", "--frob"})
    void aCommandThatCannotBeUnderstoodGivesOneLine(String line) {
        Invocation run = Invocation.of(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(run.stderr()).startsWith("pagoda: ").hasLineCount(1);
        assertThat(run.status()).isEqualTo(125);
    }

    @Test
    void aMisspeltFileIsGuessed() throws Exception {
        Files.writeString(folder.resolve("hello.s"), "");

        Invocation run = Invocation.of("run", folder.resolve("helo.s").toString());

        assertThat(run.stderr()).contains("helo.s: no such file; did you mean '" + folder.resolve("hello.s") + "'?");
    }

    @Test
    void aDirectoryOrABinaryIsNoSource() throws Exception {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {1, 0, 2});

        assertThat(Invocation.of("run", folder.toString()).stderr()).contains("is a directory");
        assertThat(Invocation.of("run", binary.toString()).stderr()).contains("neither an assembly source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "asm --help", "dis --help", "policy --help"})
    void helpShowsAnExampleAndFitsEightyColumns(String line) {
        Invocation run = Invocation.of(line.split(" "));

        assertThat(run.status()).isZero();
        assertThat(run.stderr()).isEmpty();
        assertThat(run.stdout()).contains("Example: pagoda ");
        assertThat(run.stdout().lines()).allMatch(text -> text.length() <= 80);
    }
}
