package pagoda.cli;

/** A user's mistake, in one line: the command says it on stderr and ends with {@link Main#USAGE_ERROR}. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String message) {
        super(message, null, false, false);
    }
}
