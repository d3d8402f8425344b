package pagoda.tests.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.Costs;
import pagoda.cpu.Hart;
import pagoda.cpu.Trap;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.cpu.translator.EngineKind;
import pagoda.cpu.translator.Tuning;

/**
 * Random programs over the whole table give the same traps, registers, memory and counters on both engines, whatever the
 * supervisor does between the runs: short budgets, fences, code written anew, pages moved to other frames or taken away.
 */
final class EnginesTest {
    private static final int SEEDS = 10;
    private static final int ROUNDS = 4;
    private static final long FLAGS = Pte.V | Pte.U | Pte.R | Pte.W | Pte.X;
    private static final long FIRST_FRAME = PhysicalMemory.BASE + (1 << 20);

    /** {@code addi t0, t0, 1}. */
    private static final int INCREMENT = 0x0012_8293;

    /** What is executed twice is translated. */
    static final Tuning HASTY = new Tuning(7, 7, 1, 2, 2, 60, 1 << 20, 0);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void fiftySeedsRunAlikeOnBothEngines(int group) {
        for (int part = 0; part < 5; part++) {
            int firstSeed = group * 50 + part * SEEDS;
            ProgramImage image = new ProgramImage(firstSeed, SEEDS);
            TlbConfiguration tlb = TlbConfiguration.parse(part % 2 == 0 ? "64x64" : part == 1 ? "4x2,random" : "2x2");
            Machine interpreted = new Machine(image, tlb, EngineKind.INTERPRETER);
            Machine translated = new Machine(image, tlb, part == 4 ? EngineKind.BOTH : EngineKind.TRANSLATOR);
            SplittableRandom random = new SplittableRandom(firstSeed);
            for (int round = 0; round < ROUNDS; round++) {
                interpreted.hart.setPc(ProgramImage.ENTRY);
                translated.hart.setPc(ProgramImage.ENTRY);
                boolean quiet = round == 1;
                int run = 0;
                do {
                    long budget = quiet ? 100_000 : 1 + random.nextInt(random.nextInt(20) == 0 ? 2000 : 60);
                    long event = random.nextLong();
                    interpreted.run(budget);
                    translated.run(budget);
                    assertThat(translated.state())
                            .as("seeds from %d, round %d, run %d", firstSeed, round, run)
                            .isEqualTo(interpreted.state());
                    interpreted.supervise(event, quiet);
                    translated.supervise(event, quiet);
                    run++;
                } while (!interpreted.isOver() && run < 20_000);
                assertThat(Arrays.mismatch(interpreted.ram(), translated.ram()))
                        .as("seeds from %d, round %d: memory", firstSeed, round)
                        .isEqualTo(-1);
            }
        }
    }

    /** One hart with the programs loaded. */
    private static final class Machine {
        private final PhysicalMemory memory = new PhysicalMemory(16L << 20);
        private final Mmu mmu;
        private final Hart hart;
        private final int pages;
        private final long lowest = PhysicalMemory.BASE + 2 * 4096;
        private long nextFrame;
        private Cause cause = Cause.TIMER;
        private String trap = "";

        Machine(ProgramImage image, TlbConfiguration tlb, EngineKind engine) {
            byte[] bytes = image.bytes();
            mmu = new Mmu(memory, RadixScheme.SV39, tlb, tlb);
            hart = new Hart(memory, mmu, Costs.DEFAULT);
            engine.drive(hart, HASTY);
            long root = PhysicalMemory.BASE;
            long middle = root + 4096;
            memory.putLong(root, Pte.of(middle, Pte.V));
            pages = (bytes.length + 4095) / 4096;
            nextFrame = FIRST_FRAME;
            for (int page = 0; page < pages; page++) {
                long number = (ProgramImage.BASE >>> 12) + page;
                memory.putLong(middle + 8 * (number >>> 9), Pte.of(lowest + (number >>> 9 << 12), Pte.V));
                memory.putLong(entry(page), Pte.of(nextFrame, FLAGS));
                memory.write(nextFrame, bytes, page * 4096, Math.min(4096, bytes.length - page * 4096));
                nextFrame += 4096;
            }
            mmu.setSatp(mmu.satp(1, root));
        }

