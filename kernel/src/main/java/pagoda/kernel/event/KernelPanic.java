package pagoda.kernel.event;

/** A broken invariant of the kernel: always a defect of ours. It stops the machine; the message names the invariant. */
public final class KernelPanic extends RuntimeException {
    private static final long serialVersionUID = 1;

    private String history = "";

    public KernelPanic(String invariant) {
        super(invariant);
    }

    /** A panic for something that the kernel's own code threw. */
    public KernelPanic(String invariant, Throwable cause) {
        super(invariant, cause);
    }

    /** The same panic, with what went before it. */
    public KernelPanic after(String newHistory) {
        history = newHistory;
        return this;
    }

    /** What went before, a line each; empty if nothing is known. */
    public String history() {
        return history;
    }
}
