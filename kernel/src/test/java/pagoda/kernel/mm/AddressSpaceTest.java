package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.Trap;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.mmu.Access;
import pagoda.kernel.Code;

final class AddressSpaceTest {
    private static final int PAGE = 4096;
    private static final Protection READ = new Protection(true, false, false);
    private static final Protection CODE = new Protection(true, false, true);

    private final byte[] file = Code.fill(16 * PAGE, i -> i / PAGE + 1);
    private Machine machine = new Machine(256);
    private AddressSpace space = machine.space;

    @BeforeEach
    void build() {
        machine = new Machine(256);
        space = machine.space;
    }

    @Test
    void aRegionMappedOverOthersCutsThem() {
        machine.anonymous(0x10000, 0x20000);
        touch(0x13000);
        touch(0x14000);
        touch(0x1f000);
        int free = machine.frames.free();

        space.map(new Region(0x14000, 0x18000, READ, Backing.ANONYMOUS, "over"));

        assertThat(layout())
                .containsExactly("0x10000–0x14000 rw- test", "0x14000–0x18000 r-- over", "0x18000–0x20000 rw- test");
        assertThat(machine.table.frame(0x14000)).isEqualTo(FrameTable.NONE);
        assertThat(machine.table.frame(0x13000)).isNotEqualTo(FrameTable.NONE);
        assertThat(machine.frames.free()).isEqualTo(free + 1);
    }

    @Test
    void unmapInsideARegionKeepsTheFilesOffsets() { // VM-CHECKLIST 45
        fileRegion(0x10000, 8, 3 * PAGE, 8 * PAGE);

        space.unmap(0x12000, 0x15000);

        assertThat(layout()).containsExactly("0x10000–0x12000 r-- file", "0x15000–0x18000 r-- file");
        assertThat(firstByte(0x11000)).isEqualTo(5);
        assertThat(firstByte(0x15000)).isEqualTo(9);
        assertThat(machine.fault(0x12000, Access.LOAD)).isEqualTo(FaultReason.NOT_MAPPED);
    }

    @Test
    void unmapAcrossRegionsCutsBothEnds() { // VM-CHECKLIST 45
        fileRegion(0x10000, 4, 0, 2 * PAGE + 10);
        machine.anonymous(0x14000, 0x16000);
        fileRegion(0x16000, 4, 4 * PAGE, 4 * PAGE);

        space.unmap(0x11000, 0x17000);

        assertThat(layout()).containsExactly("0x10000–0x11000 r-- file", "0x17000–0x1a000 r-- file");
        assertThat(firstByte(0x17000)).isEqualTo(6);
    }

