package pagoda.kernel.mm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The regions of one address space, by their addresses; none overlaps another. As they come and go, the files that they map, the
 * figures of the process and the promises of memory are told.
 */
final class RegionMap {
    private final AddressSpace space;
    private final Commit commit;
    private final MemoryCounters counters;
    private final TreeMap<Long, Region> regions = new TreeMap<>();
    private long promised;

    RegionMap(AddressSpace space, Commit commit, MemoryCounters counters) {
        this.space = space;
        this.commit = commit;
        this.counters = counters;
    }

    /** All of them, in order. */
    Collection<Region> all() {
        return Collections.unmodifiableCollection(regions.values());
    }

    /** The region that holds the address, or null. */
    @Nullable
    Region find(long address) {
        Map.Entry<Long, Region> floor = regions.floorEntry(address);
        return floor != null && floor.getValue().contains(address) ? floor.getValue() : null;
    }

    /** The first region that begins above the address, or null. */
    @Nullable
    Region above(long address) {
        Map.Entry<Long, Region> higher = regions.higherEntry(address);
        return higher == null ? null : higher.getValue();
    }

    /** The last region that begins below the address, or null. */
    @Nullable
    Region below(long address) {
        Map.Entry<Long, Region> lower = regions.lowerEntry(address);
        return lower == null ? null : lower.getValue();
    }

    /** Whether regions, but guards, hold every page of the range. */
    boolean isMapped(long start, long end) {
        long address = start;
        while (address < end) {
            Region region = find(address);
            if (region == null || region.backing() instanceof Backing.Guard) {
                return false;
            }
            address = region.end();
        }
        return true;
    }

    /**
     * The bytes that regions hold, but guards.
     *
     * @param dataOnly only those that are private and can be written, the stack not
     */
    long bytes(boolean dataOnly) {
        long bytes = 0;
        for (Region region : regions.values()) {
            boolean data = region.protection().write() && !region.isShared() && !region.growsDown();
            if (!(region.backing() instanceof Backing.Guard) && (data || !dataOnly)) {
                bytes += region.length();
            }
        }
        return bytes;
    }

    /** Whether all that is promised here may be promised once more, to a child. */
    boolean mayDouble() {
        return !commit.isStrict() || commit.allows(promised);
    }

    /** The regions that hold pages of the range, in order, whole. */
    List<Region> overlapping(long start, long end) {
        List<Region> found = new ArrayList<>();
        Region first = find(start);
        if (first != null) {
            found.add(first);
        }
        found.addAll(regions.subMap(start, false, end, false).values());
        return found;
    }

    /** Adds the region, where there is none. */
    void put(Region region) {
        regions.put(region.start(), region);
        counters.mapped(pages(region));
        promise(region.isPromised() ? pages(region) : 0);
        if (region.backing() instanceof Backing.FileMapping mapping) {
            mapping.file().addMapping(space, region);
        }
    }

    /** Takes the region away. */
    void take(Region region) {
        regions.remove(region.start());
        counters.mapped(-pages(region));
        promise(region.isPromised() ? -pages(region) : 0);
        if (region.backing() instanceof Backing.FileMapping mapping) {
            mapping.file().removeMapping(space, region);
        }
    }

    private void promise(long pages) {
        promised += pages;
        commit.promise(pages);
    }

    private static long pages(Region region) {
        return region.backing() instanceof Backing.Guard ? 0 : region.length() / AddressSpace.PAGE_SIZE;
    }

    /** Joins regions that touch each other in or at the range and differ in nothing else. */
    void merge(long start, long end) {
        Region before = find(start - 1);
        List<Region> candidates = new ArrayList<>(overlapping(before == null ? start : before.start(), end + 1));
        for (int i = 1; i < candidates.size(); i++) {
            Region left = candidates.get(i - 1);
            Region right = candidates.get(i);
            if (left.continuesIn(right)) {
                take(left);
                take(right);
                Region joined = left.joined(right);
                put(joined);
                candidates.set(i, joined);
            }
        }
    }

    /** Changes the regions of a range, cut where they reach beyond it. */
    void change(long start, long end, UnaryOperator<Region> how) {
        for (Region region : overlapping(start, end)) {
            take(region);
            if (region.start() < start) {
                put(region.part(region.start(), start));
            }
            put(how.apply(region.part(Math.max(start, region.start()), Math.min(end, region.end()))));
            if (region.end() > end) {
                put(region.part(end, region.end()));
            }
        }
    }
}
