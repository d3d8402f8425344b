package pagoda.asm.macro;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.macro.Macro.Parameter;
import pagoda.asm.source.Statement;
import pagoda.asm.syntax.Head;
import pagoda.asm.syntax.Suggestion;

/** A macro's call: gives each parameter its argument, by position or by name. */
final class MacroCall {

    private final Macro macro;
    private final Head head;
    private final String text;
    private int start;
    private int end;

    MacroCall(Macro macro, Statement call, Head head) {
        this.macro = macro;
        this.head = head;
        this.text = call.text();
        this.start = Head.skipBlanks(text, head.end());
        this.end = text.length();
        if ((macro.rars() || macro.parameters().isEmpty())
                && start < end
                && text.charAt(start) == '('
                && text.charAt(end - 1) == ')') {
            start++;
            end--;
        }
    }

    /** The arguments in the order of the parameters. */
    List<String> arguments() {
        List<@Nullable String> given = new ArrayList<>();
        for (int i = 0; i < macro.parameters().size(); i++) {
            given.add(null);
        }
        ArgumentScanner scanner = new ArgumentScanner(text, start, end, macro.rars());
        int position = 0;
        while (!scanner.atEnd()) {
            int offset = scanner.offset();
            String keyword = scanner.keyword();
            int index = keyword == null ? -1 : macro.indexOf(keyword);
            if (index >= 0) {
                scanner.skipKeyword();
                if (given.get(index) != null) {
                    throw new StatementException(
                            offset,
                            scanner.offset(),
                            "parameter '" + keyword + "' of '" + macro.name() + "' is given twice");
                }
            } else if (position < macro.parameters().size()) {
                index = position++;
            } else {
                int count = macro.parameters().size();
                throw new StatementException(
                        offset,
                        end,
                        "macro '" + macro.name() + "' takes " + (count == 0 ? "no" : count)
                                + (count == 1 ? " argument" : " arguments")
                                + (keyword == null ? ", found more" : Suggestion.question(keyword, names())));
            }
            given.set(index, macro.parameters().get(index).rest() ? scanner.rest() : scanner.next());
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            arguments.add(argument(macro.parameters().get(i), given.get(i)));
        }
        return arguments;
    }

    private List<String> names() {
        return macro.parameters().stream().map(Parameter::name).toList();
    }

    private String argument(Parameter parameter, @Nullable String given) {
        if (given != null && !given.isEmpty()) {
            return given;
        }
        if (parameter.required()) {
            throw new StatementException(
                    head.start(),
                    head.end(),
                    "macro '" + macro.name() + "' needs a value for '" + parameter.name() + "'");
        }
        String standard = parameter.standard();
        return standard == null ? "" : standard;
    }
}
