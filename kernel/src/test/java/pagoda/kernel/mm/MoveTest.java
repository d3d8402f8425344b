package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pagoda.kernel.Code;

/** A mapping that is moved, or grows where it is. */
final class MoveTest {
    private static final int PAGE = 4096;
    private final Machine machine = new Machine(128);

    @Test
    void pagesMoveWithTheirRegionAndOffsetsAreKept() { // VM-CHECKLIST 45
        byte[] bytes = Code.fill(8 * PAGE, i -> i / PAGE + 1);
        machine.space.map(
                new Region(0x10000, 0x18000, Protection.READ_WRITE, machine.file(bytes, 0, Long.MAX_VALUE), "file"));
        put(0x13000, 99);
        int frame = machine.table.frame(0x13000);

        assertThat(machine.space.move(0x12000, 0x15000, 1L << 32, 4 * PAGE)).isTrue();

        assertThat(machine.space.regions().stream().map(Region::toString))
                .containsExactly(
                        "0x10000–0x12000 rw- file", "0x15000–0x18000 rw- file", "0x100000000–0x100004000 rw- file");
        assertThat(machine.table.frame((1L << 32) + PAGE)).isEqualTo(frame);
        assertThat(get((1L << 32) + PAGE)).isEqualTo(99);
        assertThat(get(1L << 32)).isEqualTo(3);
        assertThat(get((1L << 32) + 3 * PAGE)).isEqualTo(6);
        assertThat(get(0x15000)).isEqualTo(6);
        assertThat(machine.space.counters().residentPages()).isEqualTo(4);
    }

    @Test
    void aMovedPageIsStillSharedWithTheChild() { // VM-CHECKLIST 47
        machine.anonymous(0x10000, 0x11000);
        put(0x10000, 1);
        AddressSpace child = machine.space.fork(machine.emptyTable(), machine.asids.allocate());
        assertThat(child).isNotNull();

        machine.space.move(0x10000, 0x11000, 0x20000, PAGE);
        put(0x20000, 2);

        byte[] seen = new byte[1];
        machine.user.copyIn(child, 0, 0x10000, seen, 0, 1);
        assertThat(seen).containsExactly(1);
    }

    @Test
    void whatIsMovedAndKeptIsEmptyAndUnlockedWhereItWas() {
        machine.anonymous(0x10000, 0x14000);
        put(0x11000, 7);
        machine.space.lock(0x10000, 0x14000, true);

        assertThat(machine.space.moveAndKeep(0x11000, 0x13000, 0x20000)).isTrue();

        assertThat(get(0x20000)).isEqualTo(7);
        assertThat(get(0x11000)).isZero();
        assertThat(machine.space.regions().stream().map(region -> region + " " + region.locked()))
                .containsExactly(
                        "0x10000–0x11000 rw- test true",
                        "0x11000–0x13000 rw- test false",
                        "0x13000–0x14000 rw- test true",
                        "0x20000–0x22000 rw- test true");
        assertThat(machine.space.counters().mappedPages()).isEqualTo(6);
        assertThat(machine.space.counters().residentPages()).isEqualTo(2);
    }

    @Test
    void whatIsSharedIsMappedASecondTimeFromWhereItIsAsked() {
        Backing shared = new Backing.FileMapping(machine.cache.temporary(4 * PAGE), 0, Long.MAX_VALUE, true, true);
        machine.space.map(new Region(0x10000, 0x14000, Protection.READ_WRITE, shared, "shared"));
        put(0x12000, 6);

        machine.space.mapAgain(0x12000, 0x20000, PAGE);
        put(0x20001, 7);

        assertThat(get(0x20000)).isEqualTo(6);
        assertThat(get(0x12001)).isEqualTo(7);
        assertThat(machine.space.counters().mappedPages()).isEqualTo(5);
    }

    @Test
    void withoutAFrameForATableNothingMoves() { // VM-CHECKLIST 21
        machine.anonymous(0x10000, 0x12000);
        put(0x10000, 1);
        machine.leaveFree(1);

        assertThat(machine.space.move(0x10000, 0x12000, 1L << 32, 2 * PAGE)).isFalse();

        assertThat(get(0x10000)).isEqualTo(1);
        assertThat(machine.space.regions()).hasSize(1);
    }

    @Test
    void aRegionGrowsUpToItsNeighbour() {
        machine.anonymous(0x10000, 0x12000);
        machine.anonymous(0x15000, 0x16000);
        Region region = machine.space.find(0x10000);
        assertThat(region).isNotNull();

        assertThat(machine.space.grow(region, 0x16000)).isFalse();
        assertThat(machine.space.grow(region, 0x15000)).isTrue();

        assertThat(machine.space.regions().stream().map(Region::toString)).containsExactly("0x10000–0x16000 rw- test");
        assertThat(machine.space.counters().mappedPages()).isEqualTo(6);
    }

    private void put(long address, int value) {
        assertThat(machine.user.copyOut(machine.space, 0, address, new byte[] {(byte) value}, 0, 1))
                .isEqualTo(1);
    }

    private int get(long address) {
        byte[] seen = new byte[1];
        assertThat(machine.user.copyIn(machine.space, 0, address, seen, 0, 1)).isEqualTo(1);
        return seen[0];
    }
}
