package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.Walk;
import pagoda.kernel.event.KernelPanic;

/** The contract of {@link PageTable}, against a map from page to frame. */
final class PageTableTest {
    private static final long LIMIT = RadixScheme.SV39.userLimit();

    private record Mapping(int frame, Protection protection) {}

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithAMap(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Machine machine = new Machine(512);
        PageTable table = machine.table;
        TreeMap<Long, Mapping> model = new TreeMap<>();
        for (int step = 0; step < 400; step++) {
            long page = page(random);
            Mapping known = model.get(page);
            if (known == null && random.nextBoolean()) {
                Mapping mapping = new Mapping(random.nextInt(512), protection(random));
                if (table.prepare(page)) {
                    table.map(page, mapping.frame, mapping.protection);
                    model.put(page, mapping);
                } else {
                    assertThat(machine.frames.free())
                            .as("seed %d step %d", seed, step)
                            .isLessThan(2);
                }
            } else {
                assertThat(table.unmap(page)).as("seed %d step %d", seed, step).isEqualTo(frame(known));
                model.remove(page);
            }
            Mapping now = model.get(page);
            long inside = page + random.nextInt(4096);
            assertThat(table.frame(inside)).as("seed %d step %d", seed, step).isEqualTo(frame(now));
            for (Access access : Access.values()) {
                assertThat(table.allows(inside, access))
                        .as("seed %d step %d %s", seed, step, access)
                        .isEqualTo(now != null && now.protection.allows(access));
                Walk walk = new Walk();
                machine.mmu.inspect(inside, access, walk);
                assertThat(walk.fault() == null)
                        .as("seed %d step %d: the hardware sees the same", seed, step)
                        .isEqualTo(table.allows(inside, access));
            }
            long start = page(random);
            long end = page(random);
            assertThat(visited(table, start, end))
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(start < end ? frames(model.subMap(start, end)) : List.of());
        }
        new ArrayList<>(model.keySet()).forEach(table::unmap);
        table.free();
        assertThat(machine.frames.free())
                .as("seed %d: all tables given back", seed)
                .isEqualTo(512);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void withNoFrameForATableNothingChanges(int free) { // VM-CHECKLIST 9, 35
        Machine machine = new Machine(64);
        machine.leaveFree(free);
        int tables = machine.table.tableFrames();

        assertThat(machine.table.prepare(0x10000)).isFalse();

        assertThat(machine.frames.free()).isEqualTo(free);
        assertThat(machine.table.tableFrames()).isEqualTo(tables);
        assertThat(machine.table.frame(0x10000)).isEqualTo(FrameTable.NONE);
        for (int entry = 0; entry < 512; entry++) {
            assertThat(machine.memory.getLong(machine.table.root() + 8L * entry))
                    .isZero();
        }
    }

    @Test
    @Timeout(30)
    void aSparseTerabyteCostsNothing() { // VM-CHECKLIST 23
        Machine machine = new Machine(64);
        map(machine, 0, 1, Protection.READ_WRITE);
        map(machine, LIMIT - 4096, 2, Protection.READ_WRITE);

        for (int i = 0; i < 1000; i++) {
            assertThat(visited(machine.table, 0, LIMIT)).hasSize(2);
        }
        assertThat(visited(machine.table, 4096, LIMIT - 4096)).isEmpty();
        assertThat(visited(machine.table, 0, 4096)).containsExactly("0=1");
        assertThat(visited(machine.table, 4096, 4096)).isEmpty();
    }

    @Test
    void aPageMappedTwicePanics() {
        Machine machine = new Machine(64);
        map(machine, 0x1000, 1, Protection.READ_WRITE);

        assertThatThrownBy(() -> machine.table.map(0x1000, 2, Protection.READ_WRITE))
                .isInstanceOf(KernelPanic.class);
    }

    @Test
    void aTableFreedWithAPagePanics() {
        Machine machine = new Machine(64);
        map(machine, 0x1000, 1, Protection.READ_WRITE);

        assertThatThrownBy(machine.table::free).isInstanceOf(KernelPanic.class);
    }

    @Test
    void markSetsWhatTheHardwareWouldSet() { // VM-CHECKLIST 48
        Machine machine = new Machine(64);
        map(machine, 0x1000, 1, Protection.READ_WRITE);

        assertThat(pte(machine, 0x1000) & (Pte.A | Pte.D)).isZero();
        machine.table.mark(0x1fff, Access.LOAD);
        assertThat(pte(machine, 0x1000) & (Pte.A | Pte.D)).isEqualTo(Pte.A);
        machine.table.mark(0x1000, Access.STORE);
        assertThat(pte(machine, 0x1000) & (Pte.A | Pte.D)).isEqualTo(Pte.A | Pte.D);
        assertThat(machine.table.frame(0x1000)).isEqualTo(1);
    }

    private static void map(Machine machine, long page, int frame, Protection protection) {
        assertThat(machine.table.prepare(page)).isTrue();
        machine.table.map(page, frame, protection);
    }

    private static long pte(Machine machine, long address) {
        Walk walk = new Walk();
        machine.mmu.inspect(address, Access.LOAD, walk);
        return machine.memory.getLong(walk.entryAddress());
    }

    private static List<String> visited(PageTable table, long start, long end) {
        List<String> pages = new ArrayList<>();
        table.forEach(start, end, (address, frame) -> pages.add(Long.toHexString(address) + "=" + frame));
        return pages;
    }

    private static List<String> frames(Map<Long, Mapping> model) {
        return model.entrySet().stream()
                .map(entry -> Long.toHexString(entry.getKey()) + "=" + entry.getValue().frame)
                .toList();
    }

    private static int frame(@org.jspecify.annotations.Nullable Mapping mapping) {
        return mapping == null ? FrameTable.NONE : mapping.frame;
    }

    /** Pages close together, and at the borders of tables of every level. */
    private static long page(SplittableRandom random) {
        long[] borders = {0, 0x20_0000, 0x4000_0000, LIMIT - 0x4000_0000L, LIMIT - 8 * 4096};
        long page = borders[random.nextInt(borders.length)] + 4096L * (random.nextInt(16) - 8);
        return Math.min(Math.max(page, 0), LIMIT - PhysicalMemory.FRAME_SIZE);
    }

    private static Protection protection(SplittableRandom random) {
        int bits = random.nextInt(1, 8);
        return new Protection((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
    }
}
