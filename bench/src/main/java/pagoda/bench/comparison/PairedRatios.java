package pagoda.bench.comparison;

/**
 * Ratios of times that were taken in pairs: their geometric mean, and the interval that holds the true one with a probability
 * of 95 %, by Student's t distribution of their logarithms.
 */
final class PairedRatios {
    /** The 97.5 % quantiles of Student's t distribution with 1, 2, … degrees of freedom. */
    private static final double[] QUANTILES = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private final double logarithm;
    private final double half;

    /**
     * The ratios of {@code over} by {@code under}, pair by pair.
     *
     * @throws IllegalArgumentException unless there are two pairs or more
     */
    PairedRatios(double[] over, double[] under) {
        int count = over.length;
        if (count < 2 || under.length != count) {
            throw new IllegalArgumentException("two pairs or more are needed");
        }
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double ratio = Math.log(over[i] / under[i]);
            sum += ratio;
            squares += ratio * ratio;
        }
        logarithm = sum / count;
        double variance = Math.max(0, squares - count * logarithm * logarithm) / (count - 1);
        half = quantile(count - 1) * Math.sqrt(variance / count);
    }

    private static double quantile(int freedom) {
        int last = QUANTILES.length;
        // Beyond the table the quantile falls from the table's last towards the normal distribution's.
        return freedom <= last ? QUANTILES[freedom - 1] : 1.960 + (QUANTILES[last - 1] - 1.960) * last / freedom;
    }

    double mean() {
        return Math.exp(logarithm);
    }

    double least() {
        return Math.exp(logarithm - half);
    }

    double most() {
        return Math.exp(logarithm + half);
    }
}
