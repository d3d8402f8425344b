package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import pagoda.cpu.mmu.Access;
import pagoda.kernel.Code;

/** Files as mappings, read and write see them, and what of them reaches the disk. */
final class PageCacheTest {
    private static final int PAGE = 4096;
    private static final long AT = 0x40000;

    private final Machine machine = new Machine(64);
    private final TreeSet<Long> written = new TreeSet<>();
    private final PageStore disk = new PageStore() {
        private final SparseStore pages = new SparseStore();

        @Override
        public void read(long index, byte[] page) {
            pages.read(index, page);
        }

        @Override
        public boolean has(long index) {
            return pages.has(index);
        }

        @Override
        public void write(long index, byte[] page) {
            written.add(index);
            pages.write(index, page);
        }

        @Override
        public void truncate(long index) {
            pages.truncate(index);
        }
    };

    private CachedFile mapped(AddressSpace space, long size, int pages) {
        CachedFile file = new CachedFile(disk, size, machine.cache);
        file.hold();
        map(space, file, pages);
        return file;
    }

    private static void map(AddressSpace space, CachedFile file, int pages) {
        Backing backing = new Backing.FileMapping(file, 0, Long.MAX_VALUE, true, true);
        space.map(new Region(AT, AT + (long) pages * PAGE, Protection.READ_WRITE, backing, "file"));
    }

    @Test
    void dirtyPagesReachTheDiskAndCleanOnesNever() { // VM-CHECKLIST 41
        CachedFile file = mapped(machine.space, 4 * PAGE, 4);
        get(machine.space, AT);
        put(machine.space, AT + PAGE, 7);

        machine.cache.sync(file, 0, 4);
        assertThat(written).containsExactly(1L);
        written.clear();
        machine.cache.sync(file, 0, 4);
        assertThat(written).as("what was written is clean").isEmpty();
        put(machine.space, AT + PAGE, 8);
        machine.cache.sync(file, 0, 4);
        assertThat(written).as("a store after that makes it dirty again").containsExactly(1L);
    }

    @Test
    void whatAMappingThatIsGoneStoredIsWritten() { // VM-CHECKLIST 41
        CachedFile file = mapped(machine.space, 4 * PAGE, 4);
        put(machine.space, AT + PAGE, 7);
        machine.space.unmap(AT + PAGE, AT + 2 * PAGE);
        put(machine.space, AT + 2 * PAGE, 8);
        machine.space.destroy();

        machine.cache.sync(file, 0, 4);

        assertThat(written).containsExactly(1L, 2L);
    }

    @Test
    void aDirtyBitInAnyTableCounts() { // VM-CHECKLIST 43
        AddressSpace other = machine.space(machine.emptyTable());
        CachedFile file = mapped(machine.space, 4 * PAGE, 4);
        map(other, file, 4);
        get(machine.space, AT);
        put(other, AT, 7);
        get(other, AT + PAGE);
        put(machine.space, AT + PAGE, 8);

        machine.cache.sync(file, 0, 4);

        assertThat(written).containsExactly(0L, 1L);
        assertThat(get(machine.space, AT)).isEqualTo(7);
    }

    @Test
    void theTailOfTheLastPageIsZeroAndTheFileGrowsByNoStore() { // VM-CHECKLIST 42
        CachedFile file = mapped(machine.space, PAGE + 10, 4);
        machine.cache.write(file, PAGE, Code.fill(10, i -> 0x55), 0, 10);
        assertThat(get(machine.space, AT + PAGE + 16)).isZero();
        put(machine.space, AT + PAGE + 16, 99);

        machine.cache.sync(file, 0, 4);

        assertThat(file.size()).isEqualTo(PAGE + 10);
        assertThat(machine.cache.read(file, PAGE, new byte[100], 0, 100)).isEqualTo(10);
        assertThat(machine.fault(AT + 2 * PAGE, Access.LOAD)).isEqualTo(FaultReason.BEYOND_FILE);
        assertThat(machine.fault(AT + 3 * PAGE, Access.STORE)).isEqualTo(FaultReason.BEYOND_FILE);
    }

