package pagoda.kernel.abi;

/** Why a signal was raised: the {@code si_code} values of {@code siginfo_t}, each with its signal. */
public enum SignalCode {
    ILL_ILLOPC(Signal.SIGILL, 1),
    TRAP_BRKPT(Signal.SIGTRAP, 1),
    BUS_ADRALN(Signal.SIGBUS, 1),
    BUS_ADRERR(Signal.SIGBUS, 2),
    SEGV_MAPERR(Signal.SIGSEGV, 1),
    SEGV_ACCERR(Signal.SIGSEGV, 2),
    /** Sent by the kernel itself. */
    SI_KERNEL(Signal.SIGKILL, 0x80);

    private final Signal signal;
    private final int number;

    SignalCode(Signal signal, int number) {
        this.signal = signal;
        this.number = number;
    }

    public Signal signal() {
        return signal;
    }

    public int number() {
        return number;
    }
}
