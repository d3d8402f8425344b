package pagoda.asm.macro;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.macro.Macro.Parameter;
import pagoda.asm.syntax.Head;

/**
 * Reads what follows {@code .macro}: {@code name a, b=1, c:req, d:vararg}, with or without commas, or as RARS has it:
 * {@code name(%a, %b)}.
 */
final class MacroHeader {

    private final String text;
    private int at;
    private boolean rars;

    MacroHeader(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** The macro without its body. */
    Macro read() {
        String name = word();
        if (name.isEmpty()) {
            throw error("expected the macro's name");
        }
        List<Parameter> parameters = new ArrayList<>();
        boolean parentheses = take('(');
        take(',');
        while (!atEnd()) {
            if (parentheses && take(')')) {
                rars = true;
                break;
            }
            Parameter parameter = parameter();
            for (Parameter other : parameters) {
                if (other.name().equals(parameter.name())) {
                    throw error("the macro has two parameters '" + other.name() + "'");
                }
                if (other.rest()) {
                    throw error("nothing can follow the parameter '" + other.name() + "', which takes the rest");
                }
            }
            parameters.add(parameter);
            take(',');
        }
        if (!atEnd()) {
            throw error("unexpected '" + text.substring(at) + "'");
        }
        return new Macro(name, List.copyOf(parameters), rars, List.of());
    }

    private Parameter parameter() {
        if (take('%')) {
            rars = true;
        }
        String name = word();
        if (name.isEmpty()) {
            throw error("expected a parameter's name, found '" + text.substring(at) + "'");
        }
        boolean required = false;
        boolean rest = false;
        if (take(':')) {
            int start = at;
            String qualifier = word();
            required = qualifier.equals("req");
            rest = qualifier.equals("vararg");
            if (!required && !rest) {
                at = start;
                throw error("expected req or vararg, found '" + qualifier + "'");
            }
        }
        return new Parameter(name, take('=') ? standard() : null, required, rest);
    }

    private @Nullable String standard() {
        ArgumentScanner scanner = new ArgumentScanner(text, at, text.length());
        String value = scanner.next();
        at = scanner.offset();
        return value;
    }

    private String word() {
        at = Head.skipBlanks(text, at);
        int start = at;
        while (at < text.length() && Head.isNamePart(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean take(char wanted) {
        at = Head.skipBlanks(text, at);
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private boolean atEnd() {
        at = Head.skipBlanks(text, at);
        return at >= text.length();
    }

    private StatementException error(String message) {
        if (at >= text.length()) {
            Head head = Head.of(text);
            return new StatementException(head.start(), head.end(), message);
        }
        return new StatementException(at, text.length(), message);
    }
}
