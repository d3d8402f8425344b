package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.Walk;
import pagoda.kernel.Code;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.wait.MustWait;
import pagoda.kernel.wait.WaitQueue;
import pagoda.kernel.wait.Waiter;

/** Pages that leave RAM come back as they were, for all who have them: the classical mistakes, one by one. */
final class SwapTest {
    private static final int PAGE = 4096;
    private static final int FRAMES = 64;
    private static final long CODE = 0x8000;
    private static final long LOAD = CODE;
    private static final long STORE = CODE + 4;
    private static final long DATA = 0x10000;
    private static final long END = DATA + 64 * PAGE;

    private Machine machine = machine(64, 1);

    private static Machine machine(int slots, int readAhead) {
        return new Machine(FRAMES, slots, readAhead, Machine.EVERY_FRAME);
    }

    @BeforeEach
    void build() {
        use(machine(64, 1));
    }

    private void use(Machine newMachine) {
        machine = newMachine;
        Code code = new Code()
                .immediate(Instruction.LD, Registers.A1, Registers.A0, 0)
                .store(Instruction.SD, Registers.A1, Registers.A0, 0);
        CachedFile file = new CachedFile(new ArrayStore(code.bytes()), code.size(), machine.cache);
        file.hold();
        Backing text = new Backing.FileMapping(file, 0, Long.MAX_VALUE, false, false);
        machine.space.map(new Region(CODE, CODE + PAGE, new Protection(true, false, true), text, "text"));
        machine.space.lock(CODE, CODE + PAGE, true);
        machine.fault(CODE, Access.FETCH);
        machine.anonymous(DATA, END);
    }

    @Test
    void whatLiesInTheWayIsNotEvictedInTheMiddleOfACopy() { // VM-CHECKLIST 20, 37
        fill(machine.space, 60);
        machine.disk.drain();
        machine.frames.holders().setCurrent(new HeldPages());

        int reached = 0;
        while (reached == 0) {
            try {
                reached = machine.user.reach(machine.space, 0, DATA, 8 * PAGE, Access.STORE);
            } catch (MustWait wait) {
                machine.disk.drain();
            }
        }

        assertThat(reached).isEqualTo(8 * PAGE);
        machine.reclaimer.evictAll();
        for (int page = 0; page < 8; page++) {
            assertThat(machine.table.allows(at(page), Access.STORE))
                    .as("page %d", page)
                    .isTrue();
        }
    }

    @Test
    void theSameAddressOfTwoProcessesHasTwoSlots() { // VM-CHECKLIST 28
        AddressSpace other = machine.space(machine.emptyTable());
        other.map(new Region(DATA, END, Protection.READ_WRITE, Backing.ANONYMOUS, "test"));
        put(machine.space, DATA, 1);
        put(other, DATA, 2);

        evict();

        assertThat(machine.table.slot(DATA)).isNotEqualTo(other.pageTable().slot(DATA));
        assertThat(get(machine.space, DATA)).isEqualTo(1);
        assertThat(get(other, DATA)).isEqualTo(2);
    }

    @Test
    void noTranslationOutlivesTheFrame() { // VM-CHECKLIST 29
        put(machine.space, DATA, 7);
        assertThat(machine.step(LOAD, DATA).cause()).isEqualTo(Cause.TIMER);

        evict();

        assertThat(machine.step(LOAD, DATA).cause()).isEqualTo(Cause.LOAD_PAGE_FAULT);
    }

    @Test
    void aStoreDuringTheWriteIsNotLost() { // VM-CHECKLIST 30
        put(machine.space, DATA, 7);
        assertThat(machine.step(STORE, DATA).cause()).isEqualTo(Cause.TIMER);
        put(machine.space, DATA, 7);
        machine.reclaimer.evictAll();
        assertThat(machine.disk.isIdle()).as("the write is under way").isFalse();

        assertThat(machine.step(STORE, DATA).cause()).as("it faults").isEqualTo(Cause.STORE_PAGE_FAULT);
        assertThat(machine.fault(DATA, Access.STORE)).isEqualTo(FaultReason.SWAP_CACHE);
        machine.hart.setRegister(Registers.A1, 8);
        assertThat(machine.step(STORE, DATA).cause()).isEqualTo(Cause.TIMER);
        machine.disk.drain();
        evict();

        assertThat(get(machine.space, DATA)).isEqualTo(8);
    }

