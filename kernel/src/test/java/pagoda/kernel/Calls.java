package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.T0;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.LongStream;
import pagoda.cpu.isa.Instruction;

/** A program of system calls, one after the other, that tells their results, and words of its memory, at its end. */
final class Calls {
    static final int FCNTL = 25;
    static final int UNLINKAT = 35;
    static final int FTRUNCATE = 46;
    static final int OPENAT = 56;
    static final int CLOSE = 57;
    static final int PIPE2 = 59;
    static final int READ = 63;
    static final int WRITE = 64;
    static final int PPOLL = 73;
    static final int EXIT = 93;
    static final int NANOSLEEP = 101;
    static final int KILL = 129;
    static final int SIGALTSTACK = 132;
    static final int RT_SIGACTION = 134;
    static final int SETRLIMIT = 164;
    static final int GETPID = 172;
    static final int MUNMAP = 215;
    static final int MREMAP = 216;
    static final int CLONE = 220;
    static final int EXECVE = 221;
    static final int MMAP = 222;
    static final int MPROTECT = 226;
    static final int MSYNC = 227;
    static final int WAIT4 = 260;

    static final long ENOENT = -2;
    static final long E2BIG = -7;
    static final long ENOEXEC = -8;
    static final long ENOMEM = -12;
    static final long EACCES = -13;
    static final long EFAULT = -14;
    static final long EEXIST = -17;
    static final long EINVAL = -22;
    static final long ETXTBSY = -26;
    static final long ENAMETOOLONG = -36;

    static final long AT_FDCWD = -100;
    static final long O_RDONLY = 0;
    static final long O_WRONLY = 1;
    static final long O_RDWR = 2;
    static final long O_CREAT = 0100;
    static final long O_CLOEXEC = 02000000;
    static final long PROT_READ = 1;
    static final long READ_WRITE = 3;
    static final long MAP_SHARED = 1;
    static final long MAP_PRIVATE = 2;
    static final long MAP_FIXED = 0x10;
    static final long MAP_ANONYMOUS = 0x20;

    /** Private, anonymous, at a fixed address. */
    static final long ANONYMOUS_FIXED = MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS;

    static final long SIGCHLD = 17;

    /** CLONE_VM, FS, FILES, SIGHAND, THREAD, SYSVSEM: what makes a thread. */
    static final long THREAD = 0x50f00;

    static final int PAGE = 4096;

    /** The first page of .bss; the last one is for the results. */
    static final long BUFFER = ElfImage.DATA + PAGE;

    private static final long RESULTS = ElfImage.DATA + ElfImage.BSS;
    private static final int S11 = 27;

    private final Code code = new Code().li(S11, RESULTS);
    private int count;

    /** The program so far, for what is no call. */
    Code code() {
        return code;
    }

    /** A call whose result is told. */
    Calls call(int number, long... arguments) {
        code.call(number, arguments);
        return keep();
    }

    /** A call whose result does not matter. */
    Calls silently(int number, long... arguments) {
        code.call(number, arguments);
        return this;
    }

    /** What a0 holds is told. */
    Calls keep() {
        code.store(Instruction.SD, A0, S11, 8L * count++);
        return this;
    }

    /** The 64 bits at the address are told. */
    Calls load(long address) {
        code.li(T0, address).immediate(Instruction.LD, A0, T0, 0);
        return keep();
    }

    /** Stores 64 bits. */
    Calls store(long address, long value) {
        code.li(T0, address).li(A0, value).store(Instruction.SD, A0, T0, 0);
        return this;
    }

    /** Lets the calling thread sleep for so many simulated microseconds; its time is kept in the word pair at this address. */
    Calls sleep(long scratch, long microseconds) {
        store(scratch, 0).store(scratch + 8, microseconds * 1000);
        return silently(NANOSLEEP, scratch, 0);
    }

    /** The thread or child that the last clone made does this, and never comes back; who made it goes on behind. */
    Calls inTheNewOne(Runnable what) {
        String behind = "behind " + code.size();
        code.branch(Instruction.BNE, A0, ZERO, behind);
        what.run();
        code.call(EXIT, 0).label(behind);
        return this;
    }

    /** Exits with the 64 bits at the address. */
    Calls exitWith(long address) {
        code.li(T0, address).immediate(Instruction.LD, A0, T0, 0).exitWith(A0);
        return this;
    }

    /** Runs the program with these bytes as its data on a small machine, and gives the results; it must end well. */
    long[] results(byte[] data) {
        return results(new GuestRun(GuestRun.SMALL, "input"), image(data));
    }

    /** Runs the program on this machine. */
    long[] results(GuestRun run, ElfImage image) {
        run.run(image.file());
        assertThat(run.status()).as("status; crashes %s", run.crashes()).isZero();
        ByteBuffer words = ByteBuffer.wrap(run.stderrBytes()).order(ByteOrder.LITTLE_ENDIAN);
        return LongStream.generate(words::getLong).limit(count).toArray();
    }

    /** The program with these bytes as its data. */
    ElfImage image(byte[] data) {
        return ElfImage.of(end().bytes(), data);
    }

    private Code end() {
        return code.call(WRITE, 2, RESULTS, 8L * count).exit(0);
    }
}
