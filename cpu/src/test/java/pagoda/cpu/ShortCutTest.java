package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.Words.word;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.Tables;
import pagoda.cpu.mmu.TlbConfiguration;

/**
 * The engines' short cut changes nothing: random loads, stores, fences, switches of address space and changes of tables give
 * the same values, traps, counters and memory as a plain model of the MMU, at every step.
 */
final class ShortCutTest {
    private static final Instruction[] ACCESSES = {
        Instruction.LB,
        Instruction.LH,
        Instruction.LW,
        Instruction.LD,
        Instruction.LBU,
        Instruction.LHU,
        Instruction.LWU,
        Instruction.SB,
        Instruction.SH,
        Instruction.SW,
        Instruction.SD
    };
    private static final int FIRST_STORE = 7;
    private static final int PAGES = 24;
    private static final int SEEDS = 20;
    private static final int STEPS = 2500;
    private static final long HUGE = 0x4000_0000L;
    private static final long[] FLAGS = {
        0,
        Tables.UR,
        Tables.URW,
        Tables.URW,
        Tables.URW,
        Tables.URW | Pte.A | Pte.D,
        Tables.URW & ~Pte.U,
        Tables.UX,
        Pte.V | Pte.U | Pte.W,
        Tables.UR | 1L << 60
    };

