package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A7;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cpu.isa.Instruction;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;
import pagoda.kernel.proc.ExecException;

/**
 * Whatever a program or a program file does, the kernel answers with an error or a signal, and loses no frame: a broken
 * invariant or an exception would come out of the run as a panic.
 */
final class HostileProgramsTest {
    private static final int[] NUMBERS = {63, 64, 66, 113, 160, 172, 214, 215, 216, 220, 222, 226, 227, 232, 233, 260};
    private static final long LIMIT = 1L << 38;
    private static final long END = ElfImage.DATA + 4096 + ElfImage.BSS;

    static IntStream groups() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest(name = "seeds {0}00 to {0}99")
    @MethodSource("groups")
    void randomSystemCallsAreAnswered(int group) { // VM-CHECKLIST 18
        for (int seed = 100 * group; seed < 100 * group + 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Code code = new Code();
            for (int call = 0; call < 12; call++) {
                long number = random.nextInt(8) == 0 ? random.nextLong() : NUMBERS[random.nextInt(NUMBERS.length)];
                for (int argument = 0; argument < 6; argument++) {
                    code.li(A0 + argument, argument == 0 ? first(random) : nasty(random));
                }
                code.li(A7, number).plain(Instruction.ECALL);
            }
            KernelOptions options =
                    GuestRun.SMALL.withRam(random.nextInt(16, 65) * 4096L).withMaxSteps(5000);
            survives(ElfImage.of(code.exit(0).bytes(), data(random)).write(), options, "seed " + seed);
        }
    }

    @ParameterizedTest(name = "seeds {0}00 to {0}99")
    @MethodSource("groups")
    void randomCodeEnds(int group) {
        for (int seed = 100 * group; seed < 100 * group + 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Code code = new Code();
            Instruction[] table = Instruction.values();
            for (int i = 0; i < 64; i++) {
                Instruction op = table[random.nextInt(table.length)];
                int word = op.match() | random.nextInt() & ~op.mask();
                code.word(random.nextInt(20) == 0 ? random.nextInt() : word);
            }
            survives(
                    ElfImage.of(code.bytes(), data(random)).write(), GuestRun.SMALL.withMaxSteps(2000), "seed " + seed);
        }
    }

    @ParameterizedTest(name = "seeds {0}000 to {0}999")
    @MethodSource("tens")
    void damagedFilesAreRefusedOrRun(int group) { // VM-CHECKLIST 26
        for (int seed = 1000 * group; seed < 1000 * group + 1000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] file = valid(random).write();
            int changes = random.nextInt(1, 6);
            for (int change = 0; change < changes; change++) {
                int headers = 64 + 56 * 5;
                int at = random.nextInt(random.nextInt(4) == 0 ? file.length : headers);
                switch (random.nextInt(3)) {
                    case 0 -> file[at] = (byte) random.nextInt();
                    case 1 -> file[at] ^= (byte) (1 << random.nextInt(8));
                    default -> {
                        long value = nasty(random);
                        for (int i = 0; i < 8; i++) {
                            file[(at & -8) + i] = (byte) (value >>> 8 * i);
                        }
                    }
                }
            }
            if (random.nextInt(20) == 0) {
                file = java.util.Arrays.copyOf(file, random.nextInt(file.length));
            }
            survives(file, GuestRun.SMALL.withRam(64 << 10).withMaxSteps(300), "seed " + seed);
        }
    }

    static IntStream tens() {
        return IntStream.range(0, 10);
    }

    @ParameterizedTest(name = "seeds {0}00 to {0}99")
    @MethodSource("groups")
    void randomBytesAreNoProgram(int group) {
        for (int seed = 100 * group; seed < 100 * group + 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] file = new byte[random.nextInt(2000)];
            random.nextBytes(file);
            if (file.length > 64 && random.nextBoolean()) {
                System.arraycopy(valid(random).write(), 0, file, 0, 64);
            }
            survives(file, GuestRun.SMALL.withRam(64 << 10).withMaxSteps(300), "seed " + seed);
        }
    }

    private static ElfImage valid(SplittableRandom random) {
        byte[] code = new Code()
                .call(64, 1, ElfImage.DATA, 8)
                .call(214, END + 4096)
                .exit(0)
                .bytes();
        ElfImage image = ElfImage.of(code, data(random));
        return image.load(Elf.PF_R, 0x60000 + random.nextInt(4096), new byte[random.nextInt(5000)], 5000);
    }

    /** Runs the file if it can be; the audit and the kernel's panics do the judging. */
    private static void survives(byte[] bytes, KernelOptions options, String what) {
        try {
            ElfFile file = ElfFile.readForExec(bytes);
            GuestRun run = new GuestRun(options, "some input\n").tryRun(file, List.of(), List.of());
            assertThat(run.status()).as(what).isBetween(-1, 255);
        } catch (ElfFormatException | ExecException refused) {
            assertThat(refused.getMessage()).as(what).isNotBlank();
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    private static byte[] data(SplittableRandom random) {
        long[] vector = new long[32];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = nasty(random);
        }
        return Code.longs(vector);
    }

    private static long first(SplittableRandom random) {
        return random.nextInt(3) == 0 ? nasty(random) : random.nextInt(4);
    }

    private static long nasty(SplittableRandom random) {
        long[] bases = {
            0,
            -1,
            ElfImage.TEXT,
            ElfImage.DATA,
            END,
            LIMIT,
            LIMIT - 4096,
            LIMIT - 4096 - (8 << 20),
            LIMIT - (9 << 20),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            1L << 31,
            1L << 32,
            1L << 50,
            -LIMIT
        };
        return switch (random.nextInt(8)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(1 << 20);
            case 2 -> random.nextInt(16);
            case 3 -> bases[random.nextInt(bases.length)];
            default ->
                bases[random.nextInt(bases.length)] + random.nextInt(-40, 40) * (random.nextBoolean() ? 1L : 512L);
        };
    }
}