    @Test
    void forkOfASwappedPageCountsItsSlot() { // VM-CHECKLIST 31
        put(machine.space, DATA, 7);
        evict();
        int slot = machine.table.slot(DATA);

        AddressSpace child = fork();
        assertThat(machine.device.references(slot)).isEqualTo(2);
        machine.space.unmap(DATA, DATA + PAGE);

        assertThat(machine.device.references(slot)).isEqualTo(1);
        assertThat(get(child, DATA)).isEqualTo(7);
    }

    @Test
    void slotsAreGivenBackByMunmapExitAndStores() { // VM-CHECKLIST 32
        fill(machine.space, 6);
        evict();
        assertThat(machine.device.used()).isEqualTo(6);

        machine.space.unmap(DATA, DATA + PAGE);
        assertThat(machine.device.used()).as("munmap").isEqualTo(5);
        machine.space.discard(at(1), at(2));
        assertThat(machine.device.used()).as("madvise").isEqualTo(4);
        get(machine.space, at(2));
        assertThat(machine.device.used()).as("a load needs the slot on").isEqualTo(4);
        put(machine.space, at(3), 9);
        assertThat(machine.device.used()).as("a store").isEqualTo(3);
        put(machine.space, at(2), 9);
        assertThat(machine.device.used()).as("a store after a load").isEqualTo(2);
        machine.space.destroy();
        assertThat(machine.device.used()).as("exit").isZero();
        assertThat(machine.frames.free() + machine.cache.pages().size()).isEqualTo(FRAMES);
    }

    @Test
    void aSecondThreadWaitsForTheSameRead() { // VM-CHECKLIST 33
        put(machine.space, DATA, 7);
        evict();
        HeldPages first = new HeldPages();
        HeldPages second = new HeldPages();
        machine.frames.holders().setCurrent(first);
        assertThatThrownBy(() -> machine.fault(DATA, Access.LOAD)).isInstanceOf(MustWait.class);
        machine.frames.holders().setCurrent(second);

        assertThatThrownBy(() -> machine.fault(DATA, Access.LOAD)).isInstanceOf(MustWait.class);

        assertThat(machine.disk.readRequests()).isEqualTo(1);
        machine.disk.drain();
        assertThat(machine.fault(DATA, Access.LOAD).isSolved()).isTrue();
        machine.frames.holders().setCurrent(first);
        assertThat(get(machine.space, DATA)).isEqualTo(7);
        assertThat(machine.disk.readRequests()).isEqualTo(1);
    }

    @Test
    void whenSwapIsFullTheVictimsDataStays() { // VM-CHECKLIST 34
        use(machine(6, 1)); // fewer than are evicted in two batches
        machine.anonymous(END, END + 64 * PAGE);
        int pages = 0;
        FaultReason reason = FaultReason.DEMAND_ZERO;
        while (reason.isSolved()) {
            reason = machine.fault(at(pages), Access.STORE);
            if (reason.isSolved()) {
                put(machine.space, at(pages), pages + 1);
                pages++;
            }
        }

        assertThat(reason).isEqualTo(FaultReason.OUT_OF_MEMORY);
        assertThat(machine.device.used()).isEqualTo(6);
        machine.space.unmap(at(pages - 7), at(pages));
        for (int page = 0; page < pages - 7; page++) {
            assertThat(get(machine.space, at(page))).as("page %d", page).isEqualTo(page + 1);
        }
    }

    @Test
    void reclaimNeedsNoFrame() { // VM-CHECKLIST 35
        machine.anonymous(END, END + 64 * PAGE);
        fill(machine.space, machine.frames.free());
        assertThat(machine.frames.free()).isZero();

        assertThat(machine.fault(END, Access.STORE)).isEqualTo(FaultReason.DEMAND_ZERO);
        assertThat(get(machine.space, DATA)).isEqualTo(1);
    }

