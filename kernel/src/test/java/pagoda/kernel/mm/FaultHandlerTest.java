package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.kernel.abi.SignalCode;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.KernelPanic;

final class FaultHandlerTest {
    private static final int PAGE = 4096;
    private static final long TOP = RadixScheme.SV39.userLimit() - PAGE;
    private static final long LEAST = TOP - AddressSpace.STACK_LIMIT;

    /** A machine with a region of every kind. */
    private static Machine machine() {
        Machine machine = new Machine(64);
        region(machine, 0x10000, "r-x", file(machine, 2 * PAGE));
        region(machine, 0x14000, "r--", file(machine, PAGE + 1));
        region(machine, 0x18000, "rw-", file(machine, 0));
        region(machine, 0x1c000, "rw-", Backing.ANONYMOUS);
        region(machine, 0x20000, "--x", Backing.ANONYMOUS);
        region(machine, 0x24000, "-w-", Backing.ANONYMOUS);
        region(machine, 0x28000, "---", Backing.ANONYMOUS);
        region(machine, 0x2c000, "rwx", Backing.ANONYMOUS);
        machine.space.mapStack();
        return machine;
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "10000, FETCH, file-read",
        "10000, LOAD, file-read",
        "11fff, LOAD, file-read",
        "10000, STORE, read-only",
        "14000, LOAD, file-read",
        "14000, FETCH, no-exec",
        "14000, STORE, read-only",
        "15000, LOAD, file-read",
        "18000, LOAD, file-read",
        "18000, STORE, file-read",
        "18000, FETCH, no-exec",
        "1c000, LOAD, demand-zero",
        "1dfff, STORE, demand-zero",
        "1c000, FETCH, no-exec",
        "20000, FETCH, demand-zero",
        "20000, LOAD, no-read",
        "20000, STORE, read-only",
        "24000, STORE, demand-zero",
        "24000, LOAD, demand-zero",
        "24000, FETCH, no-exec",
        "28000, LOAD, no-read",
        "28000, STORE, read-only",
        "28000, FETCH, no-exec",
        "2c000, FETCH, demand-zero",
        "2c000, STORE, demand-zero",
        "0, LOAD, not-mapped",
        "ffff, LOAD, not-mapped",
        "12000, LOAD, not-mapped",
        "3000000, STORE, not-mapped",
        "3fffffefff, STORE, demand-zero",
        "3ffffdf000, STORE, demand-zero",
        "3ffffdefff, STORE, stack-growth",
        "3fff7ff000, LOAD, stack-growth",
        "3fff7ff000, FETCH, stack-growth",
        "3fff7fefff, STORE, stack-guard",
        "3fff6ff000, LOAD, stack-guard",
        "3fff6fefff, LOAD, not-mapped",
        "3ffffff000, LOAD, not-mapped",
        "3fffffffff, STORE, not-mapped",
        "4000000000, LOAD, not-mapped",
        "7fffffffffffffff, LOAD, not-mapped",
        "8000000000000000, STORE, not-mapped",
        "ffffffbfffffffff, LOAD, not-mapped",
        "ffffffc000000000, LOAD, kernel-page",
        "ffffffffffffffff, STORE, kernel-page",
        "ffffffffffffffff, FETCH, kernel-page",
    })
    void theFaultTable(String hex, Access access, String word) {
        Machine machine = machine();
        List<Event> seen = new ArrayList<>();
        machine.events.read(EnumSet.of(EventKind.FAULT), seen::add);
        long address = Long.parseUnsignedLong(hex, 16);
        int free = machine.frames.free();

        FaultReason reason = machine.faults.handle(machine.space, address, access, 0x1234);

        assertThat(reason.word()).isEqualTo(word);
        assertThat(machine.space.counters().faults(reason)).isEqualTo(1);
        assertThat(machine.space.counters().faults()).isEqualTo(1);
        int frame = reason.isSolved() ? machine.table.frame(address) : FrameTable.NONE;
        assertThat(seen).containsExactly(new Event.Fault(machine.events.stamp(), access, address, 0x1234, word, frame));
        if (reason.isSolved()) {
            assertThat(frame).isNotEqualTo(FrameTable.NONE);
            assertThat(machine.space.counters().residentPages()).isEqualTo(1);
        } else {
            assertThat(machine.frames.free()).isEqualTo(free);
            assertThat(machine.space.counters().residentPages()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_MAPPED, SEGV_MAPERR",
        "KERNEL_PAGE, SEGV_MAPERR",
        "STACK_GUARD, SEGV_MAPERR",
        "READ_ONLY, SEGV_ACCERR",
        "NO_EXEC, SEGV_ACCERR",
        "NO_READ, SEGV_ACCERR",
        "OUT_OF_MEMORY, SI_KERNEL",
    })
    void whatKillsHasLinuxsSignal(FaultReason reason, SignalCode signal) {
        assertThat(reason.signal()).isEqualTo(signal);
        assertThat(reason.isSolved()).isFalse();
    }

    @Test
    void onlyAccessesThatTheRegionAllowsAreAllowedAfterwards() {
        Machine machine = machine();
        machine.fault(0x10000, Access.FETCH);
        machine.fault(0x14000, Access.LOAD);
        machine.fault(0x20000, Access.FETCH);

        assertThat(machine.table.allows(0x10000, Access.STORE)).isFalse();
        assertThat(machine.table.allows(0x14000, Access.FETCH)).isFalse();
        assertThat(machine.table.allows(0x20000, Access.LOAD)).isFalse();
    }

    @Test
    void theStackGrowsToItsLimitPageByPageOrAtOnce() { // VM-CHECKLIST 27
        Machine machine = new Machine(64);
        machine.space.mapStack();
        assertThat(machine.fault(TOP - (200 << 10), Access.STORE)).isEqualTo(FaultReason.STACK_GROWTH);
        assertThat(machine.fault(TOP - (196 << 10), Access.STORE)).isEqualTo(FaultReason.DEMAND_ZERO);
        assertThat(machine.fault(LEAST, Access.STORE)).isEqualTo(FaultReason.STACK_GROWTH);
        assertThat(machine.fault(LEAST - 1, Access.STORE)).isEqualTo(FaultReason.STACK_GUARD);

        Region stack = machine.space.find(TOP - 1);
        assertThat(stack).isNotNull();
        assertThat(stack.length()).isEqualTo(8 << 20);
        assertThat(machine.space.counters().residentPages()).isEqualTo(3);
        assertThat(machine.space.counters().mappedPages()).isEqualTo(2048);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void withoutFramesAFaultIsOutOfMemoryAndNothingLeaks(int free) {
        Machine machine = machine();
        machine.leaveFree(free);

        assertThat(machine.fault(0x1c000, Access.LOAD)).isEqualTo(FaultReason.OUT_OF_MEMORY);
        assertThat(machine.fault(0x10000, Access.LOAD)).isEqualTo(FaultReason.OUT_OF_MEMORY);

        int tables = machine.table.tableFrames() - 1;
        assertThat(machine.frames.free())
                .as("tables that were made stay for the next fault")
                .isEqualTo(free - tables);
        assertThat(machine.table.frame(0x1c000)).isEqualTo(FrameTable.NONE);
        assertThat(machine.space.counters().residentPages()).isZero();
        machine.space.destroy();
        assertThat(machine.frames.free()).isEqualTo(free + 1);
    }

    @Test
    void aFaultThatNeedNotBeIsAPanicNotALoop() { // VM-CHECKLIST 25
        Machine machine = machine();
        machine.fault(0x1c000, Access.LOAD);

        assertThatThrownBy(() -> machine.fault(0x1c008, Access.STORE)).isInstanceOf(KernelPanic.class);
    }

    @Test
    void theHandlerUsesTheAddressSpaceThatItIsGiven() { // VM-CHECKLIST 15
        Machine machine = machine();
        RadixPageTable other = machine.emptyTable();
        AddressSpace space = machine.space(other);
        space.map(new Region(0x50000, 0x51000, Protection.READ_WRITE, Backing.ANONYMOUS, "other"));

        assertThat(machine.user.copyOut(space, 0, 0x50000, new byte[] {7}, 0, 1))
                .isEqualTo(1);

        assertThat(other.frame(0x50000)).isNotEqualTo(FrameTable.NONE);
        assertThat(machine.table.frame(0x50000)).isEqualTo(FrameTable.NONE);
        byte[] seen = new byte[1];
        assertThat(machine.user.copyIn(machine.space, 0, 0x50000, seen, 0, 1)).isZero();
        assertThat(machine.user.copyIn(space, 0, 0x50000, seen, 0, 1)).isEqualTo(1);
        assertThat(seen).containsExactly(7);
    }

    private static Backing file(Machine machine, int length) {
        return machine.file(new byte[2 * PAGE], 0, length);
    }

    private static void region(Machine machine, long start, String rights, Backing backing) {
        Protection protection = new Protection(rights.contains("r"), rights.contains("w"), rights.contains("x"));
        machine.space.map(new Region(start, start + 2 * PAGE, protection, backing, rights));
    }
}
