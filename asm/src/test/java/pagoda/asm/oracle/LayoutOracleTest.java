package pagoda.asm.oracle;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random programs of branches, gaps, alignments and differences of labels are laid out as GNU as lays them out. */
@Tag("oracle")
class LayoutOracleTest {

    private static final List<String> BRANCHES = List.of("beq a0, a1, ", "bnez t0, ", "bgtu s1, s2, ", "blez a5, ");

    @TempDir
    Path directory;

    static java.util.stream.IntStream seeds() {
        return java.util.stream.IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomPrograms(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int labels = 40;
        StringBuilder source = new StringBuilder(".globl l3, l17\n.weak l5\n");
        for (int i = 0; i < labels; i++) {
            source.append("l").append(i).append(":\n");
            for (int j = random.nextInt(12); j > 0; j--) {
                source.append(statement(random, labels)).append('\n');
            }
            if (random.nextInt(6) == 0) {
                source.append(random.nextBoolean() ? ".section .text.b, \"ax\"\n" : ".text\n");
            }
        }
        source.append(".data\n");
        for (int i = 0; i < 20; i++) {
            String a = "l" + random.nextInt(labels);
            String b = "l" + random.nextInt(labels);
            source.append(
                    switch (random.nextInt(4)) {
                        case 0 -> ".dword " + a + " - " + b + " + " + random.nextInt(100);
                        case 1 -> ".word " + a + " - " + b;
                        case 2 -> ".dword " + a + " + " + random.nextInt(100);
                        default -> ".size " + a + ", . - l_data\nl_data" + i + ": .byte l_data" + i + " - l_data";
                    });
            source.append(i == 0 ? "\nl_data:\n" : "\n");
        }
        new GnuAssembler(directory).assertSame(source.toString());
    }

    private static String statement(SplittableRandom random, int labels) {
        String label = "l" + random.nextInt(labels);
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> BRANCHES.get(random.nextInt(BRANCHES.size())) + label;
            case 3 -> "j " + label;
            case 4 -> "call " + label;
            case 5 -> "la a" + random.nextInt(8) + ", " + label;
            case 6 -> ".align " + random.nextInt(2, 6);
            case 7 -> ".balign " + (4 << random.nextInt(5)) + ", 0";
            case 8 -> ".zero " + 4 * random.nextInt(300);
            case 9 -> "1: bne a0, a2, 1" + (random.nextBoolean() ? "b" : "b+4");
            case 10 -> ".p2align 5, , " + 4 * random.nextInt(1, 8);
            case 11 -> ".fill " + random.nextInt(20) + ", 4, 0x13";
            default -> "addi a0, a0, " + random.nextInt(-2048, 2048);
        };
    }
}
