package pagoda.asm.diagnostic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All messages of one run of the assembler and linker, in the order they were found.
 *
 * <p>At most {@link #SHOWN} are shown. Errors come first to that limit: warnings fill what room they leave. All are
 * counted.
 */
public final class Diagnostics {

    /** How many messages are shown at most. */
    public static final int SHOWN = 20;

    private record Numbered(int order, Diagnostic diagnostic) {}

    private final SourceTexts sources = new SourceTexts();
    private final List<Numbered> errors = new ArrayList<>();
    private final List<Numbered> warnings = new ArrayList<>();
    private int errorCount;
    private int warningCount;

    /** The texts from which the source lines of messages are taken; whoever reads a source file adds it there. */
    public SourceTexts sources() {
        return sources;
    }

    public void error(@Nullable SourcePosition position, String message) {
        report(Diagnostic.error(position, message));
    }

    /** An error with a line below it that says what would help. */
    public void error(@Nullable SourcePosition position, String message, String tip) {
        report(Diagnostic.error(position, message).withTip(tip));
    }

    public void warning(@Nullable SourcePosition position, String message) {
        report(Diagnostic.warning(position, message));
    }

    /** Takes a message; its source line, if it has none, is looked up in {@link #sources()}. */
    public void report(Diagnostic diagnostic) {
        boolean error = diagnostic.severity() == Severity.ERROR;
        int order = errorCount + warningCount;
        if (error) {
            errorCount++;
        } else {
            warningCount++;
        }
        List<Numbered> kept = error ? errors : warnings;
        if (kept.size() < SHOWN) {
            kept.add(new Numbered(order, withSource(diagnostic)));
        }
    }

    private Diagnostic withSource(Diagnostic diagnostic) {
        SourcePosition position = diagnostic.position();
        if (position == null || diagnostic.sourceLine() != null) {
            return diagnostic;
        }
        return diagnostic.withSourceLine(sources.line(position.file(), position.line()));
    }

    public boolean hasErrors() {
        return errorCount > 0;
    }

    /** Errors reported, also those that are not shown. */
    public int errorCount() {
        return errorCount;
    }

    /** Warnings reported, also those that are not shown. */
    public int warningCount() {
        return warningCount;
    }

    /** The messages that are shown, in the order they were found. */
    public List<Diagnostic> shown() {
        List<Numbered> chosen = new ArrayList<>(errors);
        chosen.addAll(warnings.subList(0, Math.min(warnings.size(), SHOWN - errors.size())));
        chosen.sort((a, b) -> Integer.compare(a.order, b.order));
        return chosen.stream().map(Numbered::diagnostic).toList();
    }

    /** All that is to be printed on stderr, each line ended by {@code \n}; empty if there are no messages. */
    public String render() {
        if (errorCount + warningCount == 0) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        List<Diagnostic> shown = shown();
        for (Diagnostic diagnostic : shown) {
            DiagnosticText.append(out, diagnostic);
        }
        return out.append(summary(shown.size())).append('\n').toString();
    }

    private String summary(int shown) {
        StringBuilder out = new StringBuilder();
        if (errorCount > 0) {
            out.append(counted(errorCount, "error"));
        }
        if (warningCount > 0) {
            out.append(errorCount > 0 ? " and " : "").append(counted(warningCount, "warning"));
        }
        if (shown < errorCount + warningCount) {
            out.append("; ").append(shown).append(" are shown");
        }
        return out.toString();
    }

    private static String counted(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
