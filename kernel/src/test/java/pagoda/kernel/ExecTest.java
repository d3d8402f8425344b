package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A1;
import static pagoda.cpu.isa.Registers.A2;
import static pagoda.cpu.isa.Registers.SP;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.proc.ExecException;

/** How a program begins: its stack, its registers, its segments; and what cannot begin. */
final class ExecTest {
    private static final long TEXT = ElfImage.TEXT;
    private static final long DATA = ElfImage.DATA;
    private static final long TOP = (1L << 38) - 4096;
    private static final int RX = Elf.PF_R | Elf.PF_X;
    private static final int RW = Elf.PF_R | Elf.PF_W;
    private static final int T1 = 6;

    /** Writes the stack from sp to its top. */
    private static GuestRun stackOf(List<String> arguments, List<String> environment) throws ExecException {
        Code code = new Code()
                .move(A1, SP)
                .li(A2, TOP)
                .register(Instruction.SUB, A2, A2, SP)
                .li(A0, 1)
                .call(64)
                .exit(0);
        GuestRun run = new GuestRun(GuestRun.SMALL.withRam(8 << 20), "");
        return run.listen(EnumSet.of(EventKind.PROCESS)).tryRun(ElfImage.program(code), arguments, environment);
    }

    @Test
    void theStackIsAsLinuxLeavesIt() throws ExecException {
        GuestRun run = stackOf(List.of("one", "", "drei ß"), List.of("A=1", "LONG=xyz"));
        ByteBuffer stack = ByteBuffer.wrap(run.stdoutBytes()).order(ByteOrder.LITTLE_ENDIAN);
        long sp = ((Event.Exec) run.events().get(0)).stackPointer();

        assertThat(sp % 16).isZero();
        assertThat(stack.capacity()).isEqualTo((int) (TOP - sp));
        assertThat(stack.getLong()).as("argc").isEqualTo(4);
        List<Long> argv = List.of(stack.getLong(), stack.getLong(), stack.getLong(), stack.getLong());
        assertThat(argv.stream().map(at -> string(stack, at, sp))).containsExactly("dir/test", "one", "", "drei ß");
        assertThat(stack.getLong()).as("argv's end").isZero();
        List<Long> envp = List.of(stack.getLong(), stack.getLong());
        assertThat(envp.stream().map(at -> string(stack, at, sp))).containsExactly("A=1", "LONG=xyz");
        assertThat(stack.getLong()).as("envp's end").isZero();
        Map<Long, Long> auxiliary = new LinkedHashMap<>();
        long type;
        do {
            type = stack.getLong();
            auxiliary.put(type, stack.getLong());
        } while (type != 0);
        long path = auxiliary.getOrDefault(31L, 0L);
        assertThat(auxiliary.keySet())
                .as("as binfmt_elf.c orders them")
                .containsExactly(16L, 6L, 17L, 3L, 4L, 5L, 7L, 8L, 9L, 11L, 12L, 13L, 14L, 23L, 25L, 31L, 0L);
        assertThat(auxiliary)
                .containsEntry(16L, 0x1101L)
                .containsEntry(6L, 4096L)
                .containsEntry(17L, 100L);
        assertThat(auxiliary)
                .containsEntry(3L, 0L)
                .containsEntry(4L, 56L)
                .containsEntry(5L, 2L)
                .containsEntry(9L, TEXT);
        assertThat(string(stack, path, sp)).isEqualTo("dir/test");
        long random = auxiliary.getOrDefault(25L, 0L);
        assertThat(random % 16).isZero();
        assertThat(random).isGreaterThanOrEqualTo(sp + stack.position());
        assertThat(random + 16).isLessThanOrEqualTo(argv.get(0));
        assertThat(stack.getLong((int) (TOP - 8 - sp))).as("the last word").isZero();
        assertThat(path + "dir/test".length() + 1).isEqualTo(TOP - 8);
        assertThat(argv.get(0)).as("strings follow each other").isLessThan(argv.get(1));
        assertThat(argv.get(3)).isLessThan(envp.get(0));
    }

