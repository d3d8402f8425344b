package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A2;
import static pagoda.cpu.isa.Registers.A7;
import static pagoda.cpu.isa.Registers.RA;
import static pagoda.cpu.isa.Registers.T0;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cpu.isa.Instruction;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.OpenFlags;
import pagoda.kernel.proc.ExecException;

/**
 * Families of processes and threads that make random system calls, on each other too: what comes of it are errors, effects
 * and signals, and the machine ends, or is ended by its limit of steps. The audit and the kernel's panics do the judging.
 */
final class HostileFamiliesTest {
    private static final int GROUPS = 10;
    private static final int RUNS = 140;
    private static final long CALLS_OF_A_GROUP = 10_000;

    private static final long DATA = ElfImage.DATA;
    private static final long PAGE = 4096;
    private static final long END = DATA + PAGE + ElfImage.BSS;
    private static final long LIMIT = 1L << 38;
    private static final long STACK_TOP = LIMIT - PAGE;
    private static final long ROOM = 0x10_0000;
    private static final long HANDLER = ElfImage.TEXT + 4;
    private static final int SAVED_PC = 176;
    private static final int[] HANDLED = {4, 7, 10, 11, 12, 13, 14, 27};

    /** The calls that a family begins with, so that others have something to work on. */
    private static final int PREPARATIONS = HANDLED.length + 4;

    /** A struct sigaction. */
    private static final long ACTION = DATA + 64;

    private static final List<String> PATHS = List.of(
            "f",
            "g",
            "d",
            "d/h",
            "l",
            "",
            ".",
            "..",
            "/",
            "/prog",
            "prog",
            "/proc/self/maps",
            "/proc/2/smaps",
            "/proc/3/stat",
            "/proc/self/pagemap",
            "/proc/self/fd/3",
            "/proc/meminfo",
            "/proc/vmstat",
            "/dev/zero",
            "/dev/null",
            "/dev/random",
            "/proc/self/exe",
            "/proc/4/cwd/f");

    /** Where the paths lie, 32 bytes each. */
    private static final long NAMES = DATA + 1024;

    /** Where words lie that are meant for structs: times, sets, actions, lists of parts. */
    private static final long WORDS = DATA + 128;

    private static final int WORD_COUNT = 100;

    /**
     * The calls, how often each is to be chosen, and what its arguments are meant to be: a address, b buffer, c clone flags,
     * d descriptor, e either open or mapping flags, f futex operation, g signal, h pid, i small number, l length, m mapping
     * flags, n name, o offset, p protection, s struct, t stack, w wait options, z zero.
     */
    private static final Object[][] CALLS = {
        {222, 12, "alpmdo"},
        {215, 5, "al"},
        {216, 6, "allia"},
        {226, 6, "alp"},
        {233, 4, "ali"},
        {227, 2, "ali"},
        {232, 2, "alb"},
        {214, 3, "a"},
        {228, 1, "al"},
        {230, 1, "i"},
        {231, 1, ""},
        {220, 8, "ctbzb"},
        {260, 6, "hbwb"},
        {95, 3, "ihbwb"},
        {129, 5, "hg"},
        {131, 2, "hhg"},
        {130, 1, "hg"},
        {134, 5, "gsbe"},
        {135, 3, "isbe"},
        {139, 1, ""},
        {137, 2, "sbse"},
        {133, 1, "se"},
        {138, 1, "hgs"},
        {132, 2, "sb"},
        {59, 5, "bi"},
        {63, 8, "dbl"},
        {64, 8, "dbl"},
        {65, 2, "dsi"},
        {66, 2, "dsi"},
        {67, 2, "dblo"},
        {68, 2, "dblo"},
        {56, 8, "znei"},
        {57, 5, "d"},
        {62, 2, "doi"},
        {46, 3, "do"},
        {45, 1, "no"},
        {23, 2, "d"},
        {24, 2, "ddi"},
        {25, 2, "dii"},
        {34, 1, "zni"},
        {35, 3, "zni"},
        {36, 1, "nzn"},
        {37, 1, "znzni"},
        {276, 2, "znzni"},
        {49, 1, "n"},
        {61, 2, "dbl"},
        {78, 1, "znbl"},
        {79, 2, "znbi"},
        {80, 1, "db"},
        {291, 1, "zniib"},
        {48, 1, "zni"},
        {43, 1, "nb"},
        {81, 1, ""},
        {82, 1, "d"},
        {73, 3, "sissi"},
        {98, 6, "bfislb"},
        {99, 1, "bl"},
        {101, 2, "sb"},
        {115, 1, "iisb"},
        {103, 2, "isb"},
        {124, 3, ""},
        {96, 1, "b"},
        {93, 1, "i"},
        {94, 1, "i"},
        {221, 3, "nbb"},
        {154, 2, "hh"},
        {157, 1, ""},
        {261, 2, "hisb"},
        {164, 1, "is"},
        {165, 1, "ib"},
        {153, 1, "b"},
        {172, 1, ""},
        {173, 1, ""},
        {278, 1, "bli"},
        {167, 1, "iiiii"},
        {179, 1, "b"},
        {17, 1, "bl"},
        {113, 1, "ib"},
        {160, 1, "b"},
        {88, 1, "znsi"},
        {53, 1, "zni"},
        {29, 1, "dib"},
    };