    @Test
    void aFileThatGrowsShowsZeroBehindItsOldEnd() { // VM-CHECKLIST 42
        CachedFile file = mapped(machine.space, 10, 4);
        put(machine.space, AT + 16, 99);

        machine.cache.truncate(file, 2 * PAGE);

        byte[] seen = new byte[PAGE];
        machine.cache.read(file, 0, seen, 0, PAGE);
        assertThat(seen).as("what was stored behind the end is not the file's").containsOnly(0);
    }

    @Test
    void aFileThatShrinksTakesItsPagesAlong() { // VM-CHECKLIST 42
        CachedFile file = mapped(machine.space, 4 * PAGE, 4);
        put(machine.space, AT, -1);
        put(machine.space, AT + 2 * PAGE, -1);

        machine.cache.truncate(file, 3);

        assertThat(machine.fault(AT + 2 * PAGE, Access.LOAD)).isEqualTo(FaultReason.BEYOND_FILE);
        assertThat(get(machine.space, AT)).isEqualTo(0xff_ffff);
    }

    @Test
    void theMappingOutlivesWhoHeldTheFile() { // VM-CHECKLIST 44
        CachedFile file = mapped(machine.space, 4 * PAGE, 4);
        put(machine.space, AT, 5);

        file.release();

        assertThat(get(machine.space, AT)).isEqualTo(5);
        machine.space.destroy();
        assertThat(machine.cache.pages().size()).isZero();
        assertThat(machine.frames.free()).isEqualTo(64);
    }

    @Test
    void readWriteAndMappingSeeTheSameBytesAtOnce() { // VM-CHECKLIST 46
        CachedFile file = mapped(machine.space, 4 * PAGE, 4);
        put(machine.space, AT + PAGE, 5);
        byte[] seen = new byte[8];
        machine.cache.read(file, PAGE, seen, 0, 8);
        assertThat(seen).isEqualTo(Code.longs(5));

        machine.cache.write(file, PAGE, Code.longs(6), 0, 8);
        assertThat(get(machine.space, AT + PAGE)).isEqualTo(6);
    }

    @Test
    void aMappingLargerThanRamKeepsAllItsBytes() { // VM-CHECKLIST 41
        CachedFile file = mapped(machine.space, 200 * PAGE, 200);
        for (int page = 0; page < 200; page++) {
            put(machine.space, AT + (long) page * PAGE, page + 1);
        }
        for (int page = 0; page < 200; page++) {
            assertThat(get(machine.space, AT + (long) page * PAGE)).isEqualTo(page + 1);
        }
        assertThat(file.residentPages()).isLessThan(64);
        assertThat(machine.space.counters().residentPages()).isEqualTo(file.residentPages());
    }

    @Test
    void aPrivateCopySurvivesTheEvictionOfItsFilesPage() { // VM-CHECKLIST 29, 35
        CachedFile file = new CachedFile(disk, 100 * PAGE, machine.cache);
        file.hold();
        Backing backing = new Backing.FileMapping(file, 0, Long.MAX_VALUE, false, true);
        machine.space.map(new Region(AT, AT + 100 * PAGE, Protection.READ_WRITE, backing, "private"));
        machine.leaveFree(20);
        for (int page = 0; page < 12; page++) {
            get(machine.space, AT + (long) page * PAGE);
            put(machine.space, AT + (long) page * PAGE, page + 1);
        }
        for (int page = 12; page < 100; page++) {
            assertThat(get(machine.space, AT + (long) page * PAGE)).isZero();
        }
        for (int page = 0; page < 12; page++) {
            assertThat(get(machine.space, AT + (long) page * PAGE)).isEqualTo(page + 1);
        }
        assertThat(written).isEmpty();
    }

    private void put(AddressSpace space, long address, long value) {
        assertThat(machine.user.copyOut(space, 0, address, Code.longs(value), 0, 8))
                .isEqualTo(8);
    }

    private long get(AddressSpace space, long address) {
        byte[] seen = new byte[8];
        assertThat(machine.user.copyIn(space, 0, address, seen, 0, 8)).isEqualTo(8);
        return java.nio.ByteBuffer.wrap(seen)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }
}
