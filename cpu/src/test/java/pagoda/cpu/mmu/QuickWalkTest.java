package pagoda.cpu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import pagoda.cpu.memory.PhysicalMemory;

/** A miss that finds what is usual ends as a walk in full does. */
final class QuickWalkTest {
    private static final long[] FLAGS = {
        Pte.V, Pte.R, Pte.W, Pte.X, Pte.U, Pte.G, Pte.A, Pte.D, 1L << 54, 1L << 63,
    };

    /** Pages in RAM, out of it, and beyond what the host's array has. */
    private static final long[] FRAMES = {
        PhysicalMemory.BASE + 0x3000, PhysicalMemory.BASE + 0x38_0000, 0x1000, PhysicalMemory.BASE + MmuRig.RAM, 0,
    };

    @Test
    void randomEntriesLeadWhereTheWalkLeads() {
        Walk walk = new Walk();
        for (int seed = 0; seed < 10_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            MmuRig rig = new MmuRig();
            long address = MmuRig.VA + random.nextInt(4096);
            rig.tables.set(address, 0, leaf(random));
            if (random.nextInt(4) == 0) {
                int level = 1 + random.nextInt(2);
                long pointer = rig.memory.getLong(rig.tables.entry(address, level));
                long other = random.nextBoolean() ? pointer ^ flag(random) : Pte.of(frame(random), Pte.V);
                rig.memory.putLong(rig.tables.entry(address, level), other);
            }
            if (random.nextInt(20) == 0) {
                address ^= 1L << (39 + random.nextInt(25));
            }
            Access access = Access.values()[random.nextInt(3)];
            rig.mmu.inspect(address, access, walk);
            long physical = rig.mmu.translate(address, access);
            assertThat(physical).as("seed %d", seed).isEqualTo(walk.fault() == null ? walk.physical() : Mmu.FAULT);
            assertThat(rig.mmu.walkReferences()).as("seed %d", seed).isEqualTo(walk.references());
            if (walk.fault() == null) {
                Tlb tlb = access == Access.FETCH ? rig.mmu.instructionTlb() : rig.mmu.dataTlb();
                long marks = Pte.A | (access == Access.STORE ? Pte.D : 0);
                assertThat(rig.memory.getLong(walk.entryAddress())).isEqualTo(walk.pte() | marks);
                assertThat(tlb.pte(0))
                        .as("seed %d", seed)
                        .isEqualTo(walk.pte() | marks | (walk.isGlobal() ? Pte.G : 0));
                assertThat(tlb.level(0)).isEqualTo(walk.level());
            } else {
                assertThat(rig.mmu.fault()).as("seed %d", seed).isEqualTo(walk.fault());
            }
        }
    }

    private static long leaf(SplittableRandom random) {
        long flags = Tables.URWX | Pte.A | Pte.D;
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            flags ^= flag(random);
        }
        return Pte.of(frame(random), 0) | flags;
    }

    private static long flag(SplittableRandom random) {
        return FLAGS[random.nextInt(FLAGS.length)];
    }

    private static long frame(SplittableRandom random) {
        return FRAMES[random.nextInt(3) == 0 ? random.nextInt(FRAMES.length) : 0];
    }
}