    private static final int[] CHOICES = choices();

    private static int[] choices() {
        return IntStream.range(0, CALLS.length)
                .flatMap(row -> IntStream.generate(() -> row).limit((int) CALLS[row][1]))
                .toArray();
    }

    static IntStream groups() {
        return IntStream.range(0, GROUPS);
    }

    @ParameterizedTest(name = "seeds from {0} * " + RUNS)
    @MethodSource("groups")
    void theirCallsAreAnswered(int group) { // VM-CHECKLIST 18, 25
        long calls = 0;
        for (int seed = RUNS * group; seed < RUNS * (group + 1); seed++) {
            calls += run(seed);
        }

        assertThat(calls).isGreaterThan(CALLS_OF_A_GROUP);
    }

    /** Runs the family of this seed; how many calls it made. */
    private static long run(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        KernelOptions options = GuestRun.SMALL
                .withRam(random.nextInt(24, 100) * PAGE)
                .withQuantum(random.nextInt(20, 2000))
                .withMaxSteps(20_000);
        ElfImage family = family(random);
        byte[] small =
                ElfImage.of(new Code().call(172).exit(7).bytes(), new byte[8]).write();
        try {
            GuestRun run = new GuestRun(options, "some input\n");
            put(run.kernel(), small);
            run.tryRun(family.file(), List.of("argument"), List.of());
            assertThat(run.status()).as("seed %d", seed).isBetween(-1, 255);
            long calls = 0;
            for (Map<String, Object> process :
                    run.kernel().statistics().processes().values()) {
                calls += process.get("system_calls") instanceof Number number ? number.longValue() : 0;
            }
            return calls - PREPARATIONS;
        } catch (ExecException tooSmall) {
            return 0;
        } catch (RuntimeException | FileException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /** Puts an executable file at /prog. */
    private static void put(Kernel kernel, byte[] bytes) throws FileException {
        OpenFile file = kernel.files().open(kernel.files().root(), "prog", OpenFlags.O_CREAT | OpenFlags.O_RDWR, 0755);
        file.inode().write(file, 0, bytes, bytes.length);
        file.discard();
    }

    private static ElfImage family(SplittableRandom random) {
        int children = random.nextInt(1, 5);
        Code code = new Code().jump(ZERO, "begin");
        // The handler of signals goes on behind the instruction that it interrupted, faulty or not.
        code.immediate(Instruction.LD, T0, A2, SAVED_PC)
                .immediate(Instruction.ADDI, T0, T0, 4)
                .store(Instruction.SD, T0, A2, SAVED_PC)
                .immediate(Instruction.JALR, ZERO, RA, 0)
                .label("begin");
        for (int signal : HANDLED) {
            code.call(134, signal, ACTION, 0, 8);
        }
        code.call(222, ROOM, 8 * PAGE, 3, 0x32, -1, 0);
        code.call(56, -100, NAMES, 0102, 0600);
        code.call(59, DATA + PAGE, 0);
        code.call(46, 3, 3 * PAGE);
        for (int child = 0; child < children; child++) {
            code.call(220, 17, 0, 0, 0, 0).branch(Instruction.BNE, A0, ZERO, "next " + child);
            code.jump(ZERO, "child " + child).label("next " + child);
        }
        calls(code, random, 12 + random.nextInt(20));
        for (int child = 0; child < children; child++) {
            code.call(260, -1, 0, 1, 0);
        }
        code.call(94, 0);
        for (int child = 0; child < children; child++) {
            code.label("child " + child);
            calls(code, random, 8 + random.nextInt(20));
            code.exit(child);
        }
        return ElfImage.of(code.bytes(), data(random));
    }

    private static void calls(Code code, SplittableRandom random, int count) {
        for (int call = 0; call < count; call++) {
            Object[] row = CALLS[CHOICES[random.nextInt(CHOICES.length)]];
            boolean known = random.nextInt(20) != 0;
            String kinds = known && random.nextInt(10) != 0 ? (String) row[2] : "";
            for (int argument = 0; argument < 6; argument++) {
                boolean meant = argument < kinds.length() && random.nextInt(12) != 0;
                code.li(A0 + argument, meant ? argument(kinds.charAt(argument), random) : nasty(random));
            }
            long unknown = random.nextBoolean() ? random.nextInt(600) : random.nextLong();
            code.li(A7, known ? (int) row[0] : unknown).plain(Instruction.ECALL);
            if (random.nextInt(8) == 0) {
                touch(code, random);
            }
        }
    }

    /** A load or store of the program's own. */
    private static void touch(Code code, SplittableRandom random) {
        code.li(T0, argument('a', random));
        if (random.nextBoolean()) {
            code.immediate(Instruction.LD, T0, T0, 0);
        } else {
            code.store(Instruction.SD, T0, T0, 0);
        }
    }

    private static long argument(char kind, SplittableRandom random) {
        return switch (kind) {
            case 'a' -> ROOM + random.nextInt(12) * PAGE + (random.nextInt(10) == 0 ? random.nextInt(4096) : 0);
            case 'b' -> buffer(random);
            case 'c' -> pick(random, 17, 17, 17, 0x4111, 0x50f00, 0x50f00, 0x350f00 | 0x1000000, 0x100 | 17, 0);
            case 'd' -> random.nextInt(random.nextInt(3) == 0 ? 20 : 6);
            case 'e' -> pick(random, 8, 0, 2, 0101, 0102, 0102, 01102, 02102, 04002, 0200000, 02000102, 0x200000);
            case 'f' -> pick(random, 0, 0, 1, 1, 128, 129, 3, 4, 5, 9, 10, 6, 7);
            case 'g' ->
                random.nextInt(4) == 0 ? random.nextInt(66) : pick(random, 10, 10, 12, 13, 14, 17, 18, 19, 11, 0);
            case 'h' -> random.nextInt(6) == 0 ? pick(random, -1, 0, -2, 1, Integer.MIN_VALUE) : random.nextInt(2, 9);
            case 'i' -> random.nextInt(random.nextInt(4) == 0 ? 64 : 8);
            case 'l' -> length(random);
            case 'm' ->
                pick(random, 0x22, 0x22, 0x32, 0x32, 0x21, 0x31, 0x31, 0x11, 0x12, 1, 2, 0x8032, 0x2032, 0x100032);
            case 'n' -> NAMES + 32L * random.nextInt(PATHS.size());
            case 'o' -> random.nextInt(4) * PAGE + (random.nextInt(4) == 0 ? random.nextInt(5000) : 0);
            case 'p' -> random.nextInt(8) < 5 ? 3 : random.nextInt(8);
            case 's' -> WORDS + 8L * random.nextInt(WORD_COUNT);
            case 't' -> random.nextInt(3) == 0 ? DATA + 3 * PAGE : 0;
            case 'w' -> random.nextInt(3) == 0 ? random.nextInt(16) : 1;
            default -> -100;
        };
    }

    private static long pick(SplittableRandom random, long... values) {
        return values[random.nextInt(values.length)];
    }

    private static long buffer(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> ROOM + random.nextInt(12) * PAGE - random.nextInt(16);
            case 2 -> END - random.nextInt(64);
            case 3 -> STACK_TOP - random.nextInt(1 << 18);
            default -> DATA + PAGE + random.nextInt(3 * 4096);
        };
    }

    private static long length(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(64);
            case 1 -> random.nextInt(100_000);
            default -> (1L + random.nextInt(6)) * PAGE;
        };
    }