    private static String string(ByteBuffer stack, long address, long sp) {
        int start = (int) (address - sp);
        int end = start;
        while (stack.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - start];
        stack.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 15, 16, 17, 100, 4095, 4096, 5000})
    void spIsAMultipleOf16WhateverTheArguments(int length) throws ExecException {
        for (int count = 0; count < 3; count++) {
            GuestRun run = stackOf(java.util.Collections.nCopies(count, "x".repeat(length)), List.of());

            assertThat(((Event.Exec) run.events().get(0)).stackPointer() % 16).isZero();
            assertThat(ByteBuffer.wrap(run.stdoutBytes())
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong())
                    .isEqualTo(count + 1);
        }
    }

    @Test
    void atPhdrPointsToTheProgramHeaders() {
        // the stack is read by its own program: a0 = AT_PHDR's value, found by a loop over the vector
        Code find = new Code().move(A1, SP).label("next").immediate(Instruction.ADDI, A1, A1, 8);
        find.immediate(Instruction.LD, A0, A1, 0).li(A2, 3).branch(Instruction.BNE, A0, A2, "next");
        find.immediate(Instruction.LD, T1, A1, 16).li(A2, 4).branch(Instruction.BNE, T1, A2, "next");
        find.immediate(Instruction.LD, A1, A1, 8).li(A0, 1).li(A2, 56).call(64).exit(0);
        ElfImage whole = new ElfImage().header(Elf.PT_LOAD, Elf.PF_R, 0, 0x8000, 0x200, 0x200, 4096);
        whole.load(RX, TEXT, find.bytes(), find.size());

        GuestRun run = GuestRun.of(whole.file());

        assertThat(run.stdoutBytes()).isEqualTo(Arrays.copyOfRange(whole.write(), 64, 64 + 56));
    }

    @Test
    void allRegistersButSpAreZero() {
        Code code = new Code();
        for (int register = 1; register < 32; register++) {
            if (register != SP && register != A0) {
                code.register(Instruction.OR, A0, A0, register);
            }
        }
        assertThat(GuestRun.of(code.register(Instruction.SLTU, A0, ZERO, A0).call(93))
                        .status())
                .isZero();
    }

    @Test
    void tooManyArgumentsAreE2big() {
        String half = "x".repeat(130_000);
        assertThatCode(() -> stackOf(java.util.Collections.nCopies(16, half), List.of()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> stackOf(java.util.Collections.nCopies(17, half), List.of()))
                .isInstanceOfSatisfying(
                        ExecException.class, e -> assertThat(e.errno()).isEqualTo(Errno.E2BIG));
        assertThatThrownBy(() -> stackOf(List.of(), java.util.Collections.nCopies(17, half)))
                .isInstanceOf(ExecException.class);
        assertThatThrownBy(() -> stackOf(java.util.Collections.nCopies(220_000, "x"), List.of()))
                .as("pointers count, too")
                .isInstanceOf(ExecException.class);
    }

    @Test
    void anArgumentLongerThan32PagesIsE2big() {
        assertThatCode(() -> stackOf(List.of("x".repeat(131_071)), List.of())).doesNotThrowAnyException();
        assertThatThrownBy(() -> stackOf(List.of("x".repeat(131_072)), List.of()))
                .isInstanceOfSatisfying(
                        ExecException.class, e -> assertThat(e.errno()).isEqualTo(Errno.E2BIG));
    }

    /** Copies memory to standard output. */
    private static Code print(long address, long length) {
        return new Code().call(64, 1, address, length).exit(0);
    }

    @Test
    void bssWithinTheLastPageOfTheFileIsZero() { // VM-CHECKLIST 42
        byte[] file = Code.fill(4096 + 100, i -> 'a');
        ElfImage image = new ElfImage();
        Code code = print(DATA + 4096, 3 * 4096);
        image.load(RX, TEXT, code.bytes(), code.size());
        long offset = image.end();
        image.bytes(Code.fill(3 * 4096, i -> 'z')).header(Elf.PT_LOAD, RW, offset, DATA, file.length, 4 * 4096, 4096);

        byte[] seen = GuestRun.of(image.file()).stdoutBytes();

        assertThat(seen).hasSize(3 * 4096);
        assertThat(Arrays.copyOf(seen, 100)).containsOnly('z');
        assertThat(Arrays.copyOfRange(seen, 100, seen.length)).containsOnly(0);
    }

    @Test
    void withoutBssTheLastPageShowsTheFilesNextBytesAsMmapDoes() {
        ElfImage image = new ElfImage();
        Code code = print(DATA, 4096);
        image.load(RX, TEXT, code.bytes(), code.size());
        long offset = image.end();
        image.bytes(Code.fill(4096, i -> i)).header(Elf.PT_LOAD, RW, offset, DATA, 100, 100, 4096);

        assertThat(GuestRun.of(image.file()).stdoutBytes()).isEqualTo(Code.fill(4096, i -> i));
    }

    @Test
    void aPageSharedByTwoSegmentsBelongsToTheLaterOne() {
        ElfImage image = new ElfImage();
        Code code = new Code().li(A1, DATA + 0x800).store(Instruction.SB, A1, A1, 0);
        code.call(64, 1, DATA, 4096).call(64, 1, DATA - 4096, 4096).exit(0);
        image.load(RX, TEXT, code.bytes(), code.size());
        long offset = image.end();
        image.bytes(Code.fill(2 * 4096, i -> i / 16));
        image.header(Elf.PT_LOAD, Elf.PF_R, offset, DATA - 4096, 4096 + 0x800, 4096 + 0x800, 4096);
        image.header(Elf.PT_LOAD, RW, offset + 4096 + 0x800, DATA + 0x800, 0x800, 0x800, 4096);
        byte[] expected = Code.fill(2 * 4096, i -> i / 16);
        expected[4096 + 0x800] = 0;

        GuestRun run = GuestRun.of(image.file());

        assertThat(run.status()).isZero();
        assertThat(Arrays.copyOf(run.stdoutBytes(), 4096)).isEqualTo(Arrays.copyOfRange(expected, 4096, 8192));
        assertThat(Arrays.copyOfRange(run.stdoutBytes(), 4096, 8192)).isEqualTo(Arrays.copyOf(expected, 4096));
    }

    @Test
    void segmentsOfNoSizeAndOtherTypesAreLeftOut() {
        Code code = new Code().exit(0);
        ElfImage image = new ElfImage().load(RX, TEXT, code.bytes(), code.size());
        image.header(Elf.PT_LOAD, RW, 0, 0, 0, 0, 4096).header(Elf.PT_NOTE, 0, 0, 5, 8, 8, 4);
        image.header(Elf.PT_GNU_STACK, RW, 0, 0, 0, 0, 16).header(Elf.PT_NULL, -1, -1, -1, -1, -1, -1);

        assertThat(GuestRun.of(image.file()).status()).isZero();
    }

    @Test
    void aSegmentOfBssAloneNeedsNoOffset() {
        Code code = new Code()
                .li(A1, DATA + 0x123)
                .immediate(Instruction.LBU, A0, A1, 0)
                .call(93);
        ElfImage image = new ElfImage().load(RX, TEXT, code.bytes(), code.size());
        image.header(Elf.PT_LOAD, RW, 0x777, DATA + 0x123, 0, 8, 1);

        assertThat(GuestRun.of(image.file()).status()).isZero();
    }

    @Test
    void hugeBssCostsNothingUntilItIsTouched() { // VM-CHECKLIST 23
        Code code = new Code()
                .li(A1, 0x30_0000_0000L)
                .store(Instruction.SD, A1, A1, 0)
                .exit(0);
        ElfImage image = new ElfImage().load(RX, TEXT, code.bytes(), code.size());
        image.header(Elf.PT_LOAD, RW, 0, DATA, 0, 0x38_0000_0000L, 4096);

        GuestRun run = GuestRun.of(image.file());

        assertThat(run.status()).isZero();
        assertThat(run.kernel().statistics().processes().get(2)).containsEntry("demand_zero", 2L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0x1000, DATA + 0x9000, 1L << 37, TOP, 1L << 38, 1L << 50, -4096, Long.MIN_VALUE})
    void anEntryNowhereIsASegmentationFault(long entry) {
        GuestRun run = GuestRun.of(ElfImage.of(new Code().exit(0).bytes(), new byte[8])
                .entry(entry)
                .file());

        assertThat(run.status()).isEqualTo(139);
        assertThat(run.crash().pc()).isEqualTo(entry);
    }

    @Test
    void textThatIsNotExecutedIsNotRead() {
        Code code = new Code().exit(0);
        while (code.size() < 40 * 4096) {
            code.word(0);
        }
        GuestRun run = GuestRun.of(ElfImage.program(code));

        assertThat(run.kernel().statistics().processes().get(2))
                .containsEntry("file_read", 1L)
                .containsEntry("demand_zero", 1L);
    }

    static Map<String, ElfImage> impossible() {
        byte[] code = new Code().exit(0).bytes();
        Map<String, ElfImage> all = new LinkedHashMap<>();
        all.put("not yet linked", ElfImage.of(code, code).type(Elf.ET_REL));
        all.put("position-independent", ElfImage.of(code, code).type(Elf.ET_DYN));
        all.put("dynamically linked", ElfImage.of(code, code).header(Elf.PT_INTERP, 4, 0, 0, 4, 4, 1));
        all.put("no segment", new ElfImage());
        all.put("does not fit", new ElfImage().load(RX, TOP, code, code.length));
        all.put("at 0x3fff6fe000 does not fit", new ElfImage().load(RX, TOP - (9 << 20) - 4096, code, 4097));
        all.put("at 0x8000000000000000 does not", new ElfImage().load(RX, Long.MIN_VALUE, code, code.length));
        all.put("at 0x10000 does not", new ElfImage().load(RX, TEXT, code, 1L << 40));
        all.put("at 0x20000 does not", new ElfImage().load(RX, 0x20000, code, Long.MAX_VALUE - 0x20000));
        all.put("page size", new ElfImage().header(Elf.PT_LOAD, RX, 0x40, TEXT, 8, 8, 1));
        return all;
    }

    static List<String> reasons() {
        return List.copyOf(impossible().keySet());
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void whatCannotBeginSaysWhyAndLeaksNothing(String reason) { // VM-CHECKLIST 26
        ElfFile file =
                java.util.Objects.requireNonNull(impossible().get(reason)).file();
        GuestRun run = new GuestRun(GuestRun.SMALL, "").listen(EnumSet.of(EventKind.FRAME));

        assertThatThrownBy(() -> run.tryRun(file, List.of(), List.of()))
                .isInstanceOf(ExecException.class)
                .hasMessageContaining(reason);

        assertThat(framesLeft(run)).isZero();
    }

    @Test
    void aProgramOfCompressedInstructionsRuns() {
        GuestRun run = GuestRun.of(ElfImage.of(
                        ByteBuffer.allocate(10)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putShort((short) 0x4525) // c.li a0, 9
                                .putInt(0x05d0_0893) // addi a7, zero, 93
                                .putInt(0x0000_0073) // ecall
                                .array(),
                        new byte[8])
                .flags(Elf.EF_RISCV_RVC)
                .file());

        assertThat(run.status()).isEqualTo(9);
    }

    @Test
    void whatBarelyFitsBelowTheStackRuns() {
        byte[] code = new Code().exit(7).bytes();
        long address = TOP - (9 << 20) - 4096;

        assertThat(GuestRun.of(new ElfImage()
                                .load(RX, address, code, 4096)
                                .entry(address)
                                .file())
                        .status())
                .isEqualTo(7);
    }

    @Test
    void argumentsLargerThanRamAreAnErrorAndLeakNothing() { // VM-CHECKLIST 26
        GuestRun run = new GuestRun(GuestRun.SMALL.withRam(64 << 10), "").listen(EnumSet.of(EventKind.FRAME));

        assertThatThrownBy(
                        () -> run.tryRun(ElfImage.program(new Code().exit(0)), List.of("x".repeat(100_000)), List.of()))
                .isInstanceOfSatisfying(
                        ExecException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOMEM));

        assertThat(framesLeft(run)).isZero();
    }

    @Test
    void theSmallestMachineRuns() {
        GuestRun run = new GuestRun(GuestRun.SMALL.withRam(64 << 10), "").run(ElfImage.program(new Code().exit(3)));

        assertThat(run.status()).isEqualTo(3);
    }

    private static int framesLeft(GuestRun run) {
        int left = 0;
        for (Event event : run.events()) {
            left += ((Event.Frame) event).allocated() ? 1 : -1;
        }
        return left;
    }

    @Test
    void theLastPartOfThePathIsTheProcessesName() {
        GuestRun run = GuestRun.of(new Code().immediate(Instruction.LD, A0, Registers.ZERO, 0));

        assertThat(run.crash().name()).isEqualTo("test");
    }
}
