package pagoda.asm.macro;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.directive.DirectiveCall;
import pagoda.asm.macro.Macro.Parameter;
import pagoda.asm.source.Expansion;
import pagoda.asm.source.Statement;
import pagoda.asm.syntax.Head;

/** The macros of one source: their definitions and calls, and repetitions, which are macros without a name. */
public final class Macros {

    static final Set<String> MACRO_BEGINS = Set.of(".macro");
    static final Set<String> MACRO_ENDS = Set.of(".endm", ".endmacro", ".end_macro");
    static final Set<String> REPETITION_BEGINS = Set.of(".rept", ".irp", ".irpc");
    static final Set<String> REPETITION_ENDS = Set.of(".endr");

    private final Map<String, Macro> macros = new HashMap<>();
    private final Assembly assembly;
    private final Input input;
    private long expansions;

    public Macros(Assembly assembly, Input input) {
        this.assembly = assembly;
        this.input = input;
    }

    /** Whether a word is a macro's name. */
    public boolean isMacro(String word) {
        return !macros.isEmpty() && macros.containsKey(word);
    }

    /** The names of all macros. */
    public Set<String> names() {
        return new java.util.TreeSet<>(macros.keySet());
    }

    void define(DirectiveCall call) {
        Statement start = assembly.statement();
        StatementException wrong = null;
        Macro header = null;
        try {
            header = new MacroHeader(start.text(), call.head().end()).read();
        } catch (StatementException unreadable) {
            wrong = unreadable;
        }
        // The body is taken in any case, so that it is not assembled where it stands.
        List<Statement> body = input.block(MACRO_BEGINS, MACRO_ENDS, ".endm");
        boolean endsAsInRars = input.blockEnd().equals(".end_macro");
        if (wrong != null || header == null) {
            throw wrong == null ? call.error("unreadable") : wrong;
        }
        if (macros.containsKey(header.name())) {
            throw call.error("macro '" + header.name() + "' is already defined");
        }
        macros.put(header.name(), new Macro(header.name(), header.parameters(), header.rars() || endsAsInRars, body));
    }

    void purge(DirectiveCall call) {
        for (String name : call.arguments().words()) {
            if (macros.remove(name) == null) {
                throw call.error("no macro '" + name + "' to purge");
            }
        }
    }

    /** Expands the macro that the statement at hand calls. */
    public void call(Head head) {
        Macro macro = macros.get(head.word());
        if (macro == null) {
            return;
        }
        Statement call = assembly.statement();
        checkDepth(head);
        List<String> arguments = new MacroCall(macro, call, head).arguments();
        Expansion expansion = new Expansion(macro.name(), call, head.start(), call.depth() + 1);
        input.push(Input.Kind.MACRO, template(macro, arguments, expansion));
    }

    private void checkDepth(Head head) {
        if (input.expansions() >= assembly.limits().macroDepth()) {
            // Each call on the way here may have others behind it: one message is enough.
            input.leaveExpansions();
            throw new StatementException(
                    head.start(),
                    head.end(),
                    "macros are nested more than " + assembly.limits().macroDepth() + " deep",
                    "does '" + head.word() + "' call itself without an end?");
        }
    }

    private Template template(Macro macro, List<String> arguments, @Nullable Expansion expansion) {
        return new Template(
                macro, arguments, expansions++, expansion, assembly.limits().statementLength(), assembly.diagnostics());
    }

    void repeat(DirectiveCall call) {
        List<Statement> body = block();
        checkDepth(call.head());
        long count;
        call.expect(1, 1);
        count = call.number(0);
        if (count < 0) {
            throw call.error(0, "negative count " + count);
        }
        long[] left = {count};
        Macro macro = new Macro("", List.of(), false, body);
        if (body.isEmpty()) {
            return;
        }
        push(() -> left[0]-- > 0 ? template(macro, List.of(), null) : null);
    }

    private List<Statement> block() {
        return input.block(REPETITION_BEGINS, REPETITION_ENDS, ".endr");
    }

    /** {@code .irp name, value, …}, or {@code .irpc name, characters}. */
    void repeatFor(DirectiveCall call, boolean characters) {
        String text = assembly.statement().text();
        List<Statement> body = block();
        checkDepth(call.head());
        int at = Head.skipBlanks(text, call.head().end());
        int end = at;
        while (end < text.length() && Head.isNamePart(text.charAt(end))) {
            end++;
        }
        if (end == at) {
            throw call.error("'" + call.name() + "' needs a name");
        }
        Parameter parameter = new Parameter(text.substring(at, end), null, false, false);
        Macro macro = new Macro("", List.of(parameter), false, body);
        at = Head.skipBlanks(text, end);
        if (at < text.length() && text.charAt(at) == ',') {
            at++;
        }
        ArgumentScanner scanner = new ArgumentScanner(text, at, text.length());
        List<String> values = new ArrayList<>();
        if (characters) {
            for (String word = scanner.atEnd() ? "" : scanner.next(); !word.isEmpty(); word = scanner.next()) {
                values.addAll(Arrays.asList(word.split("")));
            }
        } else {
            do {
                values.add(scanner.next());
            } while (!scanner.atEnd());
        }
        if (values.isEmpty()) {
            values.add("");
        }
        if (!body.isEmpty()) {
            int[] next = {0};
            push(() -> next[0] < values.size() ? template(macro, List.of(values.get(next[0]++)), null) : null);
        }
    }

    private void push(java.util.function.Supplier<@Nullable Template> rounds) {
        input.push(Input.Kind.REPETITION, new StatementSource() {
            private @Nullable Template round = rounds.get();

            @Override
            public @Nullable Statement next() {
                while (round != null) {
                    Statement statement = round.next();
                    if (statement != null) {
                        return statement;
                    }
                    round = rounds.get();
                }
                return null;
            }
        });
    }

    void exit(DirectiveCall call) {
        if (!input.leaveExpansion()) {
            throw call.error(".exitm outside of a macro");
        }
    }
}