    @Test
    void aSharedPageLeavesAllTables() { // VM-CHECKLIST 36
        put(machine.space, DATA, 7);
        AddressSpace[] all = {machine.space, fork(), fork(), fork()};
        for (AddressSpace space : all) {
            machine.mmu.setSatp(space.satp());
            assertThat(machine.step(LOAD, DATA).cause()).isEqualTo(Cause.TIMER);
        }

        evict();

        for (AddressSpace space : all) {
            assertThat(space.pageTable().frame(DATA)).isEqualTo(FrameTable.NONE);
            machine.mmu.setSatp(space.satp());
            assertThat(machine.step(LOAD, DATA).cause()).isEqualTo(Cause.LOAD_PAGE_FAULT);
        }
        put(all[1], DATA, 8);
        assertThat(get(all[0], DATA)).isEqualTo(7);
        assertThat(get(all[3], DATA)).isEqualTo(7);
        assertThat(get(all[1], DATA)).isEqualTo(8);
    }

    @Test
    void pinnedAndLockedPagesAreNoVictims() { // VM-CHECKLIST 37
        fill(machine.space, 3);
        machine.space.lock(at(1), at(2), true);
        int birth = machine.frames.pin(machine.table.frame(DATA));
        int pinned = machine.table.frame(DATA);

        evict();

        assertThat(machine.table.frame(DATA)).as("pinned").isEqualTo(pinned);
        assertThat(machine.table.frame(at(1))).as("locked").isNotEqualTo(FrameTable.NONE);
        assertThat(machine.table.frame(at(2))).isEqualTo(FrameTable.NONE);
        machine.frames.unpin(pinned, birth);
        evict();
        assertThat(machine.table.frame(DATA)).isEqualTo(FrameTable.NONE);
    }

    @Test
    void pagesReadAheadDoNotCountAsUsed() { // VM-CHECKLIST 38
        use(machine(64, 8));
        fill(machine.space, 4);
        evict();
        assertThat(machine.fault(DATA, Access.LOAD)).isEqualTo(FaultReason.SWAPPED_OUT);

        int neighbour = machine.frames.swap().frame(machine.table.slot(at(1)));
        assertThat(machine.frames.isReadAhead(neighbour)).isTrue();
        assertThat(machine.table.frame(at(1))).as("it is in no table").isEqualTo(FrameTable.NONE);
        assertThat(new AnonymousPages(machine.frames).takeReferenced(neighbour)).isFalse();
        assertThat(machine.frames.counters().get(VmCounter.SWAP_RA_HIT)).isZero();

        assertThat(machine.fault(at(1), Access.LOAD)).isEqualTo(FaultReason.SWAP_CACHE);
        assertThat(machine.frames.isReadAhead(neighbour)).isFalse();
        assertThat(machine.frames.counters().get(VmCounter.SWAP_RA_HIT)).isEqualTo(1);
        assertThat(machine.space.counters().majorFaults()).isEqualTo(1);
    }

    @Test
    void neighboursByAddressAreReadThoughTheirSlotsDoNotTouch() {
        use(new Machine(FRAMES, 64, 8, SwapIn.Neighbourhood.VIRTUAL, Machine.EVERY_FRAME));
        for (int parity = 0; parity < 2; parity++) {
            for (int page = parity; page < 8; page += 2) {
                put(machine.space, at(page), page + 1);
            }
            evict();
        }
        assertThat(machine.table.slot(at(1))).isEqualTo(machine.table.slot(DATA) + 4);

        assertThat(machine.fault(DATA, Access.LOAD)).isEqualTo(FaultReason.SWAPPED_OUT);

        assertThat(machine.disk.readRequests()).as("one for each run of slots").isEqualTo(2);
        machine.disk.drain();
        for (int page = 1; page < 4; page++) {
            assertThat(machine.fault(at(page), Access.LOAD)).as("page %d", page).isEqualTo(FaultReason.SWAP_CACHE);
            assertThat(get(machine.space, at(page))).isEqualTo(page + 1);
        }
        assertThat(machine.frames.counters().get(VmCounter.SWAP_RA)).isEqualTo(3);
        assertThat(machine.frames.counters().get(VmCounter.SWAP_RA_HIT)).isEqualTo(3);
    }

