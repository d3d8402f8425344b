package pagoda.bench.comparison;

/** Ends the comparison with a message for the user. */
final class ComparisonFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    ComparisonFailure(String message) {
        super(message);
    }
}
