package pagoda.tests.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.cpu.isa.Disassembler;
import pagoda.cpu.isa.Instruction;

/**
 * Decoder and disassembler against GNU objdump {@code -M no-aliases}: which words are instructions, and how they are written.
 * {@code -Ddisassembly.words=N} takes N random words of 32 bits, else 300,000.
 */
@Tag("oracle")
final class DisassemblyTest {
    private static final int WORDS = Integer.getInteger("disassembly.words", 300_000);
    private static final int CHUNK = 500_000; // for one run of objdump
    private static final int EXAMPLES = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    /** Words that the two read differently: a few for each pair of mnemonics. */
    private final Map<String, List<String>> different = new TreeMap<>();

    private final Set<DisassemblyDifference> explained = EnumSet.noneOf(DisassemblyDifference.class);

    private int instructions;

    @Test
    void everyWordOf16BitsReadsAsObjdumpHasIt() throws Exception {
        int[] halves =
                IntStream.range(0, 1 << 16).filter(half -> (half & 3) != 3).toArray();
        compare(halves, 2);
        assertThat(instructions).isGreaterThan(45_000);
        assertThat(explained).containsExactly(DisassemblyDifference.ZERO_STACK_ADJUSTMENT);
    }

    @Test
    void randomWordsOf32BitsReadAsObjdumpHasThem() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (int done = 0; done < WORDS; done += CHUNK) {
            compare(
                    random.ints(Math.min(CHUNK, WORDS - done))
                            .map(word -> word | 3)
                            .filter(DisassemblyTest::hasFourBytes)
                            .toArray(),
                    4);
        }
        assertThat(instructions).isGreaterThan(WORDS / 10);
    }

    @Test
    void wordsOfEachRowAndTheirNeighboursReadAsObjdumpHasThem() throws Exception {
        SplittableRandom random = new SplittableRandom(2);
        IntStream.Builder words = IntStream.builder();
        for (Instruction row : Instruction.values()) {
            for (int i = 0; i < 600 && row.length() == 4; i++) {
                int word = random.nextInt() & ~row.mask() | row.match();
                words.add(i % 3 == 0 ? word ^ 1 << (7 + random.nextInt(25)) : word);
            }
        }
        compare(words.build().filter(DisassemblyTest::hasFourBytes).toArray(), 4);
        assertThat(explained).isEqualTo(EnumSet.complementOf(EnumSet.of(DisassemblyDifference.ZERO_STACK_ADJUSTMENT)));
    }

    @Test
    void noWordThatBeginsALongerInstructionIsOne() {
        // Base instruction formats, "Expanded Instruction-Length Encoding": bits 4 to 0 all set mean more than 32 bits.
        SplittableRandom random = new SplittableRandom(3);
        random.ints(100_000)
                .map(word -> word | 0x1f)
                .forEach(word ->
                        assertThat(Instruction.decode(word)).as("%08x", word).isNull());
    }

    private static boolean hasFourBytes(int word) {
        return (word & 0x1f) != 0x1f;
    }

    private void compare(int[] words, int length) throws Exception {
        List<String> expected = new Objdump(temporary).text(words, length);
        for (int i = 0; i < words.length; i++) {
            String ours =
                    Disassembler.disassemble(words[i], (long) length * i, address -> "0x" + Long.toHexString(address));
            String theirs = expected.get(i);
            boolean none = DisassemblyDifference.isNone(theirs);
            instructions += none ? 0 : 1;
            if (none ? ours.startsWith(".") : ours.equals(theirs)) {
                continue;
            }
            DisassemblyDifference difference = DisassemblyDifference.explaining(words[i], ours, theirs);
            if (difference != null) {
                explained.add(difference);
            } else {
                String kind = mnemonic(ours) + " / " + mnemonic(theirs);
                List<String> examples = different.computeIfAbsent(kind, unused -> new ArrayList<>());
                if (examples.size() < EXAMPLES) {
                    examples.add(String.format(Locale.ROOT, "%08x: here %s, to objdump %s", words[i], ours, theirs)
                            .replace('\t', ' '));
                }
            }
        }
        assertThat(different).isEmpty();
    }

    private static String mnemonic(String text) {
        int tab = text.indexOf('\t');
        return tab < 0 ? text : text.substring(0, tab);
    }
}
