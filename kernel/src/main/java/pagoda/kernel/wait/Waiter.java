package pagoda.kernel.wait;

/** Something that can wait: a thread. It may stand in several queues, and leaves them all when it is woken. */
public interface Waiter {
    /** Is told that it stands in the queue now. */
    void waitsIn(WaitQueue queue);

    /** Lets it go on. */
    void wake();
}
