package pagoda.kernel.mm.reclaim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.MemoryGroup;
import pagoda.kernel.mm.policy.ReplacementPolicy;
import pagoda.kernel.mm.policy.Residents;

/** The pages that may become victims, those of each group under a replacement policy of its own. */
final class Pools {
    private record Pool(MemoryGroup group, ReplacementPolicy policy) {}

    private final FrameTable frames;
    private final Residents residents;
    private final Function<Residents, ReplacementPolicy> factory;
    private final List<Pool> pools = new ArrayList<>();

    Pools(FrameTable frames, Residents residents, Function<Residents, ReplacementPolicy> factory) {
        this.frames = frames;
        this.residents = residents;
        this.factory = factory;
        of(frames.unlimited());
    }

    private ReplacementPolicy of(MemoryGroup group) {
        for (Pool pool : pools) {
            if (pool.group == group) {
                return pool.policy;
            }
        }
        Pool pool = new Pool(group, factory.apply(residents));
        pools.add(pool);
        return pool.policy;
    }

    void arrived(int frame, boolean demanded) {
        of(frames.group(frame)).arrived(frame, demanded);
    }

    void departed(int frame) {
        of(frames.group(frame)).departed(frame);
    }

    /** The next victim of the group. */
    int victim(MemoryGroup group) {
        return of(group).victim();
    }

    /** The next victim of the group that has most frames; of another, if that one has none. */
    int victim() {
        if (pools.size() == 1) {
            return pools.get(0).policy.victim();
        }
        List<Pool> order = new ArrayList<>(pools);
        order.sort((one, other) -> Integer.compare(other.group.used(), one.group.used()));
        for (Pool pool : order) {
            int victim = pool.policy.victim();
            if (victim != ReplacementPolicy.NONE) {
                return victim;
            }
        }
        return ReplacementPolicy.NONE;
    }

    /** Whether a group has nearly reached its limit; asked after each trap. The first has none. */
    boolean isTight() {
        for (int i = 1; i < pools.size(); i++) {
            MemoryGroup group = pools.get(i).group;
            if (!group.hasRoom(1 + group.limit() / 16)) {
                return true;
            }
        }
        return false;
    }

    void tick() {
        pools.forEach(pool -> pool.policy.tick());
    }
}
