package pagoda.cpu;

import static pagoda.cpu.Words.word;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.mmu.Tables;
import pagoda.cpu.mmu.TlbConfiguration;

/** Loops whose rounds are counted before they begin leave the same as when they are interpreted, wherever they end. */
final class CountedLoopTest {
    private static final int ZERO = 0;
    private static final int LINK = 1;
    private static final int COUNTER = 5;
    private static final int BOUND = 6;
    private static final int STEP = 7;
    private static final int FIRST = 10;
    private static final int SECOND = 11;
    private static final int TABLE = 12;
    private static final int VALUE = 13;
    private static final int PLACE = 14;
    private static final int SUM = 15;
    private static final int FIRST_BEGIN = 18;
    private static final int SECOND_BEGIN = 19;
    private static final int BEGIN = 20;
    private static final int TURN = 21;
    private static final int OTHERS = 22;
    private static final int INNER = 30;

    private static final int PAGES = 6;
    private static final long BOTTOM = Rig.DATA + 4096;

    private final List<Integer> words = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void sixtyRandomLoopsEndAlike(int group) {
        for (int seed = group * 60; seed < group * 60 + 60; seed++) {
            run(seed);
        }
    }

    private static final int T = OTHERS;

    /** What is no word, and what is. */
    private static final long LONG = 0x1234_5678_9abc_def0L;

    @Test
    void aRegisterIsAWordBehindABranchOnlyIfItIsOneOnBothWays() {
        int[] load = {word(Instruction.LD, T, 0, TABLE), word(Instruction.LW, T, 0, TABLE)};
        for (int first = 0; first < 2; first++) {
            same(
                    load[first],
                    word(Instruction.BEQ, COUNTER, PLACE, 8),
                    load[1 - first],
                    word(Instruction.XORI, OTHERS + 1, T, 1),
                    word(Instruction.ADD, SUM, SUM, OTHERS + 1));
        }
    }

    @Test
    void aRegisterThatNoRoundWritesKeepsAllItsBits() {
        same(word(Instruction.BLT, COUNTER, PLACE, 8), word(Instruction.ADDIW, T, VALUE, 1));
    }

    @Test
    void aRegisterThatARoundMayReadBeforeItWritesItHasAllItsBitsInTheFirst() {
        same(
                word(Instruction.BLT, PLACE, COUNTER, 8),
                word(Instruction.ADD, SUM, SUM, T),
                word(Instruction.ADDIW, T, VALUE, 1));
        same(
                word(Instruction.BLT, COUNTER, PLACE, 8),
                word(Instruction.ADDIW, T, VALUE, 1),
                word(Instruction.ADD, SUM, SUM, T));
    }

    @Test
    void aRoundThatIsLeftBeforeItWritesARegisterKeepsWhatItHad() {
        same(
                word(Instruction.BEQ, COUNTER, PLACE, 20),
                word(Instruction.ADDIW, T, COUNTER, 1),
                word(Instruction.ADD, SUM, SUM, T));
    }

    /**
     * A loop of these instructions, of 40 rounds, leaves the same with all budgets, whatever is in {@link #T} before, and with a
     * {@link #PLACE} in it and behind it.
     */
    private void same(int... instructions) {
        words.clear();
        words.add(word(Instruction.ADDI, COUNTER, ZERO, 0));
        for (int instruction : instructions) {
            words.add(instruction);
        }
        words.add(word(Instruction.ADDI, COUNTER, COUNTER, 1));
        words.add(word(Instruction.BLT, COUNTER, BOUND, -4L * (words.size() - 1)));
        words.add(word(Instruction.XOR, VALUE, VALUE, SUM));
        words.add(word(Instruction.JAL, ZERO, -4L * words.size()));
        EnginePair pair = new EnginePair(TlbConfiguration.DEFAULT).on(rig -> {
            rig.code(words.stream().mapToInt(Integer::intValue).toArray());
            rig.map(BOTTOM, 1, Tables.URW);
            rig.poke(BOTTOM, LONG);
            rig.set(TABLE, BOTTOM).set(PLACE, 20).set(BOUND, 40);
        });
        pair.run(20_000);
        for (int place : new int[] {0, 1, 20, 100}) {
            for (long budget = 1; budget < 300; budget++) {
                long before = budget % 3 == 0 ? -5 : LONG;
                pair.on(rig -> rig.set(PLACE, place).set(T, before).hart.setPc(Rig.CODE))
                        .run(budget);
            }
        }
    }

