package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The set that finds its least, against one of the library's. */
final class BitTreeTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 4096, 4097, 262_144})
    void itIsASetThatFindsTheLeast(int size) {
        BitTree tree = new BitTree(size);
        TreeSet<Integer> model = new TreeSet<>();
        SplittableRandom random = new SplittableRandom(size);
        for (int step = 0; step < 5000; step++) {
            // Near the ends, and between words, mistakes are more likely than elsewhere.
            int number = random.nextBoolean()
                    ? random.nextInt(size)
                    : Math.min(size - 1, Math.max(0, random.nextInt(size) / 64 * 64 + random.nextInt(3) - 1));
            if (step % 500 > 250 && !model.isEmpty()) {
                number = model.first();
            }
            assertThat(tree.contains(number)).isEqualTo(model.contains(number));
            if (model.remove(number)) {
                tree.remove(number);
            } else {
                tree.add(number);
                model.add(number);
            }
            int from = random.nextInt(size);
            Integer next = model.ceiling(from);
            assertThat(tree.least()).isEqualTo(model.isEmpty() ? BitTree.NONE : model.first());
            assertThat(tree.leastFrom(from)).isEqualTo(next == null ? BitTree.NONE : next);
        }
    }
}
