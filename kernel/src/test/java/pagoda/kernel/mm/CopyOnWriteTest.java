package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.mmu.Access;
import pagoda.kernel.Code;
import pagoda.kernel.event.KernelPanic;

/** What fork shares, who copies when, and what is left when fork fails. */
final class CopyOnWriteTest {
    private static final int PAGE = 4096;
    private static final long CODE = 0x8000;
    private static final long LOAD = CODE;
    private static final long STORE = CODE + 4;
    private static final long DATA = 0x10000;
    private static final Protection READ = new Protection(true, false, false);

    private Machine machine = new Machine(128);

    @BeforeEach
    void build() {
        machine = new Machine(128);
        Code code = new Code()
                .immediate(Instruction.LD, Registers.A1, Registers.A0, 0)
                .store(Instruction.SD, Registers.A1, Registers.A0, 0);
        Backing text = machine.file(code.bytes(), 0, Long.MAX_VALUE);
        machine.space.map(new Region(CODE, CODE + PAGE, new Protection(true, false, true), text, "text"));
        machine.fault(CODE, Access.FETCH);
        machine.anonymous(DATA, DATA + 8 * PAGE);
        put(machine.space, DATA, 1);
    }

    private AddressSpace fork() {
        return Objects.requireNonNull(tryFork(), "there is memory for a fork");
    }

    private @org.jspecify.annotations.Nullable AddressSpace tryFork() {
        return machine.space.fork(machine.emptyTable(), machine.asids.allocate());
    }

    @Test
    void forkFlushesTheParentsWritableEntries() { // VM-CHECKLIST 1
        assertThat(machine.step(STORE, DATA).cause()).isEqualTo(Cause.TIMER);

        fork();

        assertThat(machine.step(STORE, DATA).cause()).isEqualTo(Cause.STORE_PAGE_FAULT);
    }

    @Test
    void cowCopyFlushesTheStaleReadOnlyEntry() { // VM-CHECKLIST 2
        AddressSpace child = fork();
        machine.step(LOAD, DATA);

        assertThat(machine.fault(DATA, Access.STORE)).isEqualTo(FaultReason.COW_COPY);
        machine.hart.setRegister(Registers.A1, 7);
        assertThat(machine.step(STORE, DATA).cause()).isEqualTo(Cause.TIMER);

        assertThat(get(machine.space, DATA)).isEqualTo(7);
        assertThat(get(child, DATA)).isEqualTo(1);
    }

    @Test
    void aCopyMadeByCopyOutIsSeenByTheProgramAndNotByItsChild() { // VM-CHECKLIST 2, 5
        AddressSpace child = fork();
        machine.step(LOAD, DATA);

        put(machine.space, DATA, 9);

        machine.step(LOAD, DATA);
        assertThat(machine.hart.register(Registers.A1)).isEqualTo(9);
        assertThat(get(child, DATA)).isEqualTo(1);
    }

    @Test
    void aSecondForkKeepsTheMark() { // VM-CHECKLIST 3
        AddressSpace first = fork();
        AddressSpace second = fork();
        int frame = machine.table.frame(DATA);
        assertThat(machine.frames.owners(frame)).isEqualTo(3);

        put(machine.space, DATA, 2);
        put(first, DATA, 3);

        assertThat(get(machine.space, DATA)).isEqualTo(2);
        assertThat(get(first, DATA)).isEqualTo(3);
        assertThat(get(second, DATA)).isEqualTo(1);
        assertThat(second.pageTable().frame(DATA)).isEqualTo(frame);
        assertThat(machine.frames.owners(frame)).isEqualTo(1);
    }

    @Test
    void whatIsTrulyReadOnlyStaysSo() { // VM-CHECKLIST 4
        machine.space.protect(DATA, DATA + PAGE, READ);
        AddressSpace child = fork();

        assertThat(machine.fault(DATA, Access.STORE)).isEqualTo(FaultReason.READ_ONLY);
        assertThat(machine.faults.handle(child, DATA, Access.STORE, 0)).isEqualTo(FaultReason.READ_ONLY);
        child.destroy();
        assertThat(machine.fault(DATA, Access.STORE)).isEqualTo(FaultReason.READ_ONLY);
    }

