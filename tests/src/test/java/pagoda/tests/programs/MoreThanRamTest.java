package pagoda.tests.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.cli.HostStreams;
import pagoda.cli.Main;

/** What is to be learnt from the programs that need more than RAM: one is run on two machines, and the figures compared. */
final class MoreThanRamTest {
    private static final List<String> SCAN = List.of("--ram", "2M");
    private static final List<String> SWAP_MORE = List.of("--ram", "2M", "--stats");

    /** What the program says on both streams. */
    private static String run(String program, List<String> machine, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", "--max-steps", "100000000"));
        arguments.addAll(machine);
        arguments.addAll(List.of(options));
        arguments.add(ProgramFile.folder().resolve(program).toString());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = Main.run(
                new HostStreams(InputStream.nullInputStream(), said, said, false), arguments.toArray(new String[0]));
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(status).as(text).isZero();
        return text;
    }

    /** The number that follows the label. */
    private static long figure(String text, String label) {
        Matcher matcher = Pattern.compile(Pattern.quote(label) + " +([\\d,]+)").matcher(text);
        assertThat(matcher.find()).as("'%s' in %s", label, text).isTrue();
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }

    @Test
    void theOptimumHasBeladysStringDoneWithSevenFaultsAndWithSixThatFifoHasNineAndTenFor(@TempDir Path folder) {
        List<String> machine = List.of("--ram", "96K", "--watermarks", "0,0,0", "--readahead", "off");
        String references = folder.resolve("references").toString();

        String first = run("belady.s", machine, "--policy", "fifo", "--record-references", references);
        String second = run("belady.s", machine, "--policy", "opt", "--references", references);

        assertThat(first).contains("frames 3, faults 9", "frames 4, faults 10");
        assertThat(second).contains("frames 3, faults 7", "frames 4, faults 6");
    }

    @Test
    void aScanCostsTheHotSetFewerMajorFaultsWith2qThanWithLru() {
        for (String readAhead : List.of("off", "8")) {
            String label = "major faults on the hot set:";
            long lru = figure(run("scan.s", SCAN, "--readahead", readAhead, "--policy", "lru"), label);
            long twoQueues = figure(run("scan.s", SCAN, "--readahead", readAhead, "--policy", "2q"), label);

            assertThat(10 * twoQueues).as("2q %d, lru %d", twoQueues, lru).isLessThan(7 * lru);
        }
    }

    @Test
    void writingInClustersTakesAQuarterOfTheDisksTimeAtMost() {
        long clusters = timeOfWrites(run("swap-more.s", SWAP_MORE));
        long single = timeOfWrites(run("swap-more.s", SWAP_MORE, "--swap-cluster", "1"));

        assertThat(4 * clusters)
                .as("clusters %d ns, single %d ns", clusters, single)
                .isLessThan(single);
    }

    /** By what a request and a page cost by default. */
    private static long timeOfWrites(String text) {
        return figure(text, "disk writes") * 5_000_000 + figure(text, "disk pages_written") * 40_000;
    }

    @Test
    void whatIsBeingWrittenCountsAsComingFreeSoThatNotAllOfRamIsWritten(@TempDir Path folder) throws IOException {
        int pages = 300;
        Path program = Files.writeString(folder.resolve("fill.s"), """
                _start: la      t0, pages
                        li      t1, PAGES
                        li      t2, 4096
                1:      sd      t1, 0(t0)
                        add     t0, t0, t2
                        addi    t1, t1, -1
                        bnez    t1, 1b
                        li      a0, 0
                        li      a7, 93
                        ecall
                        .bss
                pages:  .skip   PAGES << 12
                """.replace("PAGES", Integer.toString(pages)));
        String text = run(program.toString(), List.of("--ram", "1M", "--stats"));

        assertThat(figure(text, "pswpout")).isBetween(pages - 256L, pages - 256L + 80);
    }

    @Test
    void readsThatGoInARowAreReadAheadAgainAfterOthersThatDidNot() {
        String text = run("locality.s", List.of("--ram", "1M"));

        assertThat(figure(text, "row by row: major faults")).isLessThan(384 / 4);
        assertThat(figure(text, "column by column: major faults")).isLessThan(16 * 384 / 4);
    }
}
