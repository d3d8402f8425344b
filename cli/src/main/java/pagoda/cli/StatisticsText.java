package pagoda.cli;

import java.util.Map;
import pagoda.kernel.Statistics;

/** Shows a run's figures as a table on stderr. */
final class StatisticsText {
    private StatisticsText() {}

    static String of(Statistics statistics) {
        StringBuilder text = new StringBuilder("system\n");
        append(text, statistics.system(), "");
        statistics.processes().forEach((pid, figures) -> {
            text.append("process ")
                    .append(pid)
                    .append(' ')
                    .append(figures.get("name"))
                    .append('\n');
            append(text, figures, "");
        });
        return text.toString();
    }

    private static void append(StringBuilder text, Map<String, Object> figures, String prefix) {
        figures.forEach((name, value) -> {
            if (value instanceof Number number) {
                text.append(Text.format("  %-24s %,15d\n", prefix + name, number.longValue()));
            } else if (value instanceof Map<?, ?> inner) {
                inner.forEach((key, figure) -> text.append(
                        Text.format("  %-24s %,15d\n", prefix + name + " " + key, ((Number) figure).longValue())));
            }
        });
    }
}
