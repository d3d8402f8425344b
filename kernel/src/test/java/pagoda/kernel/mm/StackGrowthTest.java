package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.cpu.mmu.Access;

/** Regions that grow down: when they do, what they keep away from, and what stays away from them. */
final class StackGrowthTest {
    private static final int PAGE = 4096;
    private static final long GAP = AddressSpace.STACK_GUARD;
    private static final long MIB = 1 << 20;
    private static final long TOP = 0x1000_0000;

    private final Machine machine = new Machine(256);
    private final AddressSpace space = machine.space;

    StackGrowthTest() {
        space.map(new Region(TOP - PAGE, TOP, Protection.READ_WRITE, Backing.GROWS_DOWN, "down"));
    }

    @Test
    void itGrowsByTheTouchOfAnyPageWithinTheLimit() {
        assertThat(machine.fault(TOP - PAGE - 1, Access.LOAD)).isEqualTo(FaultReason.STACK_GROWTH);
        assertThat(machine.fault(TOP - 8 * MIB, Access.STORE)).isEqualTo(FaultReason.STACK_GROWTH);
        assertThat(machine.fault(TOP - 8 * MIB - 1, Access.STORE)).isEqualTo(FaultReason.NOT_MAPPED);
        assertThat(machine.fault(TOP, Access.STORE)).isEqualTo(FaultReason.NOT_MAPPED);
        assertThat(space.counters().mappedPages()).isEqualTo(8 * MIB / PAGE);
        assertThat(space.counters().residentPages()).isEqualTo(2);
    }

    @Test
    void theLimitThatHoldsNowCounts() {
        space.setLimits(new MemoryLimits(2 * PAGE, -1, -1));
        assertThat(machine.fault(TOP - 2 * PAGE - 1, Access.STORE)).isEqualTo(FaultReason.NOT_MAPPED);
        space.setLimits(new MemoryLimits(-1, -1, -1));
        assertThat(machine.fault(TOP - 100 * MIB, Access.STORE)).isEqualTo(FaultReason.STACK_GROWTH);
    }

    @Test
    void aGapStaysAboveANeighbourThatCanBeAccessed() {
        machine.anonymous(TOP - 4 * MIB - PAGE, TOP - 4 * MIB);

        assertThat(machine.fault(TOP - 4 * MIB + GAP - 1, Access.STORE)).isEqualTo(FaultReason.NOT_MAPPED);
        assertThat(machine.fault(TOP - 4 * MIB + GAP, Access.STORE)).isEqualTo(FaultReason.STACK_GROWTH);

        space.protect(TOP - 4 * MIB - PAGE, TOP - 4 * MIB, Protection.NONE);
        assertThat(machine.fault(TOP - 4 * MIB, Access.STORE)).isEqualTo(FaultReason.STACK_GROWTH);
    }

    @Test
    void noGapStaysAboveOneThatGrowsItself() {
        long low = TOP - 4 * MIB;
        space.map(new Region(low - PAGE, low, Protection.READ_WRITE, Backing.GROWS_DOWN, "another"));

        assertThat(machine.fault(low, Access.STORE)).isEqualTo(FaultReason.STACK_GROWTH);
        assertThat(machine.fault(low - 2 * PAGE, Access.STORE)).isEqualTo(FaultReason.STACK_GROWTH);
    }

    @Test
    void whatGrowsKeepsItsProtectionAndItsChildGrowsToo() {
        space.protect(TOP - PAGE, TOP, new Protection(true, false, false));
        assertThat(machine.fault(TOP - 2 * PAGE, Access.STORE)).isEqualTo(FaultReason.STACK_GROWTH);
        assertThat(space.pageTable().allows(TOP - 2 * PAGE, Access.STORE)).isFalse();

        AddressSpace child = space.fork(machine.emptyTable(), machine.asids.allocate());
        assertThat(child).isNotNull();
        assertThat(machine.faults.handle(child, TOP - 5 * PAGE, Access.LOAD, 0)).isEqualTo(FaultReason.STACK_GROWTH);
    }

    @Test
    void thePageAtAddressZeroIsNeverGrownTo() {
        space.map(new Region(2 * PAGE, 3 * PAGE, Protection.READ_WRITE, Backing.GROWS_DOWN, "low"));
        assertThat(machine.fault(PAGE, Access.STORE)).isEqualTo(FaultReason.STACK_GROWTH);
        assertThat(machine.fault(0, Access.STORE)).isEqualTo(FaultReason.NOT_MAPPED);
    }

    @Test
    void newMappingsLeaveTheGapFree() {
        long end = space.mappingTop();
        space.map(new Region(end - PAGE, end, Protection.READ_WRITE, Backing.GROWS_DOWN, "down"));

        assertThat(space.findSpace(PAGE)).isEqualTo(end - PAGE - GAP - PAGE);
        assertThat(space.isFree(end - PAGE - GAP, end - GAP)).isFalse();
        assertThat(space.isFree(end - 2 * PAGE - GAP, end - PAGE - GAP)).isTrue();
        space.startHeap(TOP - 2 * MIB);
        assertThat(space.setBreak(TOP - 2 * PAGE - GAP)).isEqualTo(TOP - 2 * PAGE - GAP);
        assertThat(space.setBreak(TOP - 2 * PAGE - GAP + 1)).isEqualTo(TOP - 2 * PAGE - GAP);
    }

    /** Limit of the stack, and how many MiB it can then have. */
    @ParameterizedTest
    @CsvSource({"4096, 8", "8388608, 8", "67108864, 64", "67104769, 64"})
    void mappingsBeginBelowAllThatTheStackCanHave(long limit, long mebibytes) {
        AddressSpace fresh = machine.space(machine.emptyTable());
        fresh.reserveStack(limit);
        fresh.mapStack();
        fresh.setLimits(new MemoryLimits(limit, -1, -1));

        long least = fresh.stackTop() - mebibytes * MIB;
        assertThat(fresh.mappingTop() / MIB).isEqualTo((least - GAP) / MIB);
        assertThat(machine.faults.handle(fresh, least - PAGE, Access.STORE, 0)).isEqualTo(FaultReason.STACK_GUARD);
        if (limit != 4096) {
            assertThat(machine.faults.handle(fresh, least + 2 * PAGE, Access.STORE, 0))
                    .isEqualTo(FaultReason.STACK_GROWTH);
        }
    }
}
