package pagoda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.kernel.mm.policy.PolicyKind;

final class PolicyTest {
    private static final String BELADY = "1 2 3 4 1 2 5 1 2 3 4 5";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theTableHasAPolicyARowAndTellsBeladysAnomaly() {
        Invocation run = policy("--policy fifo,lru --frames 3,4 " + BELADY);

        assertThat(run.stdout()).isEqualTo("""
                        12 references to 5 pages

                        faults, frames:       3     4
                        fifo                  9    10
                        lru                  10     8
                        opt, the bound        7     6

                        hits %, frames:       3     4
                        fifo               25.0  16.7
                        lru                16.7  33.3
                        opt, the bound     41.7  50.0

                        Belady's anomaly: fifo has 9 faults with 3 frames, but 10 with 4.
                        opt knows the future, and is the bound: no policy can have fewer faults.
                        """);
        assertThat(run.stderr()).isEmpty();
        assertThat(run.status()).isZero();
    }

    @Test
    void whereRandomHasMoreFaultsWithMoreFramesThatIsChance() {
        Invocation run = policy("--policy random --frames 2,3 7 0 1 2 0 3 0 4 2 3 0 3 2 1 2 0 1 7 0 1");

        assertThat(run.stdout())
                .contains("Chance: random has 15 faults with 2 frames, but 17 with 3.")
                .doesNotContain("anomaly");
    }

    @Test
    void theStepsAreThePictureOfTheTextbook() {
        Invocation run = policy("--policy fifo --frames 3 --steps " + BELADY.replace(' ', ','));

        assertThat(run.stdout()).endsWith("""

                        fifo, 3 frames: 9 faults, 3 hits

                        reference  1  2  3  4  1  2  5  1  2  3  4  5
                        frame 0    1  1  1  4  4  4  5  5  5  5  5  5
                        frame 1    .  2  2  2  1  1  1  1  1  3  3  3
                        frame 2    .  .  3  3  3  2  2  2  2  2  4  4
                        fault      F  F  F  F  F  F  F        F  F
                        evicted             1  2  3  4        1  2
                        """);
    }

