package pagoda.kernel.proc;

import pagoda.kernel.abi.Signal;

/** How a process ended. */
public sealed interface ExitStatus {
    /** What a shell shows: the exit code, or 128 and the signal's number. */
    int shellStatus();

    /** By exit or exit_group, with the low 8 bits of their argument. */
    record Exited(int code) implements ExitStatus {
        @Override
        public int shellStatus() {
            return code;
        }
    }

    /** By a signal. */
    record Killed(Signal signal) implements ExitStatus {
        @Override
        public int shellStatus() {
            return 128 + signal.number();
        }
    }
}
