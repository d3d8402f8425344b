package pagoda.kernel.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IntervalTimerTest {
    private final IntervalTimer timer = new IntervalTimer();

    @Test
    void itIsDueAgainAtTheNextMultipleThatLiesAhead() {
        timer.set(100, 10);

        assertThat(timer.expire(99)).isFalse();
        assertThat(timer.expire(100)).isTrue();
        assertThat(timer.due()).isEqualTo(110);
        assertThat(timer.expire(135)).isTrue();
        assertThat(timer.due()).isEqualTo(140);
    }

    @Test
    void whatLiesBehindTheEndOfTimeIsNeverDue() {
        timer.set(Long.MAX_VALUE - 10, 1000);

        assertThat(timer.expire(Long.MAX_VALUE - 5)).isTrue();
        assertThat(timer.due()).isEqualTo(IntervalTimer.OFF);

        timer.set(-1, 1); // a sum that ran over
        assertThat(timer.due()).isEqualTo(IntervalTimer.OFF);
    }
}
