package pagoda.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cli.HostStreams;
import pagoda.cli.Main;
import pagoda.kernel.mm.policy.PolicyKind;

/** A program with three times as much memory as there is RAM is right under each policy, and twice the same. */
final class LargerThanRamTest {
    /** Fills its pages with their numbers, forks, and looks whether parent and child each see what they stored. */
    private static final String SOURCE = """
            .text
            .globl  _start
    _start: li      a0, 0
            li      a1, PAGES * 4096
            li      a2, 3
            li      a3, 0x4022
            li      a4, -1
            li      a5, 0
            li      a7, 222
            ecall
            mv      s0, a0
            li      s1, PAGES * 4096
            add     s1, s0, s1
            li      s2, 4096
            mv      a0, s0
            li      a1, 1
            call    fill
            li      a0, 17
            li      a1, 0
            li      a7, 220
            ecall
            bltz    a0, wrong
            bnez    a0, parent
            li      a1, 7               # the child: half of the pages, in steps of two
            li      s2, 8192
            mv      a0, s0
            call    fill
            li      a1, 7
            mv      a0, s0
            call    verify
            li      t0, 4096
            add     a0, s0, t0
            addi    a1, t0, 1
            call    verify
            j       right
    parent: mv      a0, s0
            li      a1, 1
            call    verify
            li      a0, -1
            la      a1, status
            li      a2, 0
            li      a3, 0
            li      a7, 260
            ecall
            lw      t0, status
            bnez    t0, wrong
            mv      a0, s0
            li      a1, 1
            call    verify
    right:  li      a0, 0
            li      a7, 93
            ecall
    wrong:  li      a0, 1
            li      a7, 93
            ecall
    fill:   sd      a1, 0(a0)
            sd      a1, 2040(a0)
            add     a0, a0, s2
            add     a1, a1, s2
            bltu    a0, s1, fill
            ret
    verify: ld      t0, 0(a0)
            bne     t0, a1, wrong
            ld      t0, 2040(a0)
            bne     t0, a1, wrong
            add     a0, a0, s2
            add     a1, a1, s2
            bltu    a0, s1, verify
            ret
            .bss
    status: .zero   8
    """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    static Stream<String> policies() {
        return Arrays.stream(PolicyKind.values())
                .filter(policy -> !policy.needsFuture())
                .map(PolicyKind::word);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void aProgramOfThreeTimesItsRamIsRightAndTwiceTheSame(String policy) throws IOException { // VM-CHECKLIST 28 to 36
        for (List<String> machine : List.of(
                List.of("--readahead", "8"),
                List.of("--readahead", "off"),
                List.of("--readahead", "8", "--watermarks", "0,0,0"),
                List.of("--readahead", "off", "--watermarks", "0,4K,8K"),
                List.of("--readahead", "8,virtual", "--watermarks", "16K,24K,32K"))) {
            List<String> options = new ArrayList<>(List.of("--ram", "128K", "--swap", "1M", "--policy", policy));
            options.addAll(machine);
            String figures = figures(96, options);
            options.add("--audit");

            assertThat(figures(96, options)).as("%s, audited", options).isEqualTo(figures);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void fortyEightMebibytesGoThroughSixteen(String policy) throws IOException {
        run(48 << 8, List.of("--ram", "16M", "--swap", "128M", "--policy", policy));
    }

    @Test
    void theFiguresOfTwoRunsAreTheSame() throws IOException {
        for (String policy : List.of("clock", "random")) {
            List<String> options = List.of("--ram", "16M", "--swap", "128M", "--policy", policy);
            String figures = figures(48 << 8, options);

            assertThat(figures(48 << 8, options)).isEqualTo(figures).contains("\"pswpout\"");
        }
    }

    /** All that the run has counted, as JSON. */
    private String figures(int pages, List<String> options) throws IOException {
        Path json = temporary.resolve("figures");
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--json", json.toString()));
        run(pages, all);
        return Files.readString(json);
    }

    private void run(int pages, List<String> options) throws IOException {
        Path source = Files.writeString(temporary.resolve("fill.s"), "        .equ PAGES, " + pages + "\n" + SOURCE);
        List<String> arguments = new ArrayList<>(List.of("run", "--max-steps", "10000000"));
        arguments.addAll(options);
        arguments.add(source.toString());
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int status = Main.run(
                new HostStreams(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), error, false),
                arguments.toArray(new String[0]));
        assertThat(status)
                .as("%s: %s", options, error.toString(StandardCharsets.UTF_8))
                .isZero();
    }
}