    /** Behind a round there may be less budget than one takes that is left for a long way. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLoopThatIsLeftForALongWayEndsWithTheBudget() {
        words.add(word(Instruction.ADDI, COUNTER, ZERO, 0));
        words.add(word(Instruction.BEQ, COUNTER, PLACE, 12));
        words.add(word(Instruction.ADDI, COUNTER, COUNTER, 1));
        words.add(word(Instruction.BLT, COUNTER, BOUND, -8));
        for (int i = 0; i < 60; i++) {
            words.add(word(Instruction.ADDI, SUM, SUM, i));
        }
        words.add(word(Instruction.JAL, ZERO, -4L * words.size()));
        EnginePair pair = new EnginePair(TlbConfiguration.DEFAULT).on(rig -> {
            rig.code(words.stream().mapToInt(Integer::intValue).toArray());
            rig.set(PLACE, 50).set(BOUND, 100);
        });
        pair.run(20_000);
        for (long budget = 1; budget < 500; budget++) {
            pair.on(rig -> rig.hart.setPc(Rig.CODE)).run(budget);
        }
    }

    private void run(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        words.clear();
        boolean up = random.nextBoolean();
        write(random, up);
        int[] code = words.stream().mapToInt(Integer::intValue).toArray();
        EnginePair pair = new EnginePair(TlbConfiguration.parse(random.nextBoolean() ? "64x64" : "4x4")).on(rig -> {
            rig.code(code);
            rig.map(BOTTOM, PAGES, Tables.URW);
            for (int i = 0; i < 4096 * PAGES; i += 8) {
                rig.poke(BOTTOM + i, i * 0x9e37_79b9_7f4a_7c15L);
            }
            rig.set(TABLE, BOTTOM).set(STEP, step(seed)).set(TURN, 0);
        });
        for (int round = 0; round < 6; round++) {
            long first = BOTTOM + random.nextInt(4096 * PAGES);
            long second = BOTTOM + random.nextInt(4096 * PAGES);
            long begin = begin(random);
            long rounds = random.nextInt(400);
            long other = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt();
            pair.on(rig -> {
                for (int i = 0; i < 8; i++) {
                    rig.set(OTHERS + i, i % 3 == 0 ? other + i : i);
                }
                rig.set(FIRST_BEGIN, first).set(SECOND_BEGIN, second).set(BEGIN, begin);
                rig.set(BOUND, begin + (up ? rounds : -rounds));
                rig.hart.setPc(Rig.CODE);
            });
            long[] budgets = new long[9];
            for (int i = 0; i < budgets.length; i++) {
                budgets[i] = 1L + random.nextInt(random.nextInt(3) == 0 ? 20 : 3000);
            }
            pair.run(budgets);
        }
    }

    /** Now and then what is no step for a page, or none at all. */
    private static long step(int seed) {
        long[] steps = {1, 2, 3, 8, 24, 512, 0, -1, 4096, 4097, 1L << 61};
        return steps[seed % steps.length];
    }

    /** Where the counter begins: near 0, and where numbers of 32 bits or of 64 become negative. */
    private static long begin(SplittableRandom random) {
        long[] near = {0, 0, 1000, -200, Integer.MAX_VALUE - 300L, Long.MAX_VALUE - 200, Long.MIN_VALUE + 200};
        return near[random.nextInt(near.length)] + random.nextInt(100);
    }

