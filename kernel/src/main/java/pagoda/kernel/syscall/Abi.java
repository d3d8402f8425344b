package pagoda.kernel.syscall;

import pagoda.cpu.isa.Registers;

/** An environment that programs are written for: what the numbers of system calls mean, and in which registers they stand. */
public enum Abi {
    /** Linux for riscv64: number in a7, arguments from a0 on. */
    LINUX(Registers.A7, Registers.A0, Long.MAX_VALUE),
    /** The simulator RARS, and MARS as far as it has the same numbers; registers as with Linux. */
    RARS(Registers.A7, Registers.A0, Abi.SIGNED_32),
    /** The simulator Venus: number in a0, arguments from a1 on. */
    VENUS(Registers.A0, Registers.A0 + 1, Abi.SIGNED_32);

    /** The first address that a program which keeps addresses in words, and loads them by {@code lw}, cannot use. */
    private static final long SIGNED_32 = 1L << 31;

    private final int number;
    private final int firstArgument;
    private final long limit;

    Abi(int number, int firstArgument, long limit) {
        this.number = number;
        this.firstArgument = firstArgument;
        this.limit = limit;
    }

    /** The least address that its programs cannot use, if there is memory at all; such programs were written for 32 bits. */
    public long addressLimit() {
        return limit;
    }

    /**
     * By whose rules a call with these registers is made: its own, but the linker's start stub, which ends a program whose
     * {@code main} returns, is always Linux's. So a program for Venus must not have its number in a7.
     */
    Abi ofCall(long[] registers) {
        return this == VENUS && registers[Registers.A7] == SystemCall.EXIT ? LINUX : this;
    }

    CallTable table() {
        return switch (this) {
            case LINUX -> SystemCall.TABLE;
            case RARS -> RarsCall.TABLE;
            case VENUS -> VenusCall.TABLE;
        };
    }

    /** The register with the call's number. */
    int number() {
        return number;
    }

    /** The register with the first argument; the others follow it. */
    int firstArgument() {
        return firstArgument;
    }
}
