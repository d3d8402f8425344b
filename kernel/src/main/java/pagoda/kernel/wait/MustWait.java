package pagoda.kernel.wait;

/**
 * What the kernel was about to do for a thread has to wait, for the disk or for memory. It is thrown before anything was
 * changed; the thread waits in the queue and does the same again when it is woken: the instruction that faulted, or the
 * system call from its start (docs/decisions/waiting-by-trying-again.md).
 */
public final class MustWait extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient WaitQueue queue;

    /** @param queue where the thread is to wait */
    public MustWait(WaitQueue queue) {
        super(queue.what(), null, false, false);
        this.queue = queue;
    }

    /** Where the thread is to wait. */
    public WaitQueue queue() {
        return queue;
    }
}
