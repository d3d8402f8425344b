package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.Words.word;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Compression;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.mmu.Tables;

/** Instructions of 16 bits do what those of 32 bits do that they stand for, two bytes on. */
final class CompressedCodeTest {
    /** What stands behind a 16-bit instruction here: bits that would change it if they were taken for a part of it. */
    private static final int BEHIND = 0xffff_0000;

    private static Rig rig(int word) {
        return new Rig().code(word);
    }

    /** The manual's expansions, chapter "C": words as GNU as writes them for both. */
    @ParameterizedTest
    @CsvSource({
        "0x0808, 0x01010513", // c.addi4spn a0, sp, 16: addi a0, sp, 16
        "0x4548, 0x00c52503", // c.lw a0, 12(a0): lw a0, 12(a0)
        "0xe508, 0x00a53423", // c.sd a0, 8(a0): sd a0, 8(a0)
        "0x2508, 0x00853507", // c.fld fa0, 8(a0): fld fa0, 8(a0)
        "0x157d, 0xfff50513", // c.addi a0, -1: addi a0, a0, -1
        "0x357d, 0xfff5051b", // c.addiw a0, -1: addiw a0, a0, -1
        "0x557d, 0xfff00513", // c.li a0, -1: addi a0, zero, -1
        "0x7139, 0xfc010113", // c.addi16sp sp, -64: addi sp, sp, -64
        "0x757d, 0xfffff537", // c.lui a0, 0xfffff: lui a0, 0xfffff
        "0x957d, 0x43f55513", // c.srai a0, 63: srai a0, a0, 63
        "0x8d0d, 0x40b50533", // c.sub a0, a1: sub a0, a0, a1
        "0x9d2d, 0x00b5053b", // c.addw a0, a1: addw a0, a0, a1
        "0xb7fd, 0xfefff06f", // c.j -18
        "0xd57d, 0xfe0507e3", // c.beqz a0, -18
        "0x8082, 0x00008067", // c.jr ra: jalr zero, 0(ra)
        "0x852e, 0x00b00533", // c.mv a0, a1: add a0, zero, a1
        "0x952e, 0x00b50533", // c.add a0, a1: add a0, a0, a1
        "0x9502, 0x000500e7", // c.jalr a0: jalr ra, 0(a0)
        "0x9002, 0x00100073", // c.ebreak: ebreak
        "0xe02a, 0x00a13023", // c.sdsp a0, 0(sp): sd a0, 0(sp)
    })
    void itStandsForThatOfTheManual(String half, String word) {
        int bits = Integer.decode(half);
        Instruction row = Instruction.decode(bits);
        assertThat(row).isNotNull();
        assertThat(Compression.expand(row, bits))
                .isEqualTo((int) Long.decode(word).longValue());
    }

    @Test
    void eachOneLeavesWhatItsExpansionLeaves() {
        SplittableRandom random = new SplittableRandom(1);
        int ran = 0;
        for (int half = 0; half < 1 << 16; half++) {
            Instruction row = (half & 3) == 3 ? null : Instruction.decode(half);
            if (row == null || random.nextInt(8) != 0) {
                continue;
            }
            int seed = random.nextInt();
            Rig compressed = prepared(seed, half | BEHIND);
            Rig expanded = prepared(seed, Compression.expand(row, half));
            Cause cause = compressed.run(1).cause();
            assertThat(cause).as("%04x", half).isEqualTo(expanded.run(1).cause());
            long length = row == Instruction.C_JALR ? 2 : 0; // ra differs by two, and pc is what it was to be
            long distance = expanded.hart.pc() - compressed.hart.pc();
            assertThat(distance).as("pc of %04x", half).isIn(0L, 2L);
            expanded.hart.setPc(compressed.hart.pc());
            expanded.set(1, expanded.hart.register(1) - length);
            assertThat(compressed.state()).as("%04x", half).isEqualTo(expanded.state());
            assertThat(compressed.peek(Rig.DATA + 8)).isEqualTo(expanded.peek(Rig.DATA + 8));
            ran++;
        }
        assertThat(ran).isGreaterThan(5000);
    }

    private static Rig prepared(int seed, int word) {
        SplittableRandom random = new SplittableRandom(seed);
        Rig rig = rig(word).map(Rig.DATA, 2, Tables.URW);
        for (int register = 1; register < 32; register++) {
            rig.set(register, random.nextBoolean() ? Rig.DATA + random.nextInt(32) * 8L : random.nextLong());
        }
        for (int at = 0; at < 1024; at += 8) {
            rig.poke(Rig.DATA + at, random.nextLong());
        }
        return rig;
    }

    @Test
    void aCallLinksTwoBytesOn() {
        Rig rig = rig(word(Instruction.C_JALR, 5)).set(5, Rig.CODE + 100);
        rig.run(1);
        assertThat(rig.hart.register(1)).isEqualTo(Rig.CODE + 2);
        assertThat(rig.hart.pc()).isEqualTo(Rig.CODE + 100);
    }

    @Test
    void aCallThroughTheLinkRegisterReadsItFirst() {
        Rig rig = rig(word(Instruction.C_JALR, 1)).set(1, Rig.CODE + 100);
        rig.run(1);
        assertThat(rig.hart.register(1)).isEqualTo(Rig.CODE + 2);
        assertThat(rig.hart.pc()).isEqualTo(Rig.CODE + 100);
    }

    @Test
    void instructionsOf32BitsBeginAtAnyEvenAddress() {
        Rig rig = new Rig().map(Rig.CODE, 1, Tables.UX);
        long at = rig.physical(Rig.CODE);
        rig.memory.putShort(at, (short) word(Instruction.C_LI, 10, 7));
        rig.memory.putInt(at + 2, word(Instruction.JAL, 1, 6));
        rig.memory.putShort(at + 8, (short) word(Instruction.C_EBREAK));
        rig.assertTraps(Cause.BREAKPOINT, Rig.CODE + 8, Rig.CODE + 8);
        assertThat(rig.hart.register(10)).isEqualTo(7);
        assertThat(rig.hart.register(1)).isEqualTo(Rig.CODE + 6);
        assertThat(rig.hart.retired()).isEqualTo(2);
    }

    @Test
    void allThatAreNoneTrapWithTheir16Bits() {
        int none = 0;
        for (int half = 0; half < 1 << 16; half++) {
            if ((half & 3) != 3 && Instruction.decode(half) == null) {
                assertTrapsWithItself(half);
                none++;
            }
        }
        assertThat(none).isGreaterThan(2000);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0000, // all zeros: never an instruction
                0x0004, // c.addi4spn of zero
                0x2001, // c.addiw to x0
                0x6101, // c.addi16sp of zero
                0x6001, // c.lui of zero
                0x4002, // c.lwsp to x0
                0x6002, // c.ldsp to x0
                0x8002, // c.jr through x0
                0x8000, // reserved
                0x9c41, // reserved
                0x9c61 // reserved
            })
    void theReservedOnesAreNone(int half) {
        assertTrapsWithItself(half);
    }

    private static void assertTrapsWithItself(int half) {
        assertThat(Rig.describe(rig(half | BEHIND).run(5)))
                .isEqualTo(String.format(Locale.ROOT, "ILLEGAL_INSTRUCTION epc=10000 tval=%x", half));
    }
}
