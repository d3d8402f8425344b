package pagoda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private long now;
    private final ProgressLine line =
            new ProgressLine(new Messages(new PrintStream(error, false, StandardCharsets.UTF_8)), () -> now);

    @Test
    void nothingIsSaidInTheFirstSecond() {
        now = 999_999_999;
        line.at("a.s", 1, 2);
        line.clear();
        assertThat(error.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void theLineIsWrittenAgainTenTimesASecondAndThenTakenAway() {
        now = 1_000_000_000;
        line.at("a.s", 1, 2);
        line.at("a.s", 1, 2);
        now = 1_100_000_000;
        line.at("a.s", 2_000_000_000, 2_000_000_000);
        line.clear();
        assertThat(error.toString(StandardCharsets.UTF_8))
                .isEqualTo("\rpagoda: assembling a.s: 50 %\rpagoda: assembling a.s: 100 %\r" + " ".repeat(29) + "\r");
    }

    @Test
    void noProgressIsToldWhereStderrIsNoTerminal() {
        assertThat(Invocation.of("asm", "-o", "/dev/null", "../programs/hello.s")
                        .stderr())
                .isEmpty();
    }
}
