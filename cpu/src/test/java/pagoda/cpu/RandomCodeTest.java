package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.Tables;
import pagoda.cpu.mmu.TlbConfiguration;

/** Random bytes as code run, trap or use up their budget; the host never fails, and memory that is not mapped never changes. */
final class RandomCodeTest {
    private static final int SEEDS = 2000;
    private static final int PAGES = 3;
    private static final int TRAPS = 40;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    @Timeout(30)
    void twoThousandSeedsOfRandomPagesDoNoHarm(int group) {
        Rig rig = new Rig(group % 2 == 0 ? TlbConfiguration.DEFAULT : TlbConfiguration.parse("4x2,plru"));
        rig.tables.entry(Rig.CODE, 0); // makes the tables, so that they lie before the code
        rig.map(Rig.CODE, PAGES, Tables.URWX);
        rig.memory.touch(PhysicalMemory.BASE + rig.memory.size() - 1);
        byte[] ram = rig.memory.array();
        int first = (int) (rig.physical(Rig.CODE) - PhysicalMemory.BASE);
        int end = first + PAGES * 4096;
        SplittableRandom filler = new SplittableRandom(group);
        for (int i = end; i < ram.length; i++) {
            ram[i] = (byte) filler.nextInt();
        }
        byte[] before = ram.clone();
        for (int seed = group * SEEDS; seed < (group + 1) * SEEDS; seed++) {
            try {
                run(rig, new SplittableRandom(seed));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            assertThat(Arrays.equals(ram, end, ram.length, before, end, ram.length))
                    .as("seed %d leaves other memory alone", seed)
                    .isTrue();
            assertThat(withoutMarks(ram, first))
                    .as("seed %d leaves the tables alone", seed)
                    .isEqualTo(withoutMarks(before, first));
            assertThat(rig.hart.register(0)).as("seed %d leaves x0 alone", seed).isZero();
        }
    }

    private static void run(Rig rig, SplittableRandom random) {
        byte[] page = new byte[4096];
        boolean near = random.nextBoolean();
        for (int i = 0; i < PAGES; i++) {
            for (int at = 0; at < 4096; at += 4) {
                int word = random.nextInt();
                if (near && random.nextInt(8) != 0) {
                    Instruction[] table = Instruction.values();
                    Instruction instruction = table[random.nextInt(table.length)];
                    word = word & ~instruction.mask() | instruction.match();
                }
                for (int b = 0; b < 4; b++) {
                    page[at + b] = (byte) (word >>> 8 * b);
                }
            }
            rig.memory.write(rig.physical(Rig.CODE + i * 4096L), page, 0, 4096);
        }
        for (int register = 1; register < 32; register++) {
            long inside = Rig.CODE + random.nextInt(PAGES * 4096);
            rig.set(register, random.nextInt(3) == 0 ? random.nextLong() : inside);
        }
        rig.hart.setPc(Rig.CODE + random.nextInt(PAGES * 1024) * 4L);
        for (int trap = 0; trap < TRAPS; trap++) {
            long retired = rig.hart.retired();
            Trap result = rig.run(50);
            long ran = rig.hart.retired() - retired;
            assertThat(ran).isBetween(0L, 50L);
            assertThat(result.epc()).isEqualTo(rig.hart.pc());
            if (ran == 0) {
                rig.hart.setPc(Rig.CODE + random.nextInt(PAGES * 1024) * 4L);
            }
        }
    }

    /** The page tables, which lie before the code, without what the walker may set in them. */
    private static long withoutMarks(byte[] ram, int end) {
        ByteBuffer words = ByteBuffer.wrap(ram).order(ByteOrder.LITTLE_ENDIAN);
        long sum = 0;
        for (int at = 0; at < end; at += 8) {
            long pte = words.getLong(at);
            sum = sum * 31 + (pte & ~(Pte.A | Pte.D));
        }
        return sum;
    }
}