    @Test
    void theLastOwnerTakesThePageBack() { // VM-CHECKLIST 6, 7
        AddressSpace child = fork();
        int frame = machine.table.frame(DATA);
        child.destroy();
        int free = machine.frames.free();

        assertThat(machine.fault(DATA, Access.STORE)).isEqualTo(FaultReason.COW_REUSE);

        assertThat(machine.table.frame(DATA)).isEqualTo(frame);
        assertThat(machine.frames.free()).isEqualTo(free);
        assertThat(get(machine.space, DATA)).isEqualTo(1);
    }

    @Test
    void theCopierLeavesTheFrameToTheOther() { // VM-CHECKLIST 7
        AddressSpace child = fork();
        int frame = machine.table.frame(DATA);
        put(machine.space, DATA, 2);
        machine.space.unmap(DATA, DATA + PAGE);

        assertThat(machine.frames.owners(frame)).isEqualTo(1);
        assertThat(get(child, DATA)).isEqualTo(1);
        assertThat(machine.faults.handle(child, DATA, Access.STORE, 0)).isEqualTo(FaultReason.COW_REUSE);
    }

    @Test
    void anUntouchedPageFaultsOnceAfterFork() { // VM-CHECKLIST 8, 13
        AddressSpace child = fork();
        assertThat(child.pageTable().frame(DATA + PAGE)).isEqualTo(FrameTable.NONE);

        assertThat(machine.fault(DATA + PAGE, Access.LOAD)).isEqualTo(FaultReason.DEMAND_ZERO);
        assertThat(machine.table.allows(DATA + PAGE, Access.STORE)).isTrue();
        assertThat(machine.faults.handle(child, DATA + PAGE, Access.LOAD, 0)).isEqualTo(FaultReason.DEMAND_ZERO);
        assertThat(child.pageTable().allows(DATA + PAGE, Access.STORE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void noMemoryInTheMiddleOfForkLeavesEverythingAsItWas(int free) { // VM-CHECKLIST 9
        machine.anonymous(1L << 32, (1L << 32) + PAGE);
        machine.anonymous(1L << 36, (1L << 36) + PAGE);
        put(machine.space, 1L << 32, 5);
        put(machine.space, 1L << 36, 6);
        machine.leaveFree(free);
        int frame = machine.table.frame(DATA);

        assertThat(tryFork())
                .as("it takes a root, two tables for each of three places")
                .isNull();

        assertThat(machine.frames.free()).as("and the text, dropped for it").isEqualTo(free + 1);
        assertThat(machine.frames.owners(frame)).isEqualTo(1);
        assertThat(machine.asids.allocate()).as("the identifier is free again").isEqualTo(2);
        put(machine.space, DATA, 2);
        assertThat(machine.table.frame(DATA)).as("it is the parent's own").isEqualTo(frame);
        assertThat(get(machine.space, DATA)).isEqualTo(2);
        assertThat(get(machine.space, 1L << 36)).isEqualTo(6);
    }

    @Test
    void aForkThatDropsPagesOfFilesCountsWhatIsLeft() { // VM-CHECKLIST 9
        machine.anonymous(1L << 36, (1L << 36) + PAGE);
        put(machine.space, 1L << 36, 6);
        machine.leaveFree(4);

        AddressSpace child = fork();

        assertThat(child.pageTable().frame(CODE)).isEqualTo(FrameTable.NONE);
        assertThat(child.counters().residentPages()).isEqualTo(2);
        assertThat(machine.space.counters().residentPages()).isEqualTo(2);
    }

    @Test
    void anOwnerTooManyOrTooFewIsAPanic() { // VM-CHECKLIST 11
        int frame = machine.frames.allocateZeroed(FrameUse.ANONYMOUS);
        machine.frames.addOwner(frame);
        machine.frames.release(frame);
        machine.frames.release(frame);

        assertThatThrownBy(() -> machine.frames.release(frame)).isInstanceOf(KernelPanic.class);
        assertThatThrownBy(() -> machine.frames.addOwner(frame)).isInstanceOf(KernelPanic.class);
    }

    @Test
    void privatePagesOfFilesAreCopiedOnWriteToo() { // VM-CHECKLIST 10
        CachedFile file = file(2 * PAGE);
        machine.space.map(new Region(0x40000, 0x42000, Protection.READ_WRITE, mapping(file, false), "private"));
        put(machine.space, 0x40000, 11);
        get(machine.space, 0x41000);
        AddressSpace child = fork();

        put(child, 0x40000, 12);
        put(child, 0x41000, 13);

        assertThat(get(machine.space, 0x40000)).isEqualTo(11);
        assertThat(get(machine.space, 0x41000)).isZero();
        assertThat(get(child, 0x40000)).isEqualTo(12);
        assertThat(get(child, 0x41000)).isEqualTo(13);
        byte[] seen = new byte[2 * PAGE];
        machine.cache.read(file, 0, seen, 0, seen.length);
        assertThat(seen).as("the file").containsOnly(0);
    }

    @Test
    void sharedMemoryIsSharedWithTheChild() {
        CachedFile file = file(2 * PAGE);
        machine.space.map(new Region(0x40000, 0x42000, Protection.READ_WRITE, mapping(file, true), "shared"));
        put(machine.space, 0x40000, 11);
        AddressSpace child = fork();

        put(child, 0x40000, 12);
        put(machine.space, 0x41000, 13);

        assertThat(get(machine.space, 0x40000)).isEqualTo(12);
        assertThat(get(child, 0x41000)).isEqualTo(13);
        machine.space.destroy();
        assertThat(get(child, 0x41000)).isEqualTo(13);
    }

    @Test
    @Timeout(30)
    void forkOfASparseSpaceCostsWhatExists() { // VM-CHECKLIST 13, 23
        machine.anonymous(1L << 30, 1L << 37);
        put(machine.space, 1L << 36, 5);
        int tables = machine.table.tableFrames();

        for (int i = 0; i < 200; i++) {
            AddressSpace child = fork();
            assertThat(child.pageTable().tableFrames()).isEqualTo(tables);
            assertThat(child.counters().residentPages()).isEqualTo(3);
            child.destroy();
        }
    }

    @Test
    void mprotectDoesNotGoAroundCopyOnWrite() { // VM-CHECKLIST 47
        AddressSpace child = fork();
        machine.space.protect(DATA, DATA + PAGE, READ);
        machine.space.protect(DATA, DATA + PAGE, Protection.READ_WRITE);
        child.protect(DATA, DATA + PAGE, Protection.NONE);
        child.protect(DATA, DATA + PAGE, Protection.READ_WRITE);

        put(child, DATA, 4);

        assertThat(get(machine.space, DATA)).isEqualTo(1);
        assertThat(get(child, DATA)).isEqualTo(4);
    }

    @Test
    void forkKeepsPagesThatAllowNothing() { // VM-CHECKLIST 13, 47
        machine.space.protect(DATA, DATA + PAGE, Protection.NONE);
        assertThat(machine.fault(DATA, Access.LOAD)).isEqualTo(FaultReason.NO_READ);
        AddressSpace child = fork();

        machine.space.protect(DATA, DATA + PAGE, Protection.READ_WRITE);
        child.protect(DATA, DATA + PAGE, Protection.READ_WRITE);
        put(machine.space, DATA, 2);

        assertThat(get(child, DATA)).isEqualTo(1);
    }

    @Test
    void anIdentifierIsFencedBeforeItIsUsedAgain() { // VM-CHECKLIST 50
        machine.step(LOAD, DATA);
        int asid = machine.space.asid();
        machine.space.destroy();
        AddressSpace next = machine.space(machine.emptyTable());
        assertThat(next.asid()).isEqualTo(asid);
        machine.mmu.setSatp(next.satp());

        assertThat(machine.step(LOAD, DATA).cause()).isEqualTo(Cause.INSTRUCTION_PAGE_FAULT);
    }

    @Test
    void anAbsentPageIsNotRemembered() { // VM-CHECKLIST 52
        assertThat(machine.step(LOAD, DATA + PAGE).cause()).isEqualTo(Cause.LOAD_PAGE_FAULT);
        machine.fault(DATA + PAGE, Access.LOAD);

        assertThat(machine.step(LOAD, DATA + PAGE).cause()).isEqualTo(Cause.TIMER);
    }

    private CachedFile file(long size) {
        return machine.cache.temporary(size);
    }

    private static Backing mapping(CachedFile file, boolean shared) {
        return new Backing.FileMapping(file, 0, Long.MAX_VALUE, shared, true);
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
