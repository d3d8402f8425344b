package pagoda.kernel;

import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.RA;
import static pagoda.cpu.isa.Registers.ZERO;

import pagoda.cpu.isa.Instruction;
import pagoda.elf.ElfFile;

/** Programs that fill more memory than there is RAM, share it, move it about, and look whether it is what it should be. */
final class FillForkVerify {
    /** All is as it should be. */
    static final int RIGHT = 0;

    /** Memory is not what it should be. */
    static final int WRONG = 3;

    /** A system call has failed. */
    static final int FAILED = 9;

    private static final int PAGE = 4096;
    private static final long PRIVATE = 0x100_0000;
    private static final long SHARED = PRIVATE + 64L * PAGE;
    private static final int A1 = A0 + 1;
    private static final int A2 = A0 + 2;
    private static final int A3 = A0 + 3;
    private static final int T0 = 5;
    private static final int S1 = 9;
    private static final int S2 = 18;
    private static final long STATUS = ElfImage.DATA + PAGE;

    private FillForkVerify() {}

    /** A parent and its child, each with {@code pages} private pages, half of which are still one another's, and shared ones. */
    static ElfFile relatives(int pages) {
        long end = PRIVATE + (long) pages * PAGE;
        long sharedEnd = SHARED + pages / 4 * (long) PAGE;
        Code code = beginning();
        map(code, PRIVATE, end, 0x4032);
        map(code, SHARED, sharedEnd, 0x4031);
        fill(code, PRIVATE, end, 1, 1);
        fill(code, SHARED, sharedEnd, 1, 1000);
        code.call(220, 17, 0, 0, 0, 0).move(S1, A0).branch(Instruction.BNE, A0, ZERO, "parent");
        // The child stores to the odd pages, and to the shared ones.
        fill(code, PRIVATE + PAGE, end, 2, 5000);
        verify(code, PRIVATE, end, 2, 1);
        verify(code, SHARED, sharedEnd, 2, 1000);
        fill(code, SHARED + PAGE, sharedEnd, 2, 7000);
        verify(code, PRIVATE + PAGE, end, 2, 5000);
        code.exit(RIGHT);
        code.label("parent");
        fill(code, PRIVATE, end, 2, 3000);
        verify(code, PRIVATE + PAGE, end, 2, 1 + PAGE);
        verify(code, PRIVATE, end, 2, 3000);
        verify(code, SHARED, sharedEnd, 2, 1000);
        code.branch(Instruction.BLT, S1, ZERO, "alone");
        awaitChild(code);
        code.branch(Instruction.BNE, S2, ZERO, "alone");
        verify(code, SHARED + PAGE, sharedEnd, 2, 7000);
        code.label("alone");
        verify(code, PRIVATE + PAGE, end, 2, 1 + PAGE);
        verify(code, PRIVATE, end, 2, 3000);
        return end(code);
    }

    /** A child's memory goes through a pipe to its parent, from there through a file, and comes back. */
    static ElfFile transfers(int pages) {
        long bytes = (long) pages * PAGE;
        long end = PRIVATE + bytes;
        Code code = beginning();
        map(code, PRIVATE, end, 0x4032);
        map(code, SHARED, SHARED + bytes, 0x4032);
        fill(code, PRIVATE, end, 1, 1);
        result(code.call(59, ElfImage.DATA, 0), 0);
        code.call(220, 17, 0, 0, 0, 0).move(S1, A0).branch(Instruction.BNE, A0, ZERO, "parent");
        result(code.call(57, 3), 0);
        fill(code, PRIVATE, end, 1, 77);
        result(code.call(64, 4, PRIVATE, bytes), bytes);
        verify(code, PRIVATE, end, 1, 77);
        code.exit(RIGHT);
        code.label("parent").branch(Instruction.BLT, A0, ZERO, "failed");
        result(code.call(57, 4), 0);
        code.li(S2, SHARED);
        code.label("more");
        code.li(A0, 3).move(A1, S2).li(A2, SHARED + bytes).register(Instruction.SUB, A2, A2, S2);
        code.li(pagoda.cpu.isa.Registers.A7, 63).plain(Instruction.ECALL);
        code.branch(Instruction.BGE, ZERO, A0, "failed");
        code.register(Instruction.ADD, S2, S2, A0).li(T0, SHARED + bytes).branch(Instruction.BNE, S2, T0, "more");
        verify(code, SHARED, SHARED + bytes, 1, 77);
        result(code.call(56, -100, ElfImage.DATA + 16, 0x42, 0644), 4);
        result(code.call(64, 4, SHARED, bytes), bytes);
        result(code.call(62, 4, 0, 0), 0);
        verify(code, PRIVATE, end, 1, 1);
        result(code.call(82, 4), 0);
        result(code.call(63, 4, PRIVATE, bytes), bytes);
        verify(code, PRIVATE, end, 1, 77);
        verify(code, SHARED, SHARED + bytes, 1, 77);
        awaitChild(code);
        return end(code);
    }

    /** fill(start, end, step, value): each page begins and goes on with the value, which grows by the step. */
    private static Code beginning() {
        Code code = new Code().jump(ZERO, "main");
        code.label("fill");
        code.store(Instruction.SD, A3, A0, 0).store(Instruction.SD, A3, A0, 2040);
        code.register(Instruction.ADD, A0, A0, A2).register(Instruction.ADD, A3, A3, A2);
        code.branch(Instruction.BLT, A0, A1, "fill").immediate(Instruction.JALR, ZERO, RA, 0);
        code.label("verify");
        code.immediate(Instruction.LD, T0, A0, 0).branch(Instruction.BNE, T0, A3, "wrong");
        code.immediate(Instruction.LD, T0, A0, 2040).branch(Instruction.BNE, T0, A3, "wrong");
        code.register(Instruction.ADD, A0, A0, A2).register(Instruction.ADD, A3, A3, A2);
        code.branch(Instruction.BLT, A0, A1, "verify").immediate(Instruction.JALR, ZERO, RA, 0);
        code.label("wrong").exit(WRONG);
        code.label("failed").exit(FAILED);
        return code.label("main");
    }

    private static ElfFile end(Code code) {
        byte[] data = new byte[PAGE];
        data[16] = 'f';
        return ElfImage.program(code.exit(RIGHT), data);
    }

    private static void map(Code code, long start, long end, int flags) {
        result(code.call(222, start, end - start, 3, flags, -1, 0), start);
    }

    private static void fill(Code code, long start, long end, int step, long value) {
        code.li(A0, start).li(A1, end).li(A2, (long) step * PAGE).li(A3, value).jump(RA, "fill");
    }

    private static void verify(Code code, long start, long end, int step, long value) {
        code.li(A0, start).li(A1, end).li(A2, (long) step * PAGE).li(A3, value).jump(RA, "verify");
    }

    private static void result(Code code, long expected) {
        code.li(T0, expected).branch(Instruction.BNE, A0, T0, "failed");
    }

    /** Waits for any child, and passes on that it has failed; s2 is not 0 then if a signal has killed it. */
    private static void awaitChild(Code code) {
        code.call(260, -1, STATUS, 0, 0).branch(Instruction.BLT, A0, ZERO, "failed");
        code.li(T0, STATUS).immediate(Instruction.LW, S2, T0, 0).immediate(Instruction.SRLI, T0, S2, 8);
        code.immediate(Instruction.ANDI, S2, S2, 0x7f);
        String passed = "passed" + code.size();
        code.branch(Instruction.BEQ, T0, ZERO, passed).exitWith(T0).label(passed);
    }
}
