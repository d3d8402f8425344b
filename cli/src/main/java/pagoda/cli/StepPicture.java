package pagoda.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.policy.simulation.ReferenceString;
import pagoda.kernel.mm.policy.simulation.Simulation;
import pagoda.kernel.mm.policy.simulation.SimulationOptions;
import pagoda.kernel.mm.policy.simulation.Step;

/**
 * The picture that textbooks draw: a column a reference, a row a frame, below them F for a fault and the page that left; at most
 * 80 columns of text, and so in several strips.
 */
final class StepPicture {
    /** So many frames, and so many references, can be looked at. */
    static final int MOST_FRAMES = 64;

    static final int MOST_REFERENCES = 10_000;

    private static final int WIDTH = 80;
    private static final int NAMES = 9;

    private final Simulation simulation;
    private final String title;
    private final int frames;
    private final boolean hexadecimal;
    private final List<List<String>> columns = new ArrayList<>();

    StepPicture(
            PolicyKind kind, int frames, ReferenceString references, SimulationOptions options, boolean hexadecimal) {
        this.frames = frames;
        this.hexadecimal = hexadecimal;
        simulation = new Simulation(kind, frames, references, options);
        title = kind.word() + ", " + Text.count(frames, "frame");
    }

    String text() {
        while (simulation.hasNext()) {
            columns.add(column(simulation.next()));
        }
        int widest = columns.stream()
                        .flatMap(List::stream)
                        .mapToInt(String::length)
                        .max()
                        .orElse(1)
                + 1;
        int perStrip = (WIDTH - NAMES) / Math.max(3, widest);
        StringBuilder text = new StringBuilder();
        text.append(title)
                .append(": ")
                .append(Text.count(simulation.outcome().faults(), "fault"))
                .append(", ")
                .append(Text.count(simulation.outcome().hits(), "hit"))
                .append('\n');
        for (int from = 0; from < columns.size(); from += perStrip) {
            append(text, columns.subList(from, Math.min(columns.size(), from + perStrip)), Math.max(3, widest));
        }
        return text.toString();
    }

    private List<String> column(Step step) {
        List<String> column = new ArrayList<>();
        column.add(name(step.page()) + (step.write() ? "w" : ""));
        for (int frame = 0; frame < frames; frame++) {
            OptionalLong page = simulation.pageIn(frame);
            column.add(page.isPresent() ? name(page.getAsLong()) : ".");
        }
        column.add(step.fault() ? "F" : "");
        column.add(step.evicted().isPresent() ? name(step.evicted().getAsLong()) : "");
        return column;
    }

    private void append(StringBuilder text, List<List<String>> strip, int width) {
        text.append('\n');
        for (int row = 0; row < frames + 3; row++) {
            StringBuilder line = new StringBuilder(Text.format("%-" + NAMES + "s", rowName(row)));
            for (List<String> column : strip) {
                line.append(Text.format("%" + width + "s", column.get(row)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private String rowName(int row) {
        if (row == 0) {
            return "reference";
        }
        if (row <= frames) {
            return "frame " + (row - 1);
        }
        return row == frames + 1 ? "fault" : "evicted";
    }

    private String name(long page) {
        return hexadecimal ? "0x" + Long.toHexString(page) : String.valueOf(page);
    }
}
