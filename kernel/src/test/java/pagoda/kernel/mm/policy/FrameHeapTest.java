package pagoda.kernel.mm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FrameHeapTest {
    private final Memory memory = new Memory(32);

    @Test
    void theLeastPageThatMayLeaveIsFoundWhateverComesChangesAndGoes() {
        SplittableRandom random = new SplittableRandom(8);
        FrameHeap heap = new FrameHeap(32);
        TreeMap<Integer, Long> keys = new TreeMap<>();
        for (int step = 0; step < 50_000; step++) {
            int frame = random.nextInt(32);
            long key = random.nextInt(20);
            memory.locked[random.nextInt(32)] = random.nextInt(4) == 0;
            if (!keys.containsKey(frame)) {
                heap.add(frame, key, frame);
                keys.put(frame, key);
            } else if (random.nextBoolean()) {
                heap.change(frame, key, frame);
                keys.put(frame, key);
            } else {
                heap.remove(frame);
                keys.remove(frame);
            }
            int least = keys.keySet().stream()
                    .filter(memory::mayEvict)
                    .min(Comparator.comparing(keys::get))
                    .orElse(ReplacementPolicy.NONE);
            assertThat(heap.firstEvictable(memory)).as("step %s", step).isEqualTo(least);
        }
    }
}
