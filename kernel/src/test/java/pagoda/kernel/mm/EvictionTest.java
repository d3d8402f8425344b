package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Tlb;
import pagoda.kernel.Code;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.reclaim.ReclaimOptions;
import pagoda.kernel.mm.reclaim.Watermarks;
import pagoda.kernel.wait.MustWait;

/** Which pages leave, that nobody reaches them any more when they have left, and that references are seen: of swap and of files. */
final class EvictionTest {
    private static final int PAGE = 4096;
    private static final int FRAMES = 64;
    private static final long LOAD = 0x8000;
    private static final long DATA = 0x10000;
    private static final long FILE = 0x20_0000;

    private Machine machine = new Machine(FRAMES);

    @BeforeEach
    void build() {
        use(new Machine(FRAMES, 128, 1, Machine.EVERY_FRAME));
    }

    private void use(Machine newMachine) {
        machine = newMachine;
        Code code = new Code().immediate(Instruction.LD, Registers.A1, Registers.A0, 0);
        Backing text = machine.file(code.bytes(), 0, Long.MAX_VALUE);
        machine.space.map(new Region(LOAD, LOAD + PAGE, new Protection(true, false, true), text, "text"));
        machine.space.lock(LOAD, LOAD + PAGE, true);
        machine.fault(LOAD, Access.FETCH);
        machine.anonymous(DATA, DATA + 100 * PAGE);
    }

    @Test
    void aBufferLargerThanRamIsCopiedWhole() { // VM-CHECKLIST 20
        byte[] bytes = Code.fill(100 * PAGE, index -> index % 251);
        byte[] seen = new byte[bytes.length];

        assertThat(machine.user.copyOut(machine.space, 0, DATA, bytes, 0, bytes.length))
                .isEqualTo(bytes.length);
        assertThat(machine.user.copyIn(machine.space, 0, DATA, seen, 0, seen.length))
                .isEqualTo(seen.length);

        assertThat(seen).isEqualTo(bytes);
    }

    @Test
    void noTranslationOutlivesTheFrameOfAFile() { // VM-CHECKLIST 29
        mapFile(1, true);
        machine.fault(FILE, Access.LOAD);
        assertThat(machine.step(LOAD, FILE).cause()).isEqualTo(Cause.TIMER);

        evict();

        assertThat(machine.table.frame(FILE)).isEqualTo(FrameTable.NONE);
        assertThat(machine.step(LOAD, FILE).cause()).isEqualTo(Cause.LOAD_PAGE_FAULT);
    }

    @Test
    void aFrameIsGivenBackOnlyWhenNoTlbKnowsIt() { // VM-CHECKLIST 29
        int[] freed = {0};
        machine.events.read(EnumSet.of(EventKind.FRAME), event -> {
            if (event instanceof Event.Frame frame && !frame.allocated()) {
                freed[0]++;
                assertThat(isKnownToATlb(frame.frame()))
                        .as("a TLB knows the frame, which is free")
                        .isFalse();
            }
        });
        CachedFile file = mapFile(4, true);

        gives(freed, "munmap", () -> machine.space.unmap(DATA, at(1)));
        gives(freed, "madvise", () -> machine.space.discard(at(1), at(2)));
        gives(freed, "swap-out", this::evict);
        gives(freed, "swap-out without a write", this::evict);
        gives(freed, "truncate", () -> machine.cache.truncate(file, PAGE));
        gives(freed, "exit", machine.space::destroy);
    }

    private void gives(int[] freed, String what, Runnable action) {
        for (long address : new long[] {DATA, at(1), at(2), FILE, FILE + PAGE}) {
            if (machine.user.reach(machine.space, 0, address, 8, Access.LOAD) == 8) {
                load(machine.space, address);
            }
        }
        int before = freed[0];
        action.run();
        assertThat(freed[0]).as(what).isGreaterThan(before);
    }

    private boolean isKnownToATlb(int frame) {
        return isKnown(machine.mmu.instructionTlb(), frame) || isKnown(machine.mmu.dataTlb(), frame);
    }

    private static boolean isKnown(Tlb tlb, int frame) {
        return IntStream.range(0, tlb.size())
                .anyMatch(slot -> tlb.page(slot) != Tlb.NONE && tlb.address(slot) == PhysicalMemory.address(frame));
    }

    @Test
    void aSecondThreadWaitsForTheSameReadOfAFile() { // VM-CHECKLIST 33
        mapFile(1, true);
        HeldPages first = new HeldPages();
        HeldPages second = new HeldPages();
        machine.frames.holders().setCurrent(first);
        assertThatThrownBy(() -> machine.fault(FILE, Access.LOAD)).isInstanceOf(MustWait.class);
        machine.frames.holders().setCurrent(second);

        assertThatThrownBy(() -> machine.fault(FILE, Access.LOAD)).isInstanceOf(MustWait.class);

        assertThat(machine.disk.readRequests()).isEqualTo(1);
        machine.disk.drain();
        assertThat(get(machine.space, FILE)).isEqualTo(1);
    }