    @ParameterizedTest
    @ValueSource(strings = {"64x64", "16x16", "8x2", "4x4", "16x1", "1x1", "8x8,lru", "16x2,lru", "64x64,lru", "off"})
    void itIsAlwaysASubsetOfTheTlb(String tlb) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Pair one = new Pair(tlb, seed);
            for (int step = 0; step < STEPS; step++) {
                one.step("TLB %s, seed %d, step %d".formatted(tlb, seed, step));
            }
            assertThat(one.rig.ram()).as("RAM after seed %d", seed).isEqualTo(one.reference.ram.array());
        }
    }

    @Test
    void theWalkForDTakesTheShortCutForLoadsAlong() {
        Rig rig = new Rig()
                .code(word(Instruction.LW, 10, 0, 5), word(Instruction.SW, 6, 8, 5), word(Instruction.LW, 10, 0, 5))
                .data()
                .set(5, Rig.DATA);
        rig.poke(Rig.DATA, 1);
        assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
        rig.map(Rig.DATA, 1, Tables.URW);
        rig.poke(Rig.DATA, 2);
        assertThat(rig.run(2).cause()).isEqualTo(Cause.TIMER);
        assertThat(rig.hart.register(10)).isEqualTo(2);
    }

    /** The machine and its model, side by side. */
    private static final class Pair {
        private final Rig rig;
        private final ReferenceMemory reference;
        private final SplittableRandom random;
        private final Tables[] spaces;
        private final long firstFrame;

        Pair(String tlb, int seed) {
            TlbConfiguration shape = TlbConfiguration.parse(tlb);
            rig = new Rig(shape);
            random = new SplittableRandom(seed);
            spaces = new Tables[] {rig.tables, new Tables(rig.memory, PhysicalMemory.BASE + 0x2_0000)};
            long code = PhysicalMemory.BASE + 0x3_f000;
            firstFrame = PhysicalMemory.BASE + 0x4_0000;
            for (Tables space : spaces) {
                space.map(Rig.CODE, code, Tables.UX | Pte.A);
                for (int page = 0; page < PAGES; page++) {
                    space.map(Rig.DATA + page * 4096L, frame(), flags(page));
                }
                space.set(HUGE, 2, Pte.of(PhysicalMemory.BASE & -(1L << 30), Tables.URW));
            }
            for (int i = 0; i < ACCESSES.length; i++) {
                int access = i < FIRST_STORE ? word(ACCESSES[i], 7, 0, 6) : word(ACCESSES[i], 5, 0, 6);
                rig.memory.putInt(code + 4L * i, access);
            }
            for (long frame = firstFrame; frame < PhysicalMemory.BASE + rig.memory.size(); frame += 8) {
                rig.memory.putLong(frame, random.nextLong());
            }
            reference = new ReferenceMemory(rig.ram(), shape);
            use(0);
        }

        private void step(String name) {
            switch (random.nextInt(60)) {
                case 0, 1 -> changeTable();
                case 2, 3, 4 -> fence();
                case 5 -> use(random.nextInt(2));
                default -> access(name);
            }
        }

        private long frame() {
            long frames = (PhysicalMemory.BASE + rig.memory.size() - firstFrame) >>> 12;
            return firstFrame + (random.nextLong(frames) << 12);
        }

        /** A page is global in both address spaces or in none. */
        private long flags(int page) {
            return FLAGS[random.nextInt(FLAGS.length)] | (page % 5 == 0 ? Pte.G : 0);
        }

        private void use(int space) {
            rig.mmu.setSatp(rig.mmu.satp(space + 1, spaces[space].root()));
            reference.asid = space + 1;
            reference.root = spaces[space].root();
        }

        private void changeTable() {
            int page = random.nextInt(PAGES);
            long pte = Pte.of(random.nextInt(12) == 0 ? 0x1000 : frame(), flags(page));
            Tables space = spaces[random.nextInt(2)];
            long entry = space.set(Rig.DATA + page * 4096L, 0, pte);
            reference.ram.putLong((int) (entry - PhysicalMemory.BASE), pte);
        }

        private void fence() {
            long address = address();
            int asid = 1 + random.nextInt(2);
            switch (random.nextInt(4)) {
                case 0 -> {
                    rig.mmu.fence();
                    reference.fence(null, null);
                }
                case 1 -> {
                    rig.mmu.fenceAsid(asid);
                    reference.fence(null, asid);
                }
                case 2 -> {
                    rig.mmu.fencePage(address);
                    reference.fence(address >>> 12, null);
                }
                default -> {
                    rig.mmu.fencePage(address, asid);
                    reference.fence(address >>> 12, asid);
                }
            }
        }

        private long address() {
            if (random.nextInt(12) == 0) { // by the large page, but not into the tables or the code
                return HUGE + (frame() & (1L << 30) - 1) + random.nextInt(4000);
            }
            long address = Rig.DATA + random.nextInt((PAGES + 1) * 4096);
            return random.nextInt(4) == 0 ? (address | 4095) - random.nextInt(8) : address;
        }

        private void access(String name) {
            int which = random.nextInt(ACCESSES.length);
            boolean store = which >= FIRST_STORE;
            long address = address();
            long value = random.nextLong();
            byte[] bytes = new byte[1 << (store ? which - FIRST_STORE : which & 3)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (value >>> 8 * i);
            }
            rig.set(5, value).set(6, address).set(7, 0).hart.setPc(Rig.CODE + 4L * which);
            Trap trap = rig.run(1);
            @Nullable Cause fault = reference.access(address, bytes, store);
            String what = "%s: %s at %x".formatted(name, ACCESSES[which], address);
            assertThat(trap.cause()).as(what).isEqualTo(fault == null ? Cause.TIMER : fault);
            assertThat(trap.tval()).as(what).isEqualTo(fault == null ? 0 : reference.tval);
            assertThat(rig.hart.register(7)).as(what).isEqualTo(store || fault != null ? 0 : extend(bytes, which < 4));
            assertThat(counters())
                    .as(what)
                    .isEqualTo("accesses %d misses %d evictions %d walks %d"
                            .formatted(
                                    reference.accesses, reference.misses, reference.evictions, reference.references));
        }

        private String counters() {
            long fetchWalks = 3 * rig.mmu.instructionTlb().misses();
            return "accesses %d misses %d evictions %d walks %d"
                    .formatted(
                            rig.mmu.dataTlb().accesses(),
                            rig.mmu.dataTlb().misses(),
                            rig.mmu.dataTlb().evictions(),
                            rig.mmu.walkReferences() - fetchWalks);
        }

        private static long extend(byte[] bytes, boolean signed) {
            long value = 0;
            for (int i = 0; i < bytes.length; i++) {
                value |= (bytes[i] & 0xffL) << 8 * i;
            }
            int unused = 64 - 8 * bytes.length;
            return signed ? value << unused >> unused : value;
        }
    }
}