    private void write(SplittableRandom random, boolean up) {
        words.add(word(Instruction.ADDI, FIRST, FIRST_BEGIN, 0));
        words.add(word(Instruction.ADDI, SECOND, SECOND_BEGIN, 0));
        words.add(word(Instruction.ADDI, COUNTER, BEGIN, 0));
        words.add(word(Instruction.ADDI, TURN, TURN, 1));
        int loop = words.size();
        int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 25 : 7);
        int counted = random.nextInt(length);
        boolean narrow = random.nextBoolean();
        int skipped = random.nextBoolean() ? random.nextInt(length) : -1;
        int behind = skipped + random.nextInt(4);
        int skip = 0;
        int left = random.nextInt(3) == 0 ? random.nextInt(length) : -1;
        int leave = 0;
        int firstMoved = random.nextInt(length + 2);
        int secondMoved = random.nextInt(length + 2);
        for (int i = 0; i < length; i++) {
            if (i == left) {
                leave = words.size();
                words.add(0);
            }
            if (i == skipped) {
                skip = words.size();
                words.add(0);
            }
            if (i == counted) {
                count(random, up);
            }
            if (i == firstMoved) {
                words.add(word(Instruction.ADDI, FIRST, FIRST, random.nextInt(-40, 41)));
            }
            if (i == secondMoved) {
                words.add(word(Instruction.ADD, SECOND, SECOND, STEP));
            }
            work(random, narrow);
            if (skip != 0 && (i == behind || i == length - 1)) {
                words.set(skip, choice(random, 4 * (words.size() - skip)));
                skip = 0;
            }
        }
        branch(random, up, 4 * (loop - words.size()));
        if (leave != 0) {
            words.set(leave, choice(random, 4 * (words.size() - leave)));
        }
        words.add(word(Instruction.XOR, SUM, SUM, VALUE));
        for (int i = random.nextBoolean() ? 60 : 0; i > 0; i--) {
            words.add(word(Instruction.ADDI, SUM, SUM, i));
        }
        int back = -4 * words.size();
        words.add(word(Instruction.JAL, ZERO, back));
    }

    private void count(SplittableRandom random, boolean up) {
        int step = 1 + random.nextInt(random.nextBoolean() ? 1 : 9);
        switch (random.nextInt(4)) {
            case 0 -> words.add(word(Instruction.ADDIW, COUNTER, COUNTER, up ? step : -step));
            case 1 -> words.add(word(Instruction.ADD, COUNTER, COUNTER, STEP));
            default -> words.add(word(Instruction.ADDI, COUNTER, COUNTER, up ? step : -step));
        }
    }

    private void branch(SplittableRandom random, boolean up, int distance) {
        boolean towards = random.nextInt(8) != 0;
        int less = up == towards ? COUNTER : BOUND;
        int more = up == towards ? BOUND : COUNTER;
        words.add(
                switch (random.nextInt(6)) {
                    case 0 -> word(Instruction.BLT, less, more, distance);
                    case 1 -> word(Instruction.BLTU, less, more, distance);
                    case 2 -> word(Instruction.BGE, more, less, distance);
                    case 3 -> word(Instruction.BGEU, more, less, distance);
                    case 4 -> word(Instruction.BNE, less, more, distance);
                    default -> word(Instruction.BNE, more, less, distance);
                });
    }

    /** Whether it jumps depends on what is computed: often, or rarely. */
    private static int choice(SplittableRandom random, int distance) {
        return switch (random.nextInt(4)) {
            case 0 -> word(Instruction.BLT, VALUE, SUM, distance);
            case 1 -> word(Instruction.BGEU, VALUE, ZERO, distance);
            case 2 -> word(Instruction.BEQ, PLACE, VALUE, distance);
            default -> word(Instruction.BLTU, OTHERS + random.nextInt(4), OTHERS + random.nextInt(4), distance);
        };
    }

    /** @param narrow whether sums are words */
    private void work(SplittableRandom random, boolean narrow) {
        int base = random.nextBoolean() ? FIRST : SECOND;
        int offset = random.nextInt(-300, 300);
        int other = OTHERS + random.nextInt(4);
        switch (random.nextInt(22)) {
            case 0 -> words.add(word(Instruction.LBU, VALUE, offset, base));
            case 1 -> words.add(word(Instruction.LD, VALUE, offset, base));
            case 2 -> words.add(word(Instruction.LW, VALUE, offset, TABLE));
            case 3 -> words.add(word(Instruction.SB, VALUE, offset, base));
            case 4 -> words.add(word(Instruction.SD, SUM, offset, base));
            case 5 -> {
                words.add(word(Instruction.ANDI, PLACE, VALUE, 2047));
                words.add(word(Instruction.SLLI, PLACE, PLACE, random.nextInt(5)));
                words.add(word(Instruction.ADD, PLACE, PLACE, TABLE));
                words.add(word(Instruction.LH, VALUE, random.nextInt(2000), PLACE));
            }
            case 6 -> words.add(word(Instruction.ADDIW, SUM, SUM, offset));
            case 7 -> words.add(word(Instruction.SLTU, VALUE, SUM, COUNTER));
            case 8, 9, 10 -> words.add(word(narrow ? Instruction.ADDW : Instruction.ADD, other, other, VALUE));
            case 11 -> words.add(word(Instruction.XORI, other + 4, VALUE, offset));
            case 12 -> {
                if (random.nextInt(3) == 0) {
                    int changed = List.of(COUNTER, BOUND, STEP, FIRST).get(random.nextInt(4));
                    words.add(word(Instruction.ADDI, changed, changed, random.nextInt(-2, 3)));
                }
            }
            case 13 -> words.add(word(Instruction.ADDW, other, other, VALUE));
            case 14 -> words.add(word(Instruction.XOR, other, other, OTHERS + random.nextInt(4)));
            case 15 -> words.add(word(Instruction.SLLIW, other + 4, other, 1 + random.nextInt(31)));
            case 16 -> words.add(word(Instruction.SRAIW, other, VALUE, 1 + random.nextInt(31)));
            case 17 -> words.add(word(Instruction.ADDI, other, other + 4, 0));
            case 18 -> words.add(word(Instruction.LD, other, offset, TABLE));
            case 19 -> {
                words.add(word(Instruction.JAL, LINK, 8));
                words.add(word(Instruction.ADDI, SUM, SUM, 1));
                words.add(word(Instruction.ADD, SUM, SUM, LINK));
            }
            case 20 -> {
                words.add(word(Instruction.ANDI, INNER, VALUE, 3));
                words.add(word(Instruction.ADDI, INNER, INNER, -1));
                words.add(word(Instruction.BLT, ZERO, INNER, -4));
            }
            default -> words.add(word(Instruction.ADD, SUM, SUM, VALUE));
        }
    }
}
