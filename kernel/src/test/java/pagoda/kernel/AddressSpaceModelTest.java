package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cpu.Costs;
import pagoda.cpu.Hart;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.ArrayStore;
import pagoda.kernel.mm.Asids;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.CachedFile;
import pagoda.kernel.mm.FaultHandler;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.mm.MemoryCounters;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.Protection;
import pagoda.kernel.mm.RadixPageTable;
import pagoda.kernel.mm.Region;
import pagoda.kernel.mm.UserMemory;

/** Several address spaces in little RAM do what a map from page to value does, and the audit has nothing to say. */
final class AddressSpaceModelTest {
    private static final int PAGE = 4096;
    private static final int PAGES = 48;

    private record Page(Protection protection, long value, boolean file, int index) {
        Page with(Protection newProtection) {
            return new Page(newProtection, value, file, index);
        }

        Page with(long newValue) {
            return new Page(protection, newValue, file, index);
        }

        Page discarded() {
            return new Page(protection, file ? index + 1 : 0, file, index);
        }
    }

    private final PhysicalMemory memory = new PhysicalMemory(64 * PAGE);
    private final Mmu mmu = new Mmu(memory, RadixScheme.SV39, TlbConfiguration.DEFAULT, TlbConfiguration.DEFAULT);
    private final Hart hart = new Hart(memory, mmu, Costs.DEFAULT);
    private final EventStream events = new EventStream(hart);
    private final FrameTable frames = new FrameTable(hart, KernelCosts.DEFAULT, events);
    private final PageCache cache = new PageCache(frames, memory);
    private final Asids asids = new Asids();
    private final UserMemory user = new UserMemory(memory, new FaultHandler(frames, cache, events, mmu.scheme()));
    private final Audit audit = new Audit(frames, cache, memory, mmu);
    private final CachedFile file = file();
    private final List<AddressSpace> spaces = new ArrayList<>();
    private final List<NavigableMap<Integer, Page>> models = new ArrayList<>();

    private CachedFile file() {
        ByteBuffer bytes = ByteBuffer.allocate(PAGES * PAGE).order(ByteOrder.LITTLE_ENDIAN);
        for (int page = 0; page < PAGES; page++) {
            bytes.putLong(page * PAGE, page + 1);
        }
        CachedFile made = new CachedFile(new ArrayStore(bytes.array()), PAGES * PAGE, cache);
        made.hold();
        return made;
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithAMapOfPages(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RadixPageTable table = RadixPageTable.create(RadixScheme.SV39, memory, frames);
        assertThat(table).isNotNull();
        spaces.add(new AddressSpace(mmu, frames, asids, table, asids.allocate(), new MemoryCounters()));
        models.add(new TreeMap<>());
        for (int step = 0; step < 400; step++) {
            int which = random.nextInt(spaces.size());
            String where = "seed " + seed + " step " + step;
            change(random, spaces.get(which), models.get(which), which, where);
            Map<Integer, AddressSpace> live = new HashMap<>();
            spaces.forEach(space -> live.put(space.asid(), space));
            try {
                audit.everything(live);
            } catch (RuntimeException e) {
                throw new AssertionError(where, e);
            }
        }
        spaces.forEach(AddressSpace::destroy);
        assertThat(frames.free() + cache.pages().size())
                .as("seed %d: nothing leaked", seed)
                .isEqualTo(64);
    }

    private void change(
            SplittableRandom random, AddressSpace space, NavigableMap<Integer, Page> model, int which, String where) {
        int first = random.nextInt(PAGES - 1);
        int end = first + 1 + random.nextInt(Math.min(8, PAGES - first));
        Protection protection = new Protection(random.nextInt(8) > 0, random.nextInt(3) > 0, random.nextBoolean());
        switch (random.nextInt(12)) {
            case 0 -> {
                space.map(new Region(at(first), at(end), protection, Backing.ANONYMOUS, "anonymous"));
                for (int page = first; page < end; page++) {
                    model.put(page, new Page(protection, 0, false, 0));
                }
            }
            case 1 -> {
                Backing backing = new Backing.FileMapping(file, at(first), Long.MAX_VALUE, false, false);
                space.map(new Region(at(first), at(end), protection, backing, "file"));
                for (int page = first; page < end; page++) {
                    model.put(page, new Page(protection, page + 1, true, page));
                }
            }
            case 2 -> {
                space.unmap(at(first), at(end));
                model.subMap(first, end).clear();
            }
            case 3 -> {
                space.protect(at(first), at(end), protection);
                model.subMap(first, end).replaceAll((page, old) -> old.with(protection));
            }
            case 4 -> {
                space.discard(at(first), at(end));
                model.subMap(first, end).replaceAll((page, old) -> old.discarded());
            }
            case 5 -> fork(space, model);
            case 6 -> {
                if (spaces.size() > 1 && random.nextBoolean()) {
                    space.destroy();
                    spaces.remove(which);
                    models.remove(which);
                }
            }
            case 7 -> {
                Page page = model.get(first);
                if (page != null && space.move(at(first), at(first + 1), at(PAGES), PAGE)) {
                    Region there = space.find(at(PAGES));
                    assertThat(there).as(where).isNotNull();
                    expect(space, PAGES, page, where);
                    model.remove(first);
                    space.unmap(at(PAGES), at(PAGES + 1));
                }
            }
            case 8, 9 -> write(space, model, first, random.nextLong(), where);
            default -> expect(space, first, model.get(first), where);
        }
    }

    private void fork(AddressSpace space, NavigableMap<Integer, Page> model) {
        RadixPageTable table = spaces.size() < 5 ? RadixPageTable.create(RadixScheme.SV39, memory, frames) : null;
        AddressSpace child = table == null ? null : space.fork(table, asids.allocate());
        if (child != null) {
            spaces.add(child);
            models.add(new TreeMap<>(model));
        }
    }

    private void write(AddressSpace space, NavigableMap<Integer, Page> model, int page, long value, String where) {
        int done = user.copyOut(space, 0, at(page), Code.longs(value), 0, 8);
        Page old = model.get(page);
        if (done == 8) {
            assertThat(old != null && old.protection.write()).as(where).isTrue();
            model.computeIfPresent(page, (at, known) -> known.with(value));
        } else if (user.lastFailure() != FaultReason.OUT_OF_MEMORY) {
            assertThat(old == null || !old.protection.write()).as(where).isTrue();
        }
    }

    private void expect(AddressSpace space, int page, @Nullable Page expected, String where) {
        byte[] seen = new byte[8];
        int done = user.copyIn(space, 0, at(page), seen, 0, 8);
        if (done == 8) {
            assertThat(expected != null && expected.protection.read()).as(where).isTrue();
            assertThat(ByteBuffer.wrap(seen).order(ByteOrder.LITTLE_ENDIAN).getLong())
                    .as(where)
                    .isEqualTo(expected == null ? 0 : expected.value);
        } else if (user.lastFailure() != FaultReason.OUT_OF_MEMORY) {
            assertThat(expected == null || !expected.protection.read())
                    .as(where)
                    .isTrue();
        }
    }

    private static long at(int page) {
        return (long) page * PAGE;
    }
}
