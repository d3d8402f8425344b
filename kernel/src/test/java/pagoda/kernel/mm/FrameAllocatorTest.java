package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.kernel.event.KernelPanic;

final class FrameAllocatorTest {
    private record Block(int frame, int order) {}

    static java.util.stream.LongStream seeds() {
        return java.util.stream.LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithASetOfFreeFrames(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int frames = random.nextInt(1, 3000);
        FrameAllocator allocator = new FrameAllocator(frames);
        TreeSet<Integer> free = new TreeSet<>();
        for (int frame = 0; frame < frames; frame++) {
            free.add(frame);
        }
        List<Block> had = new ArrayList<>();
        int least = frames;
        for (int step = 0; step < 2000; step++) {
            if (had.isEmpty() || random.nextInt(100) < 55) {
                int order = random.nextInt(4) == 0 ? random.nextInt(FrameAllocator.MAX_ORDER + 1) : random.nextInt(3);
                int frame = allocator.allocate(order);
                assertThat(frame).as("seed %d step %d", seed, step).isEqualTo(lowest(free, frames, order, frame));
                if (frame >= 0) {
                    take(free, frame, order, seed);
                    had.add(new Block(frame, order));
                }
            } else {
                Block block = had.remove(random.nextInt(had.size()));
                allocator.free(block.frame, block.order);
                for (int i = 0; i < 1 << block.order; i++) {
                    free.add(block.frame + i);
                }
            }
            least = Math.min(least, free.size());
            assertThat(allocator.free()).as("seed %d step %d", seed, step).isEqualTo(free.size());
            assertThat(allocator.leastFree()).isEqualTo(least);
        }
        for (int frame = 0; frame < frames; frame++) {
            assertThat(allocator.isFree(frame))
                    .as("seed %d frame %d", seed, frame)
                    .isEqualTo(free.contains(frame));
        }
        had.forEach(block -> allocator.free(block.frame, block.order));
        assertThat(drain(allocator)).as("seed %d: joined back", seed).isEqualTo(drain(new FrameAllocator(frames)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 10})
    void aBlockIsAlignedToItsSize(int order) {
        FrameAllocator allocator = new FrameAllocator(4096 + 7);
        allocator.allocate(0);
        int frame = allocator.allocate(order);
        while (frame >= 0) {
            assertThat(frame % (1 << order)).isZero();
            frame = allocator.allocate(order);
        }
    }

    @Test
    void aFrameFreedTwicePanics() { // VM-CHECKLIST 11
        FrameAllocator allocator = new FrameAllocator(64);
        int frame = allocator.allocate(0);
        allocator.free(frame, 0);

        assertThatThrownBy(() -> allocator.free(frame, 0)).isInstanceOf(KernelPanic.class);
        assertThat(allocator.free()).isEqualTo(64);
    }

    @Test
    void aBlockOfWhichAPartIsFreePanics() { // VM-CHECKLIST 11
        FrameAllocator allocator = new FrameAllocator(64);
        int block = allocator.allocate(2);
        allocator.free(block + 3, 0);

        assertThatThrownBy(() -> allocator.free(block, 2)).isInstanceOf(KernelPanic.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 64, 1000})
    void aFrameOutsideRamPanics(int frame) {
        FrameAllocator allocator = new FrameAllocator(64);
        allocator.allocate(0);

        assertThatThrownBy(() -> allocator.free(frame, 0)).isInstanceOf(KernelPanic.class);
    }

    @Test
    void nothingIsGivenWhenNothingIsLeft() {
        FrameAllocator allocator = new FrameAllocator(3);

        assertThat(allocator.allocate(2)).isEqualTo(-1);
        assertThat(allocator.allocate(1)).isZero();
        assertThat(allocator.allocate(1)).isEqualTo(-1);
        assertThat(allocator.allocate(0)).isEqualTo(2);
        assertThat(allocator.allocate(0)).isEqualTo(-1);
    }

    /** What a model can say of the answer: some block if any aligned run is free as a buddy block, else −1. */
    private static int lowest(NavigableSet<Integer> free, int frames, int order, int answer) {
        boolean possible = false;
        for (int frame = 0; frame + (1 << order) <= frames && !possible; frame += 1 << order) {
            possible = isFree(free, frame, order);
        }
        if (!possible) {
            return -1;
        }
        return answer >= 0 && isFree(free, answer, order) && answer % (1 << order) == 0 ? answer : -2;
    }

    private static boolean isFree(NavigableSet<Integer> free, int frame, int order) {
        return free.subSet(frame, frame + (1 << order)).size() == 1 << order;
    }

    private static void take(NavigableSet<Integer> free, int frame, int order, long seed) {
        for (int i = 0; i < 1 << order; i++) {
            assertThat(free.remove(frame + i))
                    .as("seed %d frame %d", seed, frame + i)
                    .isTrue();
        }
    }

    private static List<Block> drain(FrameAllocator allocator) {
        List<Block> blocks = new ArrayList<>();
        for (int order = FrameAllocator.MAX_ORDER; order >= 0; order--) {
            int frame = allocator.allocate(order);
            while (frame >= 0) {
                blocks.add(new Block(frame, order));
                frame = allocator.allocate(order);
            }
        }
        return blocks;
    }
}
