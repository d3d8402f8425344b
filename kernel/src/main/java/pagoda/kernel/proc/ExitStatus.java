package pagoda.kernel.proc;

import pagoda.kernel.abi.Signal;

/** How a process ended. */
public sealed interface ExitStatus {
    /** What a shell shows: the exit code, or 128 and the signal's number. */
    int shellStatus();

    /** What wait4 stores. */
    int waitStatus();

    /** By exit or exit_group, with the low 8 bits of their argument. */
    record Exited(int code) implements ExitStatus {
        @Override
        public int shellStatus() {
            return code;
        }

        @Override
        public int waitStatus() {
            return code << 8;
        }
    }

    /** By a signal. */
    record Killed(Signal signal) implements ExitStatus {
        @Override
        public int shellStatus() {
            return 128 + signal.number();
        }

        @Override
        public int waitStatus() {
            return signal.number();
        }
    }
}
