package pagoda.cli;

import java.util.ArrayList;
import java.util.List;
import pagoda.kernel.mm.policy.PolicyKind;

/** Shows the faults of policies as a table: a policy a row, a number of frames a column, at most 80 columns of text. */
final class FaultTable {
    private static final int WIDTH = 80;
    private static final int NAMES = 17;
    private static final int SHOWN_ANOMALIES = 3;

    private final FaultCurves curves;
    /** The policies that were asked for; the bound is shown as well. */
    private final List<PolicyKind> asked;

    FaultTable(FaultCurves curves, List<PolicyKind> asked) {
        this.curves = curves;
        this.asked = asked;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(Text.count(curves.references(), "reference"))
                .append(" to ")
                .append(Text.count(curves.pages(), "page"))
                .append('\n');
        int widest = Math.max(5, String.valueOf(curves.references()).length());
        int perBlock = (WIDTH - NAMES) / (widest + 1);
        append(text, "faults, frames:", perBlock, widest, faults -> String.valueOf(faults));
        append(text, "hits %, frames:", perBlock, widest, faults -> percent(curves.references() - faults));
        text.append('\n');
        notes().forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }

    private void append(StringBuilder text, String title, int perBlock, int widest, Cell cell) {
        for (int from = 0; from < curves.frames().length; from += perBlock) {
            int to = Math.min(curves.frames().length, from + perBlock);
            text.append('\n').append(Text.format("%-" + NAMES + "s", title));
            for (int index = from; index < to; index++) {
                text.append(Text.format(" %" + widest + "d", curves.frames()[index]));
            }
            text.append('\n');
            for (PolicyKind kind : curves.faults().keySet()) {
                text.append(Text.format(
                        "%-" + NAMES + "s", asked.contains(kind) ? kind.word() : kind.word() + ", the bound"));
                for (int index = from; index < to; index++) {
                    text.append(Text.format(" %" + widest + "s", cell.of(curves.curve(kind)[index])));
                }
                text.append('\n');
            }
        }
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (PolicyKind kind : asked) {
            int risen = 0;
            for (int index = 1; index < curves.frames().length; index++) {
                if (curves.curve(kind)[index] > curves.curve(kind)[index - 1] && risen++ < SHOWN_ANOMALIES) {
                    notes.add(anomaly(kind, index));
                }
            }
            if (risen > SHOWN_ANOMALIES) {
                notes.add(Text.format("  … and so in %d more places.", risen - SHOWN_ANOMALIES));
            }
        }
        if (notes.isEmpty() && curves.frames().length > 1) {
            notes.add("Belady's anomaly does not show: no policy has more faults with more frames.");
        }
        notes.add("opt knows the future, and is the bound: no policy can have fewer faults.");
        return notes;
    }

    private String anomaly(PolicyKind kind, int index) {
        return Text.format(
                "%s: %s has %d faults with %d frames, but %d with %d.",
                kind == PolicyKind.RANDOM ? "Chance" : "Belady's anomaly",
                kind.word(),
                curves.curve(kind)[index - 1],
                curves.frames()[index - 1],
                curves.curve(kind)[index],
                curves.frames()[index]);
    }

    private String percent(long hits) {
        return Text.format("%.1f", 100.0 * hits / curves.references());
    }

    private interface Cell {
        String of(int faults);
    }
}
