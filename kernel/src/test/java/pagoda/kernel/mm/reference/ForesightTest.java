package pagoda.kernel.mm.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import pagoda.kernel.mm.policy.FutureReferences;

/** When pages are used next, by strings worked by hand. */
final class ForesightTest {
    private static final int SPACE = 3;
    private static final int THREAD = 2;

    private final Foresight foresight =
            new Foresight(Map.of(THREAD, FutureReferences.of(1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5)));

    private void touch(long... pages) {
        foresight.belongs(THREAD, SPACE);
        for (long page : pages) {
            foresight.touched(THREAD, page);
        }
    }

    @Test
    void theNextUseIsCountedFromWhereTheThreadIs() {
        touch(1, 2, 3);

        assertThat(foresight.untilUse(SPACE, 4)).isZero();
        assertThat(foresight.untilUse(SPACE, 1)).isEqualTo(1);
        assertThat(foresight.untilUse(SPACE, 2)).isEqualTo(2);
        assertThat(foresight.untilUse(SPACE, 5)).isEqualTo(3);

        touch(4, 1, 2, 5, 1);
        assertThat(foresight.untilUse(SPACE, 2)).isZero();
        assertThat(foresight.untilUse(SPACE, 5)).isEqualTo(3);
        assertThat(foresight.exactReferences()).isEqualTo(8);
    }

    @Test
    void whatIsTouchedNowIsStillInUse() {
        touch(1, 2, 3);

        assertThat(foresight.untilUse(SPACE, 3)).isZero();
    }

    @Test
    void aPageThatIsNotTouchedAgainIsNeverUsed() {
        touch(1, 2, 3, 4, 1, 2, 5, 1, 2, 3);

        assertThat(foresight.untilUse(SPACE, 1)).isEqualTo(Foresight.NEVER);
        assertThat(foresight.untilUse(SPACE, 99)).isEqualTo(Foresight.NEVER);
        assertThat(foresight.untilUse(SPACE + 1, 4)).isEqualTo(Foresight.NEVER);
    }

    @Test
    void aThreadThatHasLeftItsStringIsFoundAgainNearby() {
        touch(1, 2, 8, 4);

        assertThat(foresight.exactReferences()).isEqualTo(2);
        assertThat(foresight.untilUse(SPACE, 1)).isZero();
        assertThat(foresight.untilUse(SPACE, 3)).isEqualTo(5);
    }

    @Test
    void ofThreadsThatShareAnAddressSpaceTheFirstToUseThePageCounts() {
        Foresight two = new Foresight(Map.of(2, FutureReferences.of(7, 8, 9, 1), 3, FutureReferences.of(6, 1)));
        two.belongs(2, SPACE);
        two.belongs(3, SPACE);
        two.touched(2, 7);

        assertThat(two.untilUse(SPACE, 1)).isEqualTo(1);
        assertThat(two.isEstimate()).isTrue();

        two.belongs(3, SPACE + 1); // exec
        assertThat(two.untilUse(SPACE, 1)).isEqualTo(2);
        assertThat(two.untilUse(SPACE + 1, 1)).isEqualTo(1);
    }
}
