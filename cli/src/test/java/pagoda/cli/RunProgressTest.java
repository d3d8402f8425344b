package pagoda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A run at a terminal tells how far it has come, but not before two seconds, and not into the program's own lines. */
final class RunProgressTest {
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final Messages messages = new Messages(new PrintStream(error, false, StandardCharsets.UTF_8), true);
    private long now;
    private boolean free = true;
    private final RunProgress progress = new RunProgress(messages, () -> free, () -> now);

    private String written() {
        String text = error.toString(StandardCharsets.UTF_8);
        error.reset();
        return text;
    }

    @Test
    void aShortRunTellsNothing() {
        now = 1_999_999_999;
        progress.at(1_000_000, 1_000_000);
        messages.hide();
        assertThat(written()).isEmpty();
    }

    @Test
    void aLongRunTellsInstructionsTimeAndRate() {
        now = 2_000_000_000;
        progress.at(500_000_000, 1_500_000_000);
        assertThat(written()).isEqualTo("\rpagoda: 500 million instructions, 1.500 s simulated, 250 million a second");
        now = 2_199_999_999L;
        progress.at(600_000_000, 1_600_000_000);
        assertThat(written()).isEmpty();
        now = 2_200_000_000L;
        progress.at(600_000_000, 1_600_000_000);
        assertThat(written()).isEqualTo("\rpagoda: 600 million instructions, 1.600 s simulated, 500 million a second");
        messages.say("done");
        assertThat(written()).endsWith("\rpagoda: done\n");
    }

    @Test
    void aLineThatTheProgramHasBegunIsLeftAlone() {
        free = false;
        now = 3_000_000_000L;
        progress.at(1, 1);
        assertThat(written()).isEmpty();
    }
}
