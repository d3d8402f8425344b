package pagoda.kernel.abi;

/** Linux's signals, as far as the kernel raises them. */
public enum Signal {
    SIGILL(4),
    SIGTRAP(5),
    SIGBUS(7),
    SIGKILL(9),
    SIGSEGV(11),
    SIGPIPE(13);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
