package pagoda.bench.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Columns of figures of workloads, with their geometric means below. */
final class ComparisonTable {
    private record Column(String head, String format, boolean hasMean, ToDoubleFunction<Workload> figure) {}

    private final List<Workload> workloads;
    private final List<Column> columns = new ArrayList<>();

    ComparisonTable(List<Workload> workloads) {
        this.workloads = workloads;
    }

    /**
     * Adds a column.
     *
     * @param format how a figure is written
     * @param hasMean whether the geometric mean of its figures says anything
     * @param figure the figure, NaN for none
     */
    void column(String head, String format, boolean hasMean, ToDoubleFunction<Workload> figure) {
        columns.add(new Column(head, format, hasMean, figure));
    }

    /** The table as text. */
    String text() {
        List<List<String>> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("workload"));
        columns.forEach(column -> heads.add(column.head));
        rows.add(heads);
        for (Workload workload : workloads) {
            List<String> row = new ArrayList<>(List.of(workload.word()));
            columns.forEach(column -> row.add(figure(column, column.figure.applyAsDouble(workload))));
            rows.add(row);
        }
        if (workloads.size() > 1) {
            List<String> means = new ArrayList<>(List.of("mean"));
            columns.forEach(column -> means.add(column.hasMean ? figure(column, mean(column)) : ""));
            rows.add(means);
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                String gap = " ".repeat(width(rows, i) - row.get(i).length());
                text.append(i == 0 ? row.get(i) + gap : "  " + gap + row.get(i));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String figure(Column column, double figure) {
        return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, column.format, figure);
    }

    /** The geometric mean of the figures there are. */
    private double mean(Column column) {
        double[] figures = workloads.stream()
                .mapToDouble(column.figure)
                .filter(figure -> !Double.isNaN(figure))
                .toArray();
        double sum = 0;
        for (double figure : figures) {
            sum += Math.log(figure);
        }
        return Math.exp(sum / figures.length);
    }
}