    @Test
    void writingFilesBackNeedsNoFrame() { // VM-CHECKLIST 35
        use(new Machine(FRAMES));
        CachedFile file = mapFile(FRAMES, true);
        int pages = 0;
        while (machine.frames.free() > 1) {
            put(machine.space, FILE + (long) pages++ * PAGE, 7);
        }
        put(machine.space, DATA, 8);
        assertThat(machine.frames.free()).isZero();

        assertThat(machine.fault(at(1), Access.STORE)).isEqualTo(FaultReason.DEMAND_ZERO);

        assertThat(file.residentPages()).isLessThan(pages);
        for (int page = 0; page < pages; page++) {
            assertThat(get(machine.space, FILE + (long) page * PAGE)).isEqualTo(7);
        }
    }

    @Test
    void pageTablesAreNoVictims() { // VM-CHECKLIST 37
        put(machine.space, DATA, 7);
        AddressSpace other = fork();
        long tables = pageTables();
        assertThat(tables)
                .isEqualTo(machine.table.tableFrames() + other.pageTable().tableFrames());

        evict();

        assertThat(pageTables()).isEqualTo(tables);
        assertThat(machine.device.used()).as("the page alone has left").isEqualTo(1);
        assertThat(get(machine.space, DATA)).isEqualTo(7);
        assertThat(get(other, DATA)).isEqualTo(7);
    }

    private long pageTables() {
        return IntStream.range(0, FRAMES)
                .filter(frame -> machine.frames.use(frame) == FrameUse.PAGE_TABLE)
                .count();
    }

    @ParameterizedTest
    @ValueSource(longs = {DATA, FILE})
    void pagesReadAheadLeaveBeforeTheOneThatWasAskedFor(long first) { // VM-CHECKLIST 38
        use(new Machine(FRAMES, 64, 16, new ReclaimOptions(PolicyKind.LRU, 0, new Watermarks(0, 0, 0), 32)));
        machine.cache.setReadAhead(16);
        CachedFile file = mapFile(8, false);
        for (int page = 0; page < 8; page++) {
            put(machine.space, at(page), page + 1);
        }
        evict();
        assertThat(machine.fault(first, Access.LOAD).isSolved()).isTrue();
        assertThat(machine.frames.swap().size() + file.residentPages()).isEqualTo(8);

        machine.reclaimer.work();

        assertThat(machine.frames.swap().size() + file.residentPages())
                .as("a batch has left")
                .isEqualTo(4);
        assertThat(machine.table.frame(first)).isNotEqualTo(FrameTable.NONE);
    }

    @Test
    void aReferenceAfterTheHarvestIsSeenWhoeverHasTheHartMeanwhile() { // VM-CHECKLIST 49
        put(machine.space, DATA, 7);
        AddressSpace[] all = {machine.space, fork()};
        AnonymousPages pages = new AnonymousPages(machine.frames);
        int frame = machine.table.frame(DATA);
        for (AddressSpace space : all) {
            load(space, DATA);
        }
        assertThat(pages.takeReferenced(frame)).isTrue();

        for (AddressSpace space : all) {
            assertThat(pages.takeReferenced(frame)).isFalse();
            load(space, DATA);
            assertThat(pages.takeReferenced(frame)).isTrue();
        }
    }

    @Test
    void aReferenceToAFilesPageAfterTheHarvestIsSeen() { // VM-CHECKLIST 49
        CachedFile file = mapFile(1, true);
        machine.fault(FILE, Access.LOAD);
        FilePages pages = machine.cache.pages();
        int frame = machine.table.frame(FILE);
        load(machine.space, FILE);
        assertThat(file.residentPages()).isEqualTo(1);
        assertThat(pages.takeReferenced(frame)).isTrue();
        assertThat(pages.takeReferenced(frame)).isFalse();

        load(machine.space, FILE);

        assertThat(pages.takeReferenced(frame)).isTrue();
    }

    /** Loads by an instruction, so that hardware alone marks the page. */
    private void load(AddressSpace space, long address) {
        machine.mmu.setSatp(space.satp());
        assertThat(machine.step(LOAD, address).cause()).isEqualTo(Cause.TIMER);
    }

    /** A file of so many pages, each of which begins with 1. */
    private CachedFile mapFile(int pages, boolean shared) {
        SparseStore disk = new SparseStore();
        for (int page = 0; page < pages; page++) {
            disk.write(page, Code.fill(PAGE, index -> index == 0 ? 1 : 0));
        }
        CachedFile file = new CachedFile(disk, (long) pages * PAGE, machine.cache);
        file.hold();
        Backing backing = new Backing.FileMapping(file, 0, Long.MAX_VALUE, shared, shared);
        machine.space.map(new Region(FILE, FILE + (long) pages * PAGE, Protection.READ_WRITE, backing, "file"));
        return file;
    }

    private void evict() {
        machine.reclaimer.evictAll();
        machine.disk.drain();
    }

    private AddressSpace fork() {
        return Objects.requireNonNull(machine.space.fork(machine.emptyTable(), machine.asids.allocate()));
    }

    private static long at(int page) {
        return DATA + (long) page * PAGE;
    }

    private void put(AddressSpace space, long address, long value) {
        assertThat(machine.user.copyOut(space, 0, address, Code.longs(value), 0, 8))
                .isEqualTo(8);
    }

    private long get(AddressSpace space, long address) {
        byte[] seen = new byte[8];
        assertThat(machine.user.copyIn(space, 0, address, seen, 0, 8)).isEqualTo(8);
        return ByteBuffer.wrap(seen).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
