package pagoda.tests.cpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pagoda.asm.Assembler;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.asm.object.ObjectFile;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;

/**
 * A random program for the kernel: acts of {@code engines/acts.s}, one after the other, on code that is changed, protected,
 * shared and taken away while it is hot. Functions lie at the begin of the first {@value #FUNCTIONS} pages of code; the
 * pages behind them are for functions that cross pages, and for random code over the whole table.
 */
final class RandomGuest {
    private static final int ACTS = 12;
    private static final int FUNCTIONS = 4;
    private static final int PAYLOADS = 2;
    private static final int PAGE = 4096;
    private static final long BUFFER = 0x200_0000;
    private static final long BUFFER_PAGES = 32;
    private static final long CODE = 0x300_0000;
    private static final long CODE_PAGES = 8;

    /** Where there is nothing that may be executed: unmapped, the buffer, an odd address, null, the kernel's half. */
    private static final List<Long> WILD =
            List.of(0x700_0000L, BUFFER, BUFFER + PAGE - 2, 0x700_0001L, 0L, -4096L, CODE + CODE_PAGES * PAGE);

    /** Words that trap: ebreak, nonsense in three forms, c.ebreak with nonsense behind, a privileged instruction. */
    private static final List<Long> TRAPS = List.of(0x0010_0073L, 0L, 0xffff_ffffL, 0x7fL, 0x9002L, 0x3020_0073L);

    private static final long[] STRIDES = {8, 1, 777, 4096, 4097, 12_288};

    private static @Nullable ObjectFile acts;

    private final SplittableRandom random;
    private final StringBuilder source = new StringBuilder();

    RandomGuest(SplittableRandom random) {
        this.random = random;
        source.append("        .text\n        .globl _start\n_start: call begin\n");
        for (int page = 0; page < FUNCTIONS; page++) {
            call("place", template(), CODE + (long) page * PAGE);
        }
        for (int act = 0; act < ACTS; act++) {
            act();
        }
        source.append(random.nextInt(4) == 0 ? "        j execute\n" : "        j finish\n");
        source.append("        .section .rodata\n        .option norvc\n        .option norelax\n");
        for (int number = 0; number < PAYLOADS; number++) {
            payload(number);
        }
    }

    /** The program as assembly source, to be linked with {@code engines/acts.s}. */
    String source() {
        return source.toString();
    }