    @Test
    void theCutTailOfAFileKeepsItsEnd() { // VM-CHECKLIST 42, 45
        fileRegion(0x10000, 4, 0, PAGE + 10);

        space.unmap(0x10000, 0x11000);

        byte[] seen = new byte[20];
        machine.user.copyIn(space, 0, 0x11000, seen, 0, 20);
        assertThat(seen).startsWith(2, 2, 2, 2, 2, 2, 2, 2, 2, 2).endsWith(new byte[10]);
        assertThat(firstByte(0x12000)).isZero();
        assertThat(firstByte(0x13000)).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void mapAndUnmapAgreeWithAMapOfPages(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Long, Integer> model = new TreeMap<>();
        for (int step = 0; step < 200; step++) {
            long first = random.nextInt(24);
            long end = first + 1 + random.nextInt(8);
            if (random.nextBoolean()) {
                int offset = random.nextInt(6);
                fileRegion(first * PAGE, (int) (end - first), (long) offset * PAGE, 10L * PAGE);
                for (long page = first; page < end; page++) {
                    model.put(page, (int) (offset + page - first + 1));
                }
            } else {
                space.unmap(first * PAGE, end * PAGE);
                model.subMap(first, end).clear();
            }
            long page = random.nextInt(32);
            FaultReason absent = model.containsKey(page) ? null : machine.fault(page * PAGE, Access.LOAD);
            assertThat(absent).as("seed %d step %d", seed, step).isIn(null, FaultReason.NOT_MAPPED);
            if (absent == null) {
                assertThat(firstByte(page * PAGE))
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(model.get(page));
            }
            assertThat(space.counters().mappedPages())
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(model.size());
        }
        space.destroy();
        assertThat(machine.frames.free()).as("seed %d: nothing leaked", seed).isEqualTo(machine.frames.total());
        assertThat(space.counters().residentPages()).isZero();
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @Test
    void anUnmappedPageIsGoneFromTheTlb() { // VM-CHECKLIST 29
        code(
                0x8000,
                new Code()
                        .immediate(Instruction.LD, Registers.A1, Registers.A0, 0)
                        .store(Instruction.SD, Registers.A1, Registers.A0, 0));
        machine.anonymous(0x10000, 0x11000);
        touch(0x10000);
        assertThat(machine.step(0x8000, 0x10000).cause()).isEqualTo(Cause.TIMER);
        assertThat(machine.step(0x8004, 0x10000).cause()).isEqualTo(Cause.TIMER);

        space.unmap(0x10000, 0x11000);

        Trap load = machine.step(0x8000, 0x10000);
        assertThat(load.cause()).isEqualTo(Cause.LOAD_PAGE_FAULT);
        assertThat(load.tval()).isEqualTo(0x10000);
        assertThat(machine.step(0x8004, 0x10000).cause()).isEqualTo(Cause.STORE_PAGE_FAULT);
    }

    @Test
    void unmappedCodeIsNoMoreExecuted() { // VM-CHECKLIST 29, 55
        code(0x8000, new Code().li(Registers.A1, 1).li(Registers.A1, 2));
        assertThat(machine.step(0x8000, 0).cause()).isEqualTo(Cause.TIMER);

        space.unmap(0x8000, 0x9000);

        assertThat(machine.step(0x8004, 0).cause()).isEqualTo(Cause.INSTRUCTION_PAGE_FAULT);
    }

    @Test
    void aFrameOfCodeThatIsUsedAgainRunsItsNewBytes() { // VM-CHECKLIST 55
        code(0x8000, new Code().li(Registers.A1, 1));
        machine.step(0x8000, 0);
        int frame = machine.table.frame(0x8000);
        space.unmap(0x8000, 0x9000);
        code(0x8000, new Code().li(Registers.A1, 2));
        assertThat(machine.table.frame(0x8000)).isEqualTo(frame);

        machine.step(0x8000, 0);

        assertThat(machine.hart.register(Registers.A1)).isEqualTo(2);
    }

    @Test
    void theHeapGrowsAndShrinks() { // VM-CHECKLIST 21, 22
        space.startHeap(0x20010);
        assertThat(space.setBreak(0)).isEqualTo(0x21000);
        assertThat(layout()).isEmpty();

        assertThat(space.setBreak(0x21001)).isEqualTo(0x21001);
        assertThat(layout()).containsExactly("0x21000–0x22000 rw- [heap]");
        assertThat(space.setBreak(0x24000)).isEqualTo(0x24000);
        assertThat(layout()).containsExactly("0x21000–0x24000 rw- [heap]");
        touch(0x23000);
        int free = machine.frames.free();

        assertThat(space.setBreak(0x23001)).as("to the middle of a page").isEqualTo(0x23001);
        assertThat(machine.frames.free()).isEqualTo(free);
        assertThat(space.setBreak(0x22fff)).isEqualTo(0x22fff);
        assertThat(machine.frames.free()).isEqualTo(free + 1);
        assertThat(layout()).containsExactly("0x21000–0x23000 rw- [heap]");
        assertThat(space.setBreak(0x21000)).as("to nothing").isEqualTo(0x21000);
        assertThat(layout()).isEmpty();
        assertThat(machine.fault(0x21000, Access.LOAD)).isEqualTo(FaultReason.NOT_MAPPED);
        assertThat(space.setBreak(0x21008)).isEqualTo(0x21008);
        assertThat(space.counters().mappedPages()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0x20fff, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 38, (1L << 38) + 1, -4096})
    void anImpossibleBreakChangesNothing(long address) { // VM-CHECKLIST 21, 22
        space.startHeap(0x21000);
        space.mapStack();
        space.setBreak(0x22800);
        List<String> before = layout();

        assertThat(space.setBreak(address)).isEqualTo(0x22800);
        assertThat(layout()).isEqualTo(before);
    }

    @Test
    void theHeapStopsBelowTheNextRegionAndAtTheSizeOfRam() { // VM-CHECKLIST 21
        space.startHeap(0x21000);
        long ram = 256L * PAGE;
        assertThat(space.setBreak(0x21000 + ram + 1)).isEqualTo(0x21000);
        assertThat(space.setBreak(0x21000 + ram)).isEqualTo(0x21000 + ram);
        space.setBreak(0x21000);
        machine.anonymous(0x30000, 0x31000);

        assertThat(space.setBreak(0x2f001)).isEqualTo(0x21000);
        assertThat(space.setBreak(0x2f000)).isEqualTo(0x2f000);
        assertThat(layout()).containsExactly("0x21000–0x2f000 rw- [heap]", "0x30000–0x31000 rw- test");
    }

    @Test
    void theHeapStopsAtTheStacksGuard() { // VM-CHECKLIST 21
        long guard = space.stackTop() - AddressSpace.STACK_LIMIT - AddressSpace.STACK_GUARD;
        space.mapStack();
        space.startHeap(guard - 2 * PAGE);

        assertThat(space.setBreak(guard - PAGE + 1)).isEqualTo(guard - 2 * PAGE);
        assertThat(space.setBreak(guard - PAGE)).isEqualTo(guard - PAGE);
    }

    @Test
    void aPageHadAgainIsZero() { // VM-CHECKLIST 24
        space.startHeap(0x21000);
        space.setBreak(0x22000);
        byte[] bytes = Code.fill(PAGE, i -> 0x77);
        machine.user.copyOut(space, 0, 0x21000, bytes, 0, PAGE);
        space.setBreak(0x21000);
        space.setBreak(0x22000);

        byte[] seen = new byte[PAGE];
        assertThat(machine.user.copyIn(space, 0, 0x21000, seen, 0, PAGE)).isEqualTo(PAGE);
        assertThat(seen).containsOnly(0);
    }

    @Test
    @Timeout(30)
    void unmappingAHugeEmptyRegionCostsNothing() { // VM-CHECKLIST 23
        machine.anonymous(0, 1L << 37);
        touch(0x1000);
        touch(1L << 36);

        space.unmap(0, 1L << 37);

        assertThat(space.counters().residentPages()).isZero();
    }

    private void touch(long address) {
        assertThat(machine.fault(address, Access.LOAD).isSolved()).isTrue();
    }

    private void fileRegion(long start, int pages, long offset, long length) {
        space.map(new Region(start, start + (long) pages * PAGE, READ, machine.file(file, offset, length), "file"));
    }

    private void code(long start, Code code) {
        byte[] bytes = code.bytes();
        space.map(new Region(start, start + PAGE, CODE, machine.file(bytes, 0, bytes.length), "code"));
        assertThat(machine.fault(start, Access.FETCH)).isEqualTo(FaultReason.FILE_READ);
    }

    private int firstByte(long address) {
        byte[] seen = new byte[1];
        assertThat(machine.user.copyIn(space, 0, address, seen, 0, 1)).isEqualTo(1);
        return seen[0];
    }

    private List<String> layout() {
        return space.regions().stream().map(Region::toString).toList();
    }
}
