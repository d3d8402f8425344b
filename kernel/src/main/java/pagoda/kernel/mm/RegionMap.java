package pagoda.kernel.mm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
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
    /** By rising addresses: found by halving, which makes no objects for addresses, as a map would. */
    private final List<Region> regions = new ArrayList<>();

    private final Collection<Region> view = Collections.unmodifiableCollection(regions);
    private long promised;

    RegionMap(AddressSpace space, Commit commit, MemoryCounters counters) {
        this.space = space;
        this.commit = commit;
        this.counters = counters;
    }

    /** All of them, in order: as they are at any time. */
    Collection<Region> all() {
        return view;
    }

    /** The region that holds the address, or null. */
    @Nullable
    Region find(long address) {
        Region floor = at(next(address) - 1);
        return floor != null && floor.contains(address) ? floor : null;
    }

    /** The first region that begins above the address, or null. */
    @Nullable
    Region above(long address) {
        return at(next(address));
    }

    /** The last region that begins below the address, or null. */
    @Nullable
    Region below(long address) {
        int place = next(address) - 1;
        Region floor = at(place);
        return floor != null && floor.start() == address ? at(place - 1) : floor;
    }

    private @Nullable Region at(int place) {
        return place < 0 || place >= regions.size() ? null : regions.get(place);
    }

    /** The place of the first region that begins above the address. */
    private int next(long address) {
        int least = 0;
        int most = regions.size();
        while (least < most) {
            int middle = (least + most) >>> 1;
            if (regions.get(middle).start() <= address) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
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
        for (Region region : regions) {
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
        int first = next(start) - 1;
        Region before = at(first);
        int begin = before != null && before.contains(start) ? first : first + 1;
        return new ArrayList<>(regions.subList(begin, Math.max(begin, next(end - 1))));
    }

    /** Adds the region, where there is none. */
    void put(Region region) {
        regions.add(next(region.start()), region);
        counters.mapped(pages(region));
        promise(region.isPromised() ? pages(region) : 0);
        if (region.backing() instanceof Backing.FileMapping mapping) {
            mapping.file().addMapping(space, region);
        }
    }

    /** Takes the region away. */
    void take(Region region) {
        regions.remove(next(region.start()) - 1);
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
