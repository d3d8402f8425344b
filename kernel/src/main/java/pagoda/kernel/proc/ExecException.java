package pagoda.kernel.proc;

import pagoda.kernel.abi.Errno;

/** Why a program cannot be executed, in words for people and as execve's error. */
public final class ExecException extends Exception {
    private static final long serialVersionUID = 1;

    private final Errno errno;

    public ExecException(Errno errno, String message) {
        super(message);
        this.errno = errno;
    }

    /** What execve returns. */
    public Errno errno() {
        return errno;
    }
}
