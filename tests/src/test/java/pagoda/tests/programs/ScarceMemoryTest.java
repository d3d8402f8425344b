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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.cli.HostStreams;
import pagoda.cli.Main;

/** What is promised of machines with little memory: the programs that show it, run in both ways, and their figures compared. */
final class ScarceMemoryTest {
    @TempDir
    private Path folder;

    /** A run that is over. */
    private record Ended(int status, String stdout, String stderr, String json) {
        /** The first figure of this name: the system's. */
        long figure(String name) {
            Matcher matcher =
                    Pattern.compile("\"" + name + "\"\\s*:\\s*([0-9]+)").matcher(json);
            assertThat(matcher.find()).as(name).isTrue();
            return Long.parseLong(matcher.group(1));
        }

        /** The number at the end of the output's line that begins so. */
        long number(String line) {
            Matcher matcher = Pattern.compile(Pattern.quote(line) + "([0-9]+)").matcher(stdout);
            assertThat(matcher.find()).as(stdout).isTrue();
            return Long.parseLong(matcher.group(1));
        }
    }

    private Ended run(String program, String... options) throws IOException {
        Path json = folder.resolve("figures.json");
        List<String> arguments = new ArrayList<>(List.of("run", "--json", json.toString()));
        arguments.addAll(List.of(options));
        arguments.add(ProgramFile.folder().resolve(program).toString());
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int status = Main.run(
                new HostStreams(new ByteArrayInputStream(new byte[0]), output, error, false),
                arguments.toArray(new String[0]));
        return new Ended(
                status,
                output.toString(StandardCharsets.UTF_8),
                error.toString(StandardCharsets.UTF_8),
                Files.readString(json));
    }

    @Test
    void loadControlHalvesAtLeastTheTimeOfThrashing() throws IOException {
        Ended off = run("load-control.s", "--ram", "960K", "--load-control", "off");
        Ended on = run("load-control.s", "--ram", "960K", "--load-control", "on");

        assertThat(on.figure("cycles")).isLessThan(off.figure("cycles") / 2);
        assertThat(off.figure("thrashing_windows")).isGreaterThan(10);
    }

    @Test
    void aScanDrivesTheHotSetOutUnderLruAndNotUnder2q() throws IOException {
        Ended lru = run("scan.s", "--ram", "2M", "--readahead", "off", "--policy", "lru");
        Ended two = run("scan.s", "--ram", "2M", "--readahead", "off", "--policy", "2q");

        assertThat(two.number("major faults on the hot set: "))
                .isLessThan(lru.number("major faults on the hot set: ") * 7 / 10);
    }

    @Test
    void clustersTakeAQuarterOfTheDiskTimeOfSinglePagesAtMost() throws IOException {
        Ended single = run("swap-out.s", "--ram", "1M", "--swap-cluster", "1");
        Ended clusters = run("swap-out.s", "--ram", "1M");

        assertThat(clusters.figure("pswpout")).isGreaterThan(500);
        assertThat(clusters.figure("busy_cycles")).isLessThan(single.figure("busy_cycles") / 4);
    }

    @Test
    void theLargestProcessDiesForWantOfMemoryAndTheOthersGoOn() throws IOException {
        Path source = Files.writeString(folder.resolve("two.s"), """
                # The parent has little and waits; the child takes all there is.
                        .text
                _start: li      a0, 17
                        li      a1, 0
                        li      a2, 0
                        li      a3, 0
                        li      a4, 0
                        li      a7, 220
                        ecall
                        beqz    a0, child
                        addi    sp, sp, -16
                        li      a0, -1
                        mv      a1, sp
                        li      a2, 0
                        li      a3, 0
                        li      a7, 260
                        ecall
                        lw      a0, 0(sp)       # the child's wait status: its signal
                        li      a7, 93
                        ecall
                child:  la      t0, room
                        li      t1, 4096
                1:      sd      t0, 0(t0)
                        add     t0, t0, t1
                        j       1b
                        .bss
                room:   .zero   1 << 24
                """);

        Ended run = run(source.toAbsolutePath().toString(), "--ram", "1M", "--swap", "1M", "--audit");

        assertThat(run.status()).as(run.stderr()).isEqualTo(9);
        assertThat(run.stderr()).contains("out of memory:", "<- killed: reason out-of-memory");
        assertThat(run.figure("oom_kill")).isEqualTo(1);
    }

    @Test
    void whatCannotBePromisedIsRefusedAsTheModeSays() throws IOException {
        String ask = """
                # exits with 0 if 3/4 of RAM and swap can be mapped, and as much again; with 1 or 2 if not
                        .text
                _start: li      s1, 1
                1:      li      a0, 0
                        li      a1, 0x180000
                        li      a2, 3
                        li      a3, 0x22
                        li      a4, -1
                        li      a5, 0
                        li      a7, 222
                        ecall
                        bltz    a0, no
                        addi    s1, s1, 1
                        li      t0, 3
                        bne     s1, t0, 1b
                        li      s1, 0
                no:     mv      a0, s1
                        li      a7, 93
                        ecall
                """;
        String path =
                Files.writeString(folder.resolve("ask.s"), ask).toAbsolutePath().toString();

        assertThat(run(path, "--ram", "1M", "--swap", "1M").status()).isZero();
        assertThat(run(path, "--ram", "512K", "--swap", "512K").status()).isEqualTo(1);
        assertThat(run(path, "--ram", "512K", "--swap", "512K", "--overcommit", "1")
                        .status())
                .isZero();
        assertThat(run(path, "--ram", "1M", "--swap", "1M", "--overcommit", "2").status())
                .isEqualTo(1);
        assertThat(run(path, "--ram", "1M", "--swap", "2M", "--overcommit", "2").status())
                .isEqualTo(2);
    }

    @Test
    void aGroupNeverHasMoreThanItsLimit() throws IOException {
        for (String policy : List.of("clock", "lru", "2q", "mglru")) {
            Ended run = run("limit.s", "--limit", "limit=256K", "--policy", policy, "--audit");

            assertThat(run.stdout()).contains("all were as they were left: yes", "pages went to swap: yes");
            assertThat(run.figure("frames_max")).as(policy).isEqualTo(64);
        }
    }

    @Test
    void aGroupThatIsFullAndCannotSwapLosesTheProcessThatAsks() throws IOException {
        Ended run = run("limit.s", "--limit", "limit=256K", "--swap", "0");

        assertThat(run.status()).isEqualTo(137);
        assertThat(run.stderr()).contains("out-of-memory");
    }

    @Test
    void twoRunsHaveTheSameFigures() throws IOException {
        for (String policy : List.of("clock", "random", "working-set", "2q")) {
            Ended first = run("thrash.s", "--ram", "1M", "--policy", policy);
            Ended second = run("thrash.s", "--ram", "1M", "--policy", policy);

            assertThat(second.json()).as(policy).isEqualTo(first.json());
        }
    }
}
