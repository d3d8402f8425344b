package pagoda.kernel;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.proc.ExitStatus;

/**
 * How a run ended.
 *
 * @param status how the program ended; null if it was stopped by the limit of steps
 * @param pc where it was then
 */
public record RunResult(@Nullable ExitStatus status, long pc) {}
