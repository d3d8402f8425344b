package pagoda.kernel;

/** Who wants to know, while a program runs, how far it has come. */
public interface Heartbeat {
    /**
     * A thread's turn is over.
     *
     * @param instructions retired so far
     * @param cycles nanoseconds of simulated time so far
     */
    void at(long instructions, long cycles);
}
