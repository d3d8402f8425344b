package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The regions of an address space are found as a sorted map would find them. */
final class RegionMapTest {
    private static final int PAGES = 60;
    private static final int STEPS = 3000;
    private static final long[] FAR = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE};

    private final Machine machine = new Machine(16);
    private final RegionMap regions = new RegionMap(machine.space, machine.frames.commit(), new MemoryCounters());
    private final TreeMap<Long, Region> model = new TreeMap<>();

    @Test
    void regionsAreFoundWhateverCameAndWent() {
        SplittableRandom random = new SplittableRandom(1);
        for (int step = 0; step < STEPS; step++) {
            long start = random.nextInt(PAGES) * 4096L;
            long end = start + 4096L * (1 + random.nextInt(5));
            List<Region> there = overlapping(start, end);
            assertThat(regions.overlapping(start, end)).isEqualTo(there);
            if (there.isEmpty()) {
                Region region = new Region(start, end, Protection.READ_WRITE, Backing.ANONYMOUS, "");
                regions.put(region);
                model.put(start, region);
            } else {
                Region one = there.get(random.nextInt(there.size()));
                regions.take(one);
                model.remove(one.start());
            }
            assertThat(regions.all()).containsExactlyElementsOf(model.values());
            for (int i = 0; i < 5; i++) {
                look(random.nextInt(PAGES + 5) * 4096L + random.nextInt(-1, 2));
            }
            look(FAR[step % FAR.length]);
        }
    }

    private void look(long address) {
        Map.Entry<Long, Region> floor = model.floorEntry(address);
        boolean holds = floor != null && floor.getValue().contains(address);
        assertThat(regions.find(address)).isEqualTo(holds ? floor.getValue() : null);
        assertThat(regions.above(address)).isEqualTo(value(model.higherEntry(address)));
        assertThat(regions.below(address)).isEqualTo(value(model.lowerEntry(address)));
    }

    private List<Region> overlapping(long start, long end) {
        List<Region> found = new ArrayList<>();
        for (Region region : model.values()) {
            if (region.start() < end && region.end() > start) {
                found.add(region);
            }
        }
        return found;
    }

    private static @Nullable Region value(Map.@Nullable Entry<Long, Region> entry) {
        return entry == null ? null : entry.getValue();
    }
}
