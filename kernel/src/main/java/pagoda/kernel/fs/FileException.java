package pagoda.kernel.fs;

import pagoda.kernel.abi.Errno;

/** Why something cannot be done with a file: the system call gives this error. */
public final class FileException extends Exception {
    private static final long serialVersionUID = 1;

    private final Errno errno;

    public FileException(Errno errno) {
        super(errno.text(), null, false, false);
        this.errno = errno;
    }

    /** What the system call gives. */
    public Errno errno() {
        return errno;
    }
}