    /** The executable. */
    ElfFile program() {
        Diagnostics diagnostics = new Diagnostics();
        if (acts == null) {
            acts = new Assembler(diagnostics).assemble("acts.s", resource("/engines/acts.s"));
        }
        ObjectFile guest = new Assembler(diagnostics).assemble("guest.s", source().getBytes(StandardCharsets.UTF_8));
        byte[] file =
                diagnostics.hasErrors() ? null : Linker.link(List.of(guest, acts), LinkOptions.defaults(), diagnostics);
        try {
            return ElfFile.readForExec(Objects.requireNonNull(file, diagnostics::render));
        } catch (ElfFormatException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream stream = Objects.requireNonNull(RandomGuest.class.getResourceAsStream(name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void act() {
        long function = function();
        long mode = random.nextInt(4);
        long away = random.nextBoolean() ? 0 : 3;
        switch (random.nextInt(25)) {
            case 0 ->
                call(
                        "work",
                        100 + random.nextInt(400),
                        STRIDES[random.nextInt(STRIDES.length)],
                        PAGE * (1L << random.nextInt(5)) - 1,
                        random.nextInt(2));
            case 1 -> call("atomic", 50 + random.nextInt(100));
            case 2 -> call("calls", 20 + random.nextInt(40));
            case 3 -> call("hot", function, 30 + random.nextInt(60));
            case 4 -> call("patch", function, rounds(), calls(), random.nextInt(3), random.nextInt(2));
            case 5 -> acrossPages();
            case 6 -> rewrite();
            case 7 -> call("protect", function, 1 + random.nextInt(6), calls());
            case 8, 9 -> call("remap", function, template(), calls(), BUFFER + random.nextLong(BUFFER_PAGES) * PAGE);
            case 10 -> call("forget", function, template(), calls(), away);
            case 11 -> call("move", function, calls());
            case 12 -> call("through_pipe", function, template(), calls());
            case 13 -> call("fault", mode, 1 + random.nextInt(300), address(), random.nextInt(2));
            case 14 -> call("wild", away, function, calls(), WILD.get(random.nextInt(WILD.size())));
            case 15 ->
                call("trapped", mode == 2 ? 1 : mode, function, calls(), TRAPS.get(random.nextInt(TRAPS.size())));
            case 16 -> call("through_file", template(), template(), calls(), away);
            case 17 ->
                call(
                        "timer",
                        random.nextInt(3),
                        2 + random.nextInt(5),
                        function,
                        20 + random.nextInt(60),
                        random.nextBoolean() ? function() : 0);
            case 18, 19 -> call("forked", function, 5 + calls(), 5 + calls(), random.nextInt(4));
            case 20 -> call("threaded", function, rounds(), 10 + random.nextInt(60));
            case 21 -> call("deep", 10 + random.nextInt(90), 16L << random.nextInt(9));
            case 22 -> call("floats", 50 + random.nextInt(100), random.nextInt(5));
            case 23 -> call("spread", 16 << random.nextInt(6));
            default -> execute(random.nextInt(PAYLOADS));
        }
    }

    private void acrossPages() {
        long function = CODE + FUNCTIONS * PAGE + (1 + random.nextLong(2)) * PAGE - 2L * random.nextInt(20);
        call("place", template(), function);
        call("patch", function, rounds(), calls(), random.nextInt(3), random.nextInt(2));
    }

    private void rewrite() {
        long function = CODE + FUNCTIONS * PAGE + (1 + random.nextLong(2)) * PAGE - 2L * random.nextInt(30);
        call("place", 3, function);
        call("rewrite", function, 2 + random.nextInt(6), random.nextBoolean() ? 32 : 40);
    }

    private void execute(int payload) {
        long room = (CODE_PAGES - FUNCTIONS - 1) * PAGE;
        source.append("        la      a1, payload").append(payload).append('\n');
        source.append("        lw      a2, length").append(payload).append('\n');
        long where = CODE + FUNCTIONS * PAGE + random.nextLong(room) / 2 * 2;
        source.append("        li      a0, ").append(where).append('\n');
        source.append("        li      a3, ").append(8 + random.nextInt(20)).append("\n        call    payload\n");
    }

    private void payload(int number) {
        String halves = new RandomProgram(random)
                .code().parcels().stream().map(String::valueOf).collect(Collectors.joining(", "));
        source.append("        .balign 4\npayload").append(number).append(":\n        .half   ");
        source.append(halves);
        source.append(
                "\n        lui     x30, %hi(back)\n        jalr    x0, %lo(back)(x30)\n1:      .balign 4\nlength");
        source.append(number).append(": .word 1b - payload").append(number).append('\n');
    }

    private void call(String act, long... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            source.append("        li      a")
                    .append(i)
                    .append(", ")
                    .append(arguments[i])
                    .append('\n');
        }
        source.append("        call    ").append(act).append('\n');
    }

    private long function() {
        return CODE + random.nextLong(FUNCTIONS) * PAGE;
    }

    private int template() {
        return random.nextInt(3);
    }

    private int rounds() {
        return 1 + random.nextInt(12);
    }

    private int calls() {
        return 1 + random.nextInt(20);
    }

    /** One that faults, or the program's own code, or a page of it that may be loaded from. */
    private long address() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> 0x1_0000 + random.nextInt(100) * 8L;
            case 2 -> -8;
            case 3 -> 0x700_0000 + PAGE - 4;
            default -> 0x800_0000 + random.nextInt(8) * (long) PAGE;
        };
    }
}