        private long entry(int page) {
            long number = (ProgramImage.BASE >>> 12) + page;
            return lowest + (number >>> 9 << 12) + 8 * (number & 511);
        }

        void run(long budget) {
            Trap result = hart.run(budget);
            cause = result.cause();
            trap = String.format(Locale.ROOT, "%s epc=%x tval=%x", cause, result.epc(), result.tval());
        }

        boolean isOver() {
            return cause == Cause.ECALL || cause == Cause.ILLEGAL_INSTRUCTION || cause == Cause.BREAKPOINT;
        }

        /** Answers faults, and now and then does one of the things that a supervisor may do. */
        void supervise(long event, boolean quiet) {
            if (cause == Cause.LOAD_PAGE_FAULT
                    || cause == Cause.STORE_PAGE_FAULT
                    || cause == Cause.INSTRUCTION_PAGE_FAULT) {
                for (int page = 0; page < pages; page++) {
                    memory.putLong(entry(page), memory.getLong(entry(page)) | FLAGS);
                }
                mmu.fence();
            }
            if (quiet) {
                return;
            }
            int page = (int) ((event >>> 8 & 0xffff) % pages);
            if (event < 0) { // where the program is
                long near = (hart.pc() - ProgramImage.BASE >> 12) + (event >>> 24 & 1);
                page = (int) Math.min(Math.max(near, 0), pages - 1);
            }
            long address = ProgramImage.BASE + page * 4096L;
            long frame = Pte.address(memory.getLong(entry(page)));
            switch ((int) event & 31) {
                case 0 -> mmu.fence();
                case 1 -> mmu.fencePage(address);
                case 2 -> hart.fenceI();
                case 3 -> {
                    memory.putLong(entry(page), memory.getLong(entry(page)) & ~Pte.V);
                    mmu.fencePage(address, 1);
                }
                case 4 -> {
                    memory.putLong(entry(page), memory.getLong(entry(page)) & ~Pte.W);
                    mmu.fencePage(address, 1);
                }
                case 5 -> move(page, address, frame);
                case 6 -> memory.putInt(frame + (hart.pc() + (event >>> 32 & 60) & 4092), INCREMENT);
                case 7 -> {
                    byte[] bytes = new byte[4096];
                    memory.read(frame, bytes, 0, 4096);
                    memory.write(frame, bytes, 0, 4096);
                }
                case 8 -> mmu.setSatp(mmu.satp());
                default -> {}
            }
        }

        /** As copy-on-write does: the page lies in another frame, and the old one is used for something else. */
        private void move(int page, long address, long frame) {
            if (nextFrame + 4096 > PhysicalMemory.BASE + memory.size()) {
                nextFrame = FIRST_FRAME + pages * 4096L + (4 << 20);
            }
            memory.copyFrame(frame, nextFrame);
            memory.putLong(entry(page), Pte.of(nextFrame, memory.getLong(entry(page)) & 1023));
            mmu.fencePage(address, 1);
            memory.zero(frame, 4096);
            nextFrame += 4096;
        }

        String state() {
            long[] registers = new long[Hart.REGISTERS];
            hart.saveRegisters(registers);
            return trap
                    + String.format(
                            Locale.ROOT,
                            " retired=%d cycles=%d itlb=%d/%d/%d dtlb=%d/%d/%d ",
                            hart.retired(),
                            hart.cycles(),
                            mmu.instructionTlb().misses(),
                            mmu.instructionTlb().accesses(),
                            mmu.instructionTlb().evictions(),
                            mmu.dataTlb().misses(),
                            mmu.dataTlb().accesses(),
                            mmu.dataTlb().evictions())
                    + Arrays.toString(registers);
        }

        byte[] ram() {
            memory.touch(PhysicalMemory.BASE + memory.size() - 1);
            return memory.array();
        }
    }
}
