package pagoda.kernel;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Process;

/**
 * How a run ended.
 *
 * @param end what ended it
 * @param status how the program ended; null if something else ended the run
 * @param process the program's; for {@link End#LIMIT}, the process that was running
 * @param pc where that was then
 */
public record RunResult(End end, @Nullable ExitStatus status, Process process, long pc) {
    /** What ends a run. */
    public enum End {
        /** The program and all its descendants have ended. */
        PROGRAM,
        /** The limit of steps was reached. */
        LIMIT,
        /** Every thread waits, and nothing can wake one. */
        DEADLOCK
    }
}
