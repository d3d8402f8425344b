package pagoda.cli;

import java.util.Arrays;
import java.util.stream.IntStream;
import pagoda.kernel.mm.policy.PolicyKind;

/**
 * Draws the faults of policies over the number of frames as an SVG picture that needs nothing else: readable on light and dark
 * ground, by people who see colours otherwise (each curve has its own marker and dashes), and by screen readers, which are told
 * the figures.
 */
final class FaultChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 460;
    private static final int LEFT = 76;
    private static final int RIGHT = 560;
    private static final int TOP = 48;
    private static final int BOTTOM = 400;
    private static final int LEGEND = 584;
    /** Where the largest number is so many times the smallest, the axis of frames is logarithmic. */
    private static final int LOGARITHMIC = 16;

    /** The room of a label on the axis of frames. */
    private static final int LABEL = 40;

    private static final int COLOURS = 6;
    private static final String[] DASHES = {"none", "7 3", "2 3", "9 3 2 3"};
    /** A shape for each policy, as a path around its point; the hollow ones are filled with the ground. */
    private static final String[] MARKERS = {
        "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", // disc
        "M-3.5-3.5h7v7h-7z", // square
        "M0-4.5L4.5 3.5h-9z", // triangle
        "M0 4.5L4.5-3.5h-9z", // triangle on its tip
        "M0-5L5 0L0 5L-5 0z", // diamond
        "M-5 0H5M0-5V5", // plus
        "M-4-4L4 4M-4 4L4-4", // cross
        "M0-5V5M-4.3-2.5L4.3 2.5M-4.3 2.5L4.3-2.5", // star
    };

    private static final String STYLE = """
            svg { background: #fff; color: #1b1b1b; font: 12px system-ui, sans-serif }
            text { fill: currentColor } .axis { stroke: currentColor } .grid { stroke: currentColor; opacity: .15 }
            .curve { fill: none; stroke-width: 1.8; stroke-linejoin: round } .marker { stroke-width: 1.6 }
            .c0 { color: #0068a8 } .c1 { color: #c04a00 } .c2 { color: #00795a }
            .c3 { color: #a03c78 } .c4 { color: #806000 } .c5 { color: #5a54c4 }
            .bound .curve { stroke-width: 3 }
            .curve, .marker { stroke: currentColor } .marker { fill: currentColor } .marker.hollow { fill: #fff }
            @media (prefers-color-scheme: dark) {
              svg { background: #16181c; color: #e8e8e8 } .marker.hollow { fill: #16181c }
              .c0 { color: #56b4e9 } .c1 { color: #f58b4c } .c2 { color: #2bc79a }
              .c3 { color: #e39ac6 } .c4 { color: #e6c229 } .c5 { color: #a9a4ff }
            }
            """;

    private final FaultCurves curves;
    private final boolean logarithmic;
    private final int step;
    private final int top;
    private final StringBuilder svg = new StringBuilder();

    private FaultChart(FaultCurves curves) {
        this.curves = curves;
        int[] frames = curves.frames();
        logarithmic = frames[frames.length - 1] >= LOGARITHMIC * frames[0];
        int most = curves.faults().values().stream()
                .flatMapToInt(Arrays::stream)
                .max()
                .orElse(1);
        step = roundStep(most);
        top = (most + step - 1) / step * step;
    }

    static String svg(FaultCurves curves) {
        FaultChart chart = new FaultChart(curves);
        chart.draw();
        return chart.svg.toString();
    }

    private void draw() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"t d\">",
                WIDTH, HEIGHT);
        add("<title id=\"t\">Page faults over frames</title>");
        add("<desc id=\"d\">%s</desc>", description());
        add("<style>\n%s</style>", STYLE);
        add(
                "<text x=\"%d\" y=\"26\" font-size=\"15\">Page faults of %s to %s</text>",
                LEFT, Text.count(curves.references(), "reference"), Text.count(curves.pages(), "page"));
        axes();
        int row = 0;
        for (PolicyKind kind : curves.faults().keySet()) {
            curve(kind, TOP + 8 + 22 * row++);
        }
        add("</svg>");
    }

    private void axes() {
        for (int faults = 0; faults <= top; faults += step) {
            add("<path class=\"grid\" d=\"M%d %sH%d\"/>", LEFT, y(faults), RIGHT);
            add("<text x=\"%d\" y=\"%s\" text-anchor=\"end\" dy=\".35em\">%d</text>", LEFT - 8, y(faults), faults);
        }
        double free = 0;
        for (int frames : curves.frames()) {
            add("<path class=\"axis\" d=\"M%s %dv5\"/>", number(x(frames)), BOTTOM);
            if (x(frames) >= free) {
                free = x(frames) + LABEL;
                add("<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%d</text>", number(x(frames)), BOTTOM + 20, frames);
            }
        }
        add("<path class=\"axis\" fill=\"none\" d=\"M%d %dV%dH%d\"/>", LEFT, TOP, BOTTOM, RIGHT);
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">frames%s</text>",
                (LEFT + RIGHT) / 2, BOTTOM + 42, logarithmic ? " (logarithmic)" : "");
        add(
                "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">faults</text>",
                (TOP + BOTTOM) / 2);
    }

    private void curve(PolicyKind kind, int legendRow) {
        int number = kind.ordinal();
        boolean bound = kind == PolicyKind.OPT;
        add("<g class=\"%s\">", bound ? "bound" : "c" + number % COLOURS);
        StringBuilder path = new StringBuilder();
        StringBuilder markers = new StringBuilder();
        int[] frames = curves.frames();
        for (int index = 0; index < frames.length; index++) {
            String x = number(x(frames[index]));
            String y = y(curves.curve(kind)[index]);
            path.append(index == 0 ? 'M' : 'L').append(x).append(' ').append(y);
            markers.append(marker(number, x, y));
        }
        String dashes = bound ? "none" : DASHES[number % DASHES.length];
        add("<path class=\"curve\" stroke-dasharray=\"%s\" d=\"%s\"/>%s", dashes, path, markers);
        add(
                "<path class=\"curve\" stroke-dasharray=\"%s\" d=\"M%d %dh36\"/>%s",
                dashes, LEGEND, legendRow, marker(number, String.valueOf(LEGEND + 18), String.valueOf(legendRow)));
        add("<text x=\"%d\" y=\"%d\" dy=\".35em\">%s</text>", LEGEND + 44, legendRow, kind.word());
        add("</g>");
    }

    private static String marker(int number, String x, String y) {
        boolean hollow = number >= MARKERS.length;
        return "<path class=\"marker" + (hollow ? " hollow" : "") + "\" transform=\"translate(" + x + " " + y
                + ")\" d=\"" + MARKERS[number % MARKERS.length] + "\"/>";
    }

    private String description() {
        StringBuilder text = new StringBuilder();
        curves.faults().forEach((kind, faults) -> {
            text.append(text.isEmpty() ? "" : " ").append(kind.word()).append(": ");
            for (int index = 0; index < faults.length; index++) {
                text.append(index == 0 ? "" : ", ")
                        .append(faults[index])
                        .append(" faults with ")
                        .append(curves.frames()[index]);
            }
            text.append('.');
        });
        return text.toString();
    }

    private double x(int frames) {
        int first = curves.frames()[0];
        int last = curves.frames()[curves.frames().length - 1];
        if (first == last) {
            return (LEFT + RIGHT) / 2.0;
        }
        double part = logarithmic
                ? Math.log((double) frames / first) / Math.log((double) last / first)
                : (double) (frames - first) / (last - first);
        return LEFT + 12 + part * (RIGHT - LEFT - 24);
    }

    private String y(int faults) {
        return number(BOTTOM - (double) faults / top * (BOTTOM - TOP));
    }

    private static String number(double value) {
        return Text.format("%.1f", value);
    }

    /** 1, 2 or 5 with zeros: the least of which at most six reach the largest value. */
    private static int roundStep(int most) {
        int ten = 1;
        while (most > 60L * ten) {
            ten *= 10;
        }
        return IntStream.of(ten, 2 * ten, 5 * ten, 10 * ten)
                .filter(size -> most <= 6L * size)
                .findFirst()
                .orElse(10 * ten);
    }

    private void add(String format, Object... arguments) {
        svg.append(Text.format(format, arguments)).append('\n');
    }
}
