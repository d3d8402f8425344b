package pagoda.asm.macro;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.source.Expansion;
import pagoda.asm.source.Statement;
import pagoda.asm.source.StatementScanner;
import pagoda.asm.source.StatementText;
import pagoda.asm.syntax.Head;

/**
 * Puts arguments into the statements of a body: {@code \name}, {@code %name} in RARS's macros, {@code \@} for the number of
 * the expansion, and {@code \()} for nothing at all. Labels of RARS's macros get that number, too. What comes out is cut
 * into statements again.
 */
final class Template implements StatementSource {

    private final Macro macro;
    private final List<String> arguments;
    private final long number;
    private final @Nullable Expansion expansion;
    private final int limit;
    private final Diagnostics diagnostics;
    private int next;
    private @Nullable StatementScanner rescanned;

    Template(
            Macro macro,
            List<String> arguments,
            long number,
            @Nullable Expansion expansion,
            int limit,
            Diagnostics diagnostics) {
        this.macro = macro;
        this.arguments = arguments;
        this.number = number;
        this.expansion = expansion;
        this.limit = limit;
        this.diagnostics = diagnostics;
    }

    @Override
    public @Nullable Statement next() {
        while (true) {
            if (rescanned != null) {
                Statement statement = rescanned.next();
                if (statement != null) {
                    return statement;
                }
                rescanned = null;
            }
            if (next >= macro.body().size()) {
                return null;
            }
            Statement template = macro.body().get(next++);
            Statement own = expansion == null ? template : template.within(expansion);
            if (!hasPlaceholder(template.text())) {
                return own;
            }
            Statement filled = fill(own);
            if (needsScan(filled.text())) {
                rescanned = new StatementScanner(filled, diagnostics);
            } else {
                return filled;
            }
        }
    }

    private boolean hasPlaceholder(String text) {
        return text.indexOf('\\') >= 0
                || macro.rars() && (text.indexOf('%') >= 0 || !macro.labels().isEmpty());
    }

    private static boolean needsScan(String text) {
        if (text.isEmpty() || text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ') {
            return true;
        }
        return text.indexOf(';') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('#') >= 0 || text.indexOf('/') >= 0;
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && Head.isNamePart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private Statement fill(Statement template) {
        String text = template.text();
        StatementText out = new StatementText(template);
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (!macro.labels().isEmpty() && (c == '"' || Head.isNamePart(c))) {
                int end = c == '"' ? Head.stringEnd(text, at) : nameEnd(text, at);
                if (macro.labels().contains(text.substring(at, end))) {
                    out.literal(copied, end);
                    out.substituted("_M" + number, at, end);
                    copied = end;
                }
                at = end;
                continue;
            }
            if (c != '\\' && !(c == '%' && macro.rars()) || at + 1 >= text.length()) {
                at++;
                continue;
            }
            String replacement = null;
            int end = at + 2;
            char mark = text.charAt(at + 1);
            if (c == '\\' && mark == '(' && text.startsWith(")", at + 2)) {
                replacement = "";
                end = at + 3;
            } else if (c == '\\' && mark == '@') {
                replacement = Long.toString(number);
            } else if (Head.isNameStart(mark)) {
                end = nameEnd(text, at + 1);
                int index = macro.indexOf(text.substring(at + 1, end));
                replacement = index < 0 ? null : arguments.get(index);
            }
            if (replacement == null) {
                at += c == '\\' ? 2 : 1;
                continue;
            }
            out.literal(copied, at);
            out.substituted(replacement, at, end);
            at = end;
            copied = end;
            if (out.length() > limit) {
                diagnostics.report(
                        template.error(0, text.length(), "the statement grows beyond " + limit + " characters"));
                return new StatementText(template).statement(expansion);
            }
        }
        out.literal(copied, text.length());
        return out.statement(template.expansion());
    }
}
