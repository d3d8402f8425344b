package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.Walk;
import pagoda.kernel.Code;

final class UserMemoryTest {
    private static final int PAGE = 4096;
    private static final long LIMIT = 1L << 38;

    private Machine machine = new Machine(64);

    @BeforeEach
    void build() {
        machine = new Machine(64);
        machine.anonymous(0x10000, 0x14000);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "0, 4000000000, true",
        "1, 4000000000, false",
        "4000000000, 0, true",
        "4000000000, 1, false",
        "3fffffffff, 1, true",
        "3fffffffff, 2, false",
        "ffffffffffffffff, 0, false",
        "ffffffffffffffff, 1, false",
        "1000, ffffffffffffffff, false",
        "1000, 8000000000000000, false",
        "ffffffc000000000, 8, false",
        "fffffffffffff000, 2000, false",
        "8000000000, 8, false",
        "7fffffffffffffff, 7fffffffffffffff, false",
    })
    void aRangeIsTheUsersOnlyBelowTheLimit(String address, String length, boolean expected) { // VM-CHECKLIST 18
        assertThat(UserMemory.isUserRange(
                        machine.space, Long.parseUnsignedLong(address, 16), Long.parseUnsignedLong(length, 16)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                0x14000,
                -1,
                -PAGE,
                LIMIT,
                LIMIT - 1,
                1L << 39,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                0xffffffc000000000L
            })
    void whatIsNotMappedGivesNothing(long address) { // VM-CHECKLIST 17, 18
        byte[] bytes = new byte[16];

        assertThat(machine.user.copyIn(machine.space, 0, address, bytes, 0, 16)).isZero();
        assertThat(machine.user.copyOut(machine.space, 0, address, bytes, 0, 16))
                .isZero();
        assertThat(machine.user.reach(machine.space, 0, address, 16, Access.LOAD))
                .isZero();
        assertThat(machine.user.lastFailure()).isIn(FaultReason.NOT_MAPPED, FaultReason.KERNEL_PAGE);
    }

    @Test
    void theCopyStopsAtTheFirstPageThatIsNotThere() { // VM-CHECKLIST 19
        byte[] bytes = Code.fill(3 * PAGE, i -> i * 7L);

        assertThat(machine.user.copyOut(machine.space, 0, 0x12f00, bytes, 0, bytes.length))
                .isEqualTo(0x1100);
        byte[] seen = new byte[3 * PAGE];
        assertThat(machine.user.copyIn(machine.space, 0, 0x12f00, seen, 5, 2 * PAGE))
                .isEqualTo(0x1100);
        assertThat(Arrays.copyOfRange(seen, 5, 5 + 0x1100)).isEqualTo(Arrays.copyOf(bytes, 0x1100));
        assertThat(machine.user.copyOut(machine.space, 0, LIMIT - 4, bytes, 0, 16))
                .isZero();
    }

    @Test
    void aCopyMayEndExactlyAtTheEndOfARegion() {
        assertThat(machine.user.copyOut(machine.space, 0, 0x13ff0, new byte[16], 0, 16))
                .isEqualTo(16);
        assertThat(machine.user.copyOut(machine.space, 0, 0x13ff0, new byte[17], 0, 17))
                .isEqualTo(16);
    }

    @Test
    void whatTheProgramMayNotWriteTheKernelDoesNot() { // VM-CHECKLIST 4, 17
        machine.space.map(new Region(
                0x20000, 0x21000, new Protection(true, false, true), machine.file(new byte[] {1}, 0, 1), "text"));
        byte[] seen = new byte[1];
        assertThat(machine.user.copyIn(machine.space, 0, 0x20000, seen, 0, 1)).isEqualTo(1);

        assertThat(machine.user.copyOut(machine.space, 0, 0x20000, new byte[] {9}, 0, 1))
                .isZero();
        assertThat(machine.user.lastFailure()).isEqualTo(FaultReason.READ_ONLY);
        machine.user.copyIn(machine.space, 0, 0x20000, seen, 0, 1);
        assertThat(seen).containsExactly(1);
    }

    @Test
    void whatTheProgramMayNotReadTheKernelDoesNot() { // VM-CHECKLIST 17
        machine.space.map(new Region(0x20000, 0x21000, new Protection(false, false, true), Backing.ANONYMOUS, "x"));
        assertThat(machine.fault(0x20000, Access.FETCH).isSolved()).isTrue();

        assertThat(machine.user.copyIn(machine.space, 0, 0x20000, new byte[1], 0, 1))
                .isZero();
        assertThat(machine.user.lastFailure()).isEqualTo(FaultReason.NO_READ);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void valuesCrossFramesThatAreNotNeighbours(long seed) { // VM-CHECKLIST 16
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> pages = new ArrayList<>(List.of(0x10000L, 0x11000L, 0x12000L, 0x13000L));
        Collections.shuffle(pages, new Random(seed));
        pages.forEach(page -> machine.fault(page, Access.LOAD));
        byte[] model = new byte[4 * PAGE];
        for (int step = 0; step < 100; step++) {
            int at = random.nextInt(model.length);
            byte[] bytes = new byte[random.nextInt(model.length - at) + 1];
            random.nextBytes(bytes);
            assertThat(machine.user.copyOut(machine.space, 0, 0x10000 + at, bytes, 0, bytes.length))
                    .isEqualTo(bytes.length);
            System.arraycopy(bytes, 0, model, at, bytes.length);
            byte[] seen = new byte[model.length];
            machine.user.copyIn(machine.space, 0, 0x10000, seen, 0, seen.length);
            assertThat(seen).as("seed %d step %d", seed, step).isEqualTo(model);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    @Test
    void copyOutIntoExecutedCodeTakesEffect() { // VM-CHECKLIST 55
        machine.space.map(new Region(0x20000, 0x21000, new Protection(true, true, true), Backing.ANONYMOUS, "code"));
        byte[] one = new Code().li(Registers.A1, 1).bytes();
        byte[] two = new Code().li(Registers.A1, 2).bytes();
        machine.user.copyOut(machine.space, 0, 0x20000, one, 0, 4);
        machine.step(0x20000, 0);
        assertThat(machine.hart.register(Registers.A1)).isEqualTo(1);

        machine.user.copyOut(machine.space, 0, 0x20000, two, 0, 4);
        machine.step(0x20000, 0);

        assertThat(machine.hart.register(Registers.A1)).isEqualTo(2);
    }

    @Test
    void theProgramSeesWhatTheKernelCopiedAndTheOtherWayRound() { // VM-CHECKLIST 46
        machine.space.map(new Region(
                0x20000,
                0x21000,
                new Protection(true, false, true),
                machine.file(
                        new Code()
                                .immediate(Instruction.LD, Registers.A1, Registers.A0, 0)
                                .store(Instruction.SD, Registers.A1, Registers.A0, 8)
                                .bytes(),
                        0,
                        8),
                "code"));
        machine.fault(0x20000, Access.FETCH);
        machine.user.copyOut(machine.space, 0, 0x10ff8, Code.longs(0x1122334455667788L), 0, 8);
        machine.fault(0x11000, Access.STORE);
        machine.step(0x20000, 0x10ff8);
        machine.user.copyOut(machine.space, 0, 0x10ff8, Code.longs(0x0102030405060708L), 0, 8);
        machine.step(0x20000, 0x10ff8);
        machine.step(0x20004, 0x10ff8);

        byte[] seen = new byte[8];
        machine.user.copyIn(machine.space, 0, 0x11000, seen, 0, 8);
        assertThat(seen).isEqualTo(Code.longs(0x0102030405060708L));
    }

    @Test
    void theKernelsAccessesMarkPagesAsTheProgramsDo() { // VM-CHECKLIST 41, 48
        machine.user.copyIn(machine.space, 0, 0x10000, new byte[1], 0, 1);
        machine.user.copyOut(machine.space, 0, 0x11000, new byte[1], 0, 1);
        machine.fault(0x12000, Access.STORE);
        machine.user.copyOut(machine.space, 0, 0x13fff, new byte[2], 0, 2);

        assertThat(marks(0x10000)).isEqualTo(Pte.A);
        assertThat(marks(0x11000)).isEqualTo(Pte.A | Pte.D);
        assertThat(marks(0x12000)).isZero();
        assertThat(marks(0x13000)).isEqualTo(Pte.A | Pte.D);
    }

    private long marks(long address) {
        Walk walk = new Walk();
        machine.mmu.inspect(address, Access.LOAD, walk);
        return walk.pte() & (Pte.A | Pte.D);
    }

    @Test
    void reachMakesPresentAndCountsWhatCanBeHad() {
        assertThat(machine.user.reach(machine.space, 0, 0x12800, 3 * PAGE, Access.STORE))
                .isEqualTo(0x1800);
        assertThat(machine.space.counters().residentPages()).isEqualTo(2);
        assertThat(machine.user.reach(machine.space, 0, 0x12800, 0, Access.STORE))
                .isZero();
    }

    @Test
    void withoutAFrameTheCopyEndsAndSaysWhy() {
        machine.fault(0x10000, Access.STORE);
        machine.leaveFree(0);

        assertThat(machine.user.copyOut(machine.space, 0, 0x10ff0, new byte[100], 0, 100))
                .isEqualTo(16);
        assertThat(machine.user.lastFailure()).isEqualTo(FaultReason.OUT_OF_MEMORY);
    }
}