    @Test
    void pagesInSwapAreReadAheadInOneRequestForEachRunOfSlotsAndNobodyWaits() {
        fill(machine.space, 8);
        evict();
        machine.frames.holders().setCurrent(new HeldPages());

        machine.user.readAhead(machine.space, DATA, at(8));
        machine.user.readAhead(machine.space, DATA, at(8));

        assertThat(machine.disk.readRequests()).isEqualTo(1);
        assertThat(machine.disk.isIdle()).isFalse();
        machine.disk.drain();
        for (int page = 0; page < 8; page++) {
            assertThat(machine.fault(at(page), Access.LOAD)).as("page %d", page).isEqualTo(FaultReason.SWAP_CACHE);
        }
        assertThat(machine.space.counters().majorFaults()).isZero();
    }

    @Test
    void pagesAreReadAheadOnlyAsFarAsFramesAreFree() {
        fill(machine.space, 8);
        evict();
        machine.leaveFree(3);

        machine.user.readAhead(machine.space, DATA, at(8));

        assertThat(machine.disk.pagesRead()).isEqualTo(3);
    }

    @Test
    void aFilesPageThatComesBackSoonIsARefault() {
        CachedFile file = new CachedFile(new ArrayStore(new byte[2 * PAGE]), 2 * PAGE, machine.cache);
        file.hold();
        byte[] target = new byte[2 * PAGE];
        machine.cache.read(file, 0, target, 0, 2 * PAGE);
        assertThat(machine.frames.counters().get(VmCounter.WORKINGSET_REFAULT)).isZero();

        evict();
        machine.cache.read(file, 0, target, 0, PAGE);
        machine.cache.read(file, 0, target, 0, PAGE);

        assertThat(machine.frames.counters().get(VmCounter.WORKINGSET_REFAULT)).isEqualTo(1);

        for (int round = 0; round < 2; round++) {
            fill(machine.space, 60);
            evict();
        }
        long refaults = machine.frames.counters().get(VmCounter.WORKINGSET_REFAULT);
        machine.cache.read(file, PAGE, target, 0, PAGE);
        assertThat(machine.frames.counters().get(VmCounter.WORKINGSET_REFAULT))
                .as("too late")
                .isEqualTo(refaults);
    }

    @Test
    void theHardwareSeesNoPageInASwapEntry() { // VM-CHECKLIST 39
        fill(machine.space, 64);
        evict();
        for (int page = 0; page < 60; page++) {
            Walk walk = new Walk();
            machine.mmu.inspect(at(page), Access.LOAD, walk);
            assertThat(machine.memory.getLong(walk.entryAddress()) & Pte.V)
                    .as("page %d", page)
                    .isZero();
        }
        assertThat(machine.step(LOAD, DATA).cause()).isEqualTo(Cause.LOAD_PAGE_FAULT);
    }

    @Test
    void aPageThatTheDiskCannotReadIsAnErrorAndKeepsItsSlot() { // VM-CHECKLIST 40
        put(machine.space, DATA, 7);
        evict();
        machine.disk.failAt(1, 0);

        assertThat(machine.fault(DATA, Access.LOAD)).isEqualTo(FaultReason.DISK_ERROR);

        assertThat(machine.table.slot(DATA)).isNotEqualTo(SwapDevice.NONE);
        assertThat(get(machine.space, DATA)).as("the next time").isEqualTo(7);
    }

    @Test
    void aPageThatTheDiskCannotWriteStays() { // VM-CHECKLIST 40
        machine.disk.failAt(0, 1);
        put(machine.space, DATA, 7);
        int frame = machine.table.frame(DATA);

        evict();

        assertThat(machine.frames.use(frame)).isEqualTo(FrameUse.ANONYMOUS);
        assertThat(machine.fault(DATA, Access.LOAD)).isEqualTo(FaultReason.SWAP_CACHE);
        assertThat(machine.table.frame(DATA)).isEqualTo(frame);
        assertThat(get(machine.space, DATA)).isEqualTo(7);
        evict();
        assertThat(machine.table.frame(DATA)).isEqualTo(FrameTable.NONE);
        assertThat(get(machine.space, DATA)).as("it was written again").isEqualTo(7);
    }

