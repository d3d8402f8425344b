package pagoda.kernel.mm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GhostsTest {
    @Test
    void theNamesOfTheLastPagesAreRememberedAndNoOthers() {
        SplittableRandom random = new SplittableRandom(3);
        Ghosts ghosts = new Ghosts(16);
        Set<Long> expected = new LinkedHashSet<>();
        for (int step = 0; step < 50_000; step++) {
            long page = random.nextInt(40) * 0x1_0000_0000L;
            if (random.nextInt(4) == 0) {
                ghosts.forget(page);
                expected.remove(page);
            } else {
                int limit = 1 + random.nextInt(16);
                ghosts.remember(page, limit);
                expected.remove(page);
                while (expected.size() >= limit) {
                    expected.remove(expected.iterator().next());
                }
                expected.add(page);
            }
            long asked = random.nextInt(40) * 0x1_0000_0000L;
            assertThat(ghosts.holds(asked)).as("step %s", step).isEqualTo(expected.contains(asked));
            assertThat(ghosts.size()).isEqualTo(expected.size());
        }
    }
}
