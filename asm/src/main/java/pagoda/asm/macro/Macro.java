package pagoda.asm.macro;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.source.Statement;
import pagoda.asm.syntax.Head;

/**
 * A macro's definition.
 *
 * @param rars whether it is written as RARS has it: parameters {@code %name}, calls with parentheses
 * @param body its statements, before arguments are put in
 * @param labels the labels that are another one in each expansion: in RARS's macros all that the body defines
 */
record Macro(String name, List<Parameter> parameters, boolean rars, List<Statement> body, Set<String> labels) {

    /** A macro of which the labels are found in its body. */
    Macro(String name, List<Parameter> parameters, boolean rars, List<Statement> body) {
        this(name, parameters, rars, body, rars ? labels(body) : Set.of());
    }

    private static Set<String> labels(List<Statement> body) {
        Set<String> labels = new HashSet<>();
        for (Statement statement : body) {
            String text = statement.text();
            int end = 0;
            while (end < text.length() && Head.isNamePart(text.charAt(end))) {
                end++;
            }
            int colon = Head.skipBlanks(text, end);
            if (end > 0 && Head.isNameStart(text.charAt(0)) && text.startsWith(":", colon)) {
                labels.add(text.substring(0, end));
            }
        }
        return labels;
    }

    /**
     * A parameter.
     *
     * @param standard what it stands for if the call gives nothing, or null
     * @param required whether the call must give something
     * @param rest whether it takes all that is left of the call
     */
    record Parameter(String name, @Nullable String standard, boolean required, boolean rest) {}

    int indexOf(String parameter) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(parameter)) {
                return i;
            }
        }
        return -1;
    }
}
