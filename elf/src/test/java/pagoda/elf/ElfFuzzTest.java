package pagoda.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.elf.dwarf.LineTable;

/** Whatever the bytes are, reading them ends in a file or in an {@link ElfFormatException} of one line. */
final class ElfFuzzTest {

    private static final int SEEDS_PER_BLOCK = 2000;
    private static final long[] EXTREMES = {
        0, 1, -1, 0x7fff_ffffL, 0xffff_ffffL, Long.MAX_VALUE, Long.MIN_VALUE, 0xff00, 64, 4096
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void mutatedFilesAreReadOrRefused(int block) {
        byte[] sound = SampleFile.bytes();
        int read = 0;
        for (int i = 0; i < SEEDS_PER_BLOCK; i++) {
            long seed = (long) block * SEEDS_PER_BLOCK + i;
            read += tryAll(seed, mutated(sound, new SplittableRandom(seed))) ? 1 : 0;
        }
        // Neither kind of ending may be a rarity, or this test would try little.
        assertThat(read).isBetween(SEEDS_PER_BLOCK / 20, SEEDS_PER_BLOCK * 19 / 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void randomBytesAreRefused(int block) {
        for (int i = 0; i < SEEDS_PER_BLOCK; i++) {
            long seed = (long) block * SEEDS_PER_BLOCK + i;
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            byte[] start = SampleFile.bytes();
            System.arraycopy(start, 0, bytes, 0, Math.min(bytes.length, random.nextInt(64)));
            tryAll(seed, bytes);
        }
    }

    private static byte[] mutated(byte[] sound, SplittableRandom random) {
        byte[] bytes = sound.clone();
        int tables = bytes.length - 8 * 64;
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            // Mostly where the structure is: the headers, the tables at the end and the line program before them.
            int at = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(64 + 3 * 56);
                case 1 -> tables + random.nextInt(8 * 64);
                case 2 -> tables - 1 - random.nextInt(600);
                default -> random.nextInt(bytes.length);
            };
            if (random.nextInt(3) == 0) {
                long value = EXTREMES[random.nextInt(EXTREMES.length)];
                for (int i = 0; i < 8 && (at & -8) + i < bytes.length; i++) {
                    bytes[(at & -8) + i] = (byte) (value >>> (8 * i));
                }
            } else {
                bytes[at] = (byte) random.nextInt(256);
            }
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    /** Whether the bytes were taken for a file. */
    private static boolean tryAll(long seed, byte[] bytes) {
        try {
            look(seed, ElfFile.readForExec(bytes));
            look(seed, ElfFile.read(bytes));
            return true;
        } catch (ElfFormatException refused) {
            assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank().doesNotContain("\n");
            return false;
        } catch (RuntimeException | Error thrown) {
            throw new AssertionError("seed " + seed, thrown);
        }
    }

    private static void look(long seed, ElfFile file) {
        file.sections().forEach(file::contents);
        file.segments().forEach(file::contents);
        SymbolTable symbols = SymbolTable.of(file);
        LineTable lines = LineTable.of(file);
        for (long at : new long[] {0, 1, -1, SampleFile.TEXT, SampleFile.TEXT + 5, SampleFile.DATA, seed}) {
            assertThat(String.valueOf(symbols.at(at))).isNotEmpty();
            assertThat(String.valueOf(lines.at(at))).isNotEmpty();
        }
        assertThat(lines.files()).as("seed %d", seed).doesNotContainNull();
    }
}
