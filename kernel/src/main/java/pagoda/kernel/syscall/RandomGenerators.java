package pagoda.kernel.syscall;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** RARS's generators of random numbers, each with an index; one that was not seeded begins with the run's seed. */
public final class RandomGenerators {
    /** How many there can be: each is kept. */
    static final int MOST = 1000;

    private final long seed;
    private final Map<Integer, RandomGenerator> generators = new HashMap<>();

    public RandomGenerators(long seed) {
        this.seed = seed;
    }

    /** The generator of this index; null if there are {@value #MOST} others. */
    @Nullable
    RandomGenerator get(int index) {
        if (!generators.containsKey(index) && generators.size() == MOST) {
            return null;
        }
        return generators.computeIfAbsent(index, i -> new RandomGenerator(seed + i));
    }
}
