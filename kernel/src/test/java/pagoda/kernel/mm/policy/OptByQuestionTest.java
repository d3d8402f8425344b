package pagoda.kernel.mm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The optimum that asks when pages are used next. */
final class OptByQuestionTest {
    private final BitSet held = new BitSet();
    private final long[] until = new long[4];
    private final ReplacementPolicy policy =
            PolicyKind.OPT.create(new Memory(), PolicySettings.ofSeed(0).withUntilUse(frame -> until[frame]));

    @BeforeEach
    void threePagesHaveCome() {
        Arrays.asList(2, 0, 1).forEach(frame -> policy.arrived(frame, true));
    }

    @Test
    void thePageThatIsUsedLastLeaves() {
        until[0] = 5;
        until[1] = 9;
        until[2] = 7;

        assertThat(policy.victim()).isEqualTo(1);

        until[1] = 6; // time has passed
        assertThat(policy.victim()).isEqualTo(2);
    }

    @Test
    void ofPagesThatAreNeverUsedAgainTheFirstToComeLeavesFirst() {
        until[0] = FutureReferences.NEVER;
        until[2] = FutureReferences.NEVER;

        assertThat(policy.victim()).isEqualTo(2);
        policy.departed(2);
        assertThat(policy.victim()).isZero();
    }

    @Test
    void aPageThatMustStayIsNoVictim() {
        until[1] = 9;
        held.set(1);

        assertThat(policy.victim()).isEqualTo(2);

        held.set(0, 4);
        assertThat(policy.victim()).isEqualTo(ReplacementPolicy.NONE);
    }

    private final class Memory implements Residents {
        @Override
        public int frames() {
            return 4;
        }

        @Override
        public boolean takeReferenced(int frame) {
            return false;
        }

        @Override
        public boolean isDirty(int frame) {
            return false;
        }

        @Override
        public boolean mayEvict(int frame) {
            return !held.get(frame);
        }

        @Override
        public long identity(int frame) {
            return frame;
        }

        @Override
        public long now() {
            return 0;
        }
    }
}