    /** What is no good argument for anything, or only by chance. */
    private static long nasty(SplittableRandom random) {
        long[] bases = {
            0,
            -1,
            ElfImage.TEXT,
            DATA,
            END,
            ROOM,
            LIMIT,
            STACK_TOP,
            STACK_TOP - (8 << 20),
            LIMIT - (9 << 20),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Integer.MAX_VALUE,
            1L << 32,
            1L << 39,
            1L << 50,
            -LIMIT
        };
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt();
            case 2 -> random.nextInt(20);
            case 3 -> bases[random.nextInt(bases.length)];
            default ->
                bases[random.nextInt(bases.length)] + random.nextInt(-40, 40) * (random.nextBoolean() ? 1L : 512L);
        };
    }

    /** Words of many meanings, and the paths. */
    private static byte[] data(SplittableRandom random) {
        byte[] data = new byte[4096];
        System.arraycopy(Code.longs(HANDLER), 0, data, (int) (ACTION - DATA), 8);
        for (int word = 0; word < WORD_COUNT; word++) {
            long value = switch (random.nextInt(7)) {
                case 0 -> buffer(random);
                case 1 -> HANDLER;
                case 2 -> length(random);
                case 3 -> random.nextInt(8) | (long) random.nextInt(16) << 32;
                case 4 -> 0;
                case 5 -> random.nextInt(1_000_000_000);
                default -> nasty(random);
            };
            System.arraycopy(Code.longs(value), 0, data, (int) (WORDS - DATA) + 8 * word, 8);
        }
        for (int name = 0; name < PATHS.size(); name++) {
            byte[] bytes = PATHS.get(name).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, data, (int) (NAMES - DATA) + 32 * name, bytes.length);
        }
        return data;
    }
}