    @Test
    void everyPolicyIsShownAndNoLineIsWiderThanEightyColumns() {
        Invocation run = policy("--steps --frames 1-40 " + "0x12000w 0x13000 0x14000 0x12000 0x15000! ".repeat(12));

        for (PolicyKind kind : PolicyKind.values()) {
            assertThat(run.stdout())
                    .containsPattern("(?m)^" + kind.word() + " +60 ")
                    .contains("\n" + kind.word() + ", 40 frames: 4 faults, 56 hits\n");
        }
        assertThat(run.stdout()).contains(" 0x12000w ");
        assertThat(run.stdout().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void withoutNumbersOfFramesAllAreShownOrPowersOfTwo() {
        assertThat(policy("1 2 3").stdout()).containsPattern("faults, frames: +1 +2 +3\n");
        assertThat(policy("1 2 3 4 5 6 7 8 9 10 11").stdout()).containsPattern("faults, frames: +1 +2 +4 +8 +11\n");
    }

    @Test
    void aWriteCountsForThePoliciesThatAskWhetherAPageIsModified() {
        String modified = policy("--policy nru --tick 4 --frames 3 --steps 1w 2 3 1 2 4 5")
                .stdout();
        String clean =
                policy("--policy nru --tick 4 --frames 3 --steps 1 2 3 1 2 4 5").stdout();

        assertThat(modified).containsPattern("evicted +3 +1\n");
        assertThat(clean).containsPattern("evicted +1 +3\n");
    }

    @Test
    void theSeedDecidesWhatRandomEvicts() {
        String arguments = "--policy random --frames 3 --steps 1 2 3 4 5 6 1 2 3 4 5 6";

        assertThat(policy("--seed 5 " + arguments)).isEqualTo(policy("--seed 5 " + arguments));
        assertThat(policy("--seed 5 " + arguments)).isNotEqualTo(policy("--seed 6 " + arguments));
    }

    @Test
    void referencesCanBeReadFromAFileOrTheStandardInput() throws Exception {
        String text = "# Belady, 1969\n1,2 3\n\n4 1 2 # and on\n5 1 2 3 4 5";
        Path file = Files.writeString(folder.resolve("belady"), text);

        assertThat(policy("--file " + file)).isEqualTo(policy(BELADY));
        assertThat(Invocation.withInput(text, "policy", "--file", "-")).isEqualTo(policy(BELADY));
    }

    @Test
    void ofSeveralThreadsOneIsTakenAndItIsSaidWhich() throws Exception {
        Path file = Files.writeString(
                folder.resolve("recorded"), "thread 2: 0x1000 0x2000w\n0x1000\nthread 7: 0x9000\nthread 2: 0x3000\n");

        Invocation first = policy("--file " + file);
        assertThat(first.stdout()).startsWith("4 references to 3 pages\n");
        assertThat(first.stderr())
                .isEqualTo("pagoda: there are references of 2 threads (2, 7); these are of thread 2,"
                        + " --thread N takes another\n");
        Invocation second = policy("--thread 7 --file " + file);
        assertThat(second.stdout()).startsWith("1 reference to 1 page\n");
        assertThat(second.stderr()).isEmpty();
        assertThat(policy("--thread 3 --file " + file).stderr())
                .isEqualTo("pagoda: --thread: there is no thread 3; there are 2, 7\n");
    }

    @Test
    void aBadFileIsToldWithItsLine() throws Exception {
        Path file = Files.writeString(folder.resolve("bad"), "1 2\n# x\n3 four\n");
        Path mixed = Files.writeString(folder.resolve("mixed"), "1 2\nthread 4: 5\n");
        Path empty = Files.writeString(folder.resolve("empty"), "# nothing\nthread 1:\n");

        assertThat(policy("--file " + file).stderr()).contains("bad:3: 'four' is no reference; write a page as 7");
        assertThat(policy("--file " + mixed).stderr())
                .contains("mixed:2: there are references before the first thread");
        assertThat(policy("--file " + empty).stderr()).contains("empty: there are no references");
        assertThat(policy("--file " + file).status()).isEqualTo(125);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --policy fifi 1             | --policy: 'fifi' is no policy; did you mean 'fifo'?
                    --policy best 1             | there are fifo, clock, nru, aging, lru, active-inactive, lfu
                    --policy fifo, 1            | '' is no policy
                    --frames 0 1                | '0' is no number of frames; write N, N,N or A-B, from 1 to 65536
                    --frames 65537 1            | '65537' is no number of frames
                    --frames 4-3 1              | '4-3' is no number of frames
                    --frames 3, 1               | '' is no number of frames
                    --frames 1-257 1            | at most 256 numbers of frames
                    --frames 1-200,301-400 1    | at most 256 numbers of frames
                    --tick 0 1                  | --tick: at least 1 reference
                    --window -2 1               | --window: at least 1 reference
                    --steps --frames 65 1       | at most 64 frames and 10000 references can be drawn
                    --thread 2 1                | there is no thread 2; the references are of no thread
                    --frames 3                  | references are missing
                    1 2 x                       | 'x' is no reference; write a page as 7 or 0x12000, with w
                    1 0x                        | '0x' is no reference
                    1 w                         | 'w' is no reference
                    1 +2                        | '+2' is no reference
                    1 0x-2                      | '0x-2' is no reference
                    1 9223372036854775808       | '9223372036854775808' is no reference
                    , ,                         | there are no references
                    --file none 1               | references are given twice: with --file, and as '1'
                    --file none                 | none: no such file
                    --svg /none/x.svg 1         | /none/x.svg: no such file
                    --stepz 1                   | unknown option '--stepz'; did you mean '--steps'?
                    """)
    void aBadArgumentGivesOneLineThatSaysWhatIsAllowed(String arguments, String message) {
        Invocation run = policy(arguments);

        assertThat(run.stderr()).startsWith("pagoda: ").contains(message).hasLineCount(1);
        assertThat(run.status()).isEqualTo(125);
        assertThat(run.stdout()).isEmpty();
    }

    @Test
    void thePictureIsWellFormedAndTellsTheFiguresToScreenReaders() throws Exception {
        Path picture = folder.resolve("faults.svg");
        policy("--frames 3,4 --svg " + picture + " " + BELADY);
        byte[] svg = Files.readAllBytes(picture);

        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        assertThat(new String(svg, StandardCharsets.UTF_8))
                .contains("<title id=\"t\">Page faults over frames</title>")
                .contains("fifo: 9 faults with 3, 10 faults with 4.")
                .contains("prefers-color-scheme: dark")
                .doesNotContain("href");
    }

    @Test
    void everyCurveOfThePictureHasItsOwnMarker() throws Exception {
        Path picture = folder.resolve("faults.svg");
        policy("--frames 2 --svg " + picture + " 1 2 3");
        List<String> shapes = Files.readString(picture)
                .lines()
                .flatMap(line -> Stream.of(line.split("(?=<path)")))
                .filter(element -> element.contains("class=\"marker"))
                .map(element ->
                        element.replaceFirst(" transform=\"[^\"]*\"", "").strip())
                .distinct()
                .toList();

        assertThat(shapes).hasSize(PolicyKind.values().length);
    }

    @Test
    void helpHasEveryPolicy() {
        Invocation run = policy("--help");

        for (PolicyKind kind : PolicyKind.values()) {
            assertThat(run.stdout()).containsPattern("(?m)^  " + kind.word() + " +" + kind.description());
        }
    }

    private static Invocation policy(String arguments) {
        return Invocation.of(("policy " + arguments).split(" +"));
    }
}