    @Test
    void aDirtyBitInOneTableIsEnoughForSharedMemory() { // VM-CHECKLIST 43
        for (boolean firstStores : new boolean[] {true, false}) {
            use(machine(64, 1));
            CachedFile shared = machine.cache.temporary(PAGE);
            Backing backing = new Backing.FileMapping(shared, 0, Long.MAX_VALUE, true, true);
            machine.space.map(new Region(END, END + PAGE, Protection.READ_WRITE, backing, "shared"));
            AddressSpace other = fork();
            AddressSpace writer = firstStores ? machine.space : other;
            get(machine.space, END);
            get(other, END);
            put(writer, END, 7);

            evict();

            assertThat(shared.residentPages()).isZero();
            assertThat(get(machine.space, END)).isEqualTo(7);
            assertThat(get(other, END)).isEqualTo(7);
        }
    }

    @Test
    void aReferenceAfterTheHarvestIsSeen() { // VM-CHECKLIST 49
        put(machine.space, DATA, 7);
        AnonymousPages pages = new AnonymousPages(machine.frames);
        int frame = machine.table.frame(DATA);
        machine.step(LOAD, DATA);
        assertThat(pages.takeReferenced(frame)).isTrue();
        assertThat(pages.takeReferenced(frame)).isFalse();

        machine.step(LOAD, DATA);

        assertThat(pages.takeReferenced(frame)).isTrue();
    }

    @Test
    void whoIsNotTheOldestIsToldWhenTheOldestHasComeOn() {
        use(new Machine(FRAMES, 0, 1, Machine.EVERY_FRAME));
        HeldPages older = new HeldPages();
        HeldPages younger = new HeldPages();
        machine.frames.holders().setCurrent(older);
        put(machine.space, DATA, 1);
        machine.frames.holders().setCurrent(null);
        fill(machine.space, machine.frames.free() + 1);
        machine.frames.holders().setCurrent(younger);
        boolean[] woken = {false};
        assertThatThrownBy(() -> machine.fault(END - PAGE, Access.STORE)).isInstanceOf(MustWait.class);
        machine.reclaimer.memory().add(new Waiter() {
            @Override
            public void waitsIn(WaitQueue queue) {}

            @Override
            public void wake() {
                woken[0] = true;
            }
        });

        machine.frames.holders().release(older);

        assertThat(woken[0]).isTrue();
        assertThat(machine.fault(END - PAGE, Access.STORE)).isEqualTo(FaultReason.OUT_OF_MEMORY);
    }

    @Test
    void sharedMemoryForWhichThereIsNoSlotStays() { // VM-CHECKLIST 34
        use(machine(2, 1));
        CachedFile shared = machine.cache.temporary(6 * PAGE);
        Backing backing = new Backing.FileMapping(shared, 0, Long.MAX_VALUE, true, true);
        machine.space.map(new Region(END, END + 6 * PAGE, Protection.READ_WRITE, backing, "shared"));
        for (int page = 0; page < 6; page++) {
            put(machine.space, END + (long) page * PAGE, page + 1);
        }

        evict();

        assertThat(shared.residentPages()).isEqualTo(4);
        for (int page = 0; page < 6; page++) {
            assertThat(get(machine.space, END + (long) page * PAGE)).isEqualTo(page + 1);
        }
    }

    private void evict() {
        machine.reclaimer.evictAll();
        machine.disk.drain();
    }

    private AddressSpace fork() {
        return Objects.requireNonNull(machine.space.fork(machine.emptyTable(), machine.asids.allocate()));
    }

    /** Stores a number other than 0 to each of so many pages. */
    private void fill(AddressSpace space, int pages) {
        for (int page = 0; page < pages; page++) {
            put(space, at(page), page + 1);
        }
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
