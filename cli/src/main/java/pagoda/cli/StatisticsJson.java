package pagoda.cli;

import com.grack.nanojson.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import pagoda.kernel.Statistics;

/** Writes a run's figures as JSON: {@code {"status": …, "system": {…}, "processes": {"2": {…}}}}. */
final class StatisticsJson {
    private StatisticsJson() {}

    /** UTF-8 text, ended by a newline. */
    static byte[] of(int status, Statistics statistics) {
        Map<String, Object> processes = new LinkedHashMap<>();
        statistics.processes().forEach((pid, figures) -> processes.put(Integer.toString(pid), figures));
        String text = JsonWriter.indent("  ")
                .string()
                .object()
                .value("status", status)
                .object("system", statistics.system())
                .object("processes", processes)
                .end()
                .done();
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
