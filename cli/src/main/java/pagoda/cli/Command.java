package pagoda.cli;

import java.util.concurrent.Callable;

/** One of the commands of {@code pagoda}: it says what it takes, and does what is asked for. */
interface Command extends Callable<Integer> {
    /** Says what the command takes, and what its help is. */
    void declare(Options options);

    /**
     * Does it.
     *
     * @return the exit status
     */
    @Override
    Integer call();
}
