package pagoda.asm.macro;

import java.util.HashMap;
import java.util.Map;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.directive.Arguments;
import pagoda.asm.directive.DirectiveCall;
import pagoda.asm.source.Statement;
import pagoda.asm.source.StatementText;
import pagoda.asm.syntax.Head;

/**
 * RARS's {@code .eqv name text}: from there on the text stands where the name is written as a word of its own, outside of
 * strings. What it stands for may be a number, a register, a string, or a whole statement; a comma behind the name is no part
 * of it.
 */
public final class Equivalents {

    /** What a statement that is brought in may have on the average. */
    private static final long CHARACTERS_A_STATEMENT = 16;

    private final Map<String, String> texts = new HashMap<>();
    private final Assembly assembly;
    private long defined;
    private long substituted;

    public Equivalents(Assembly assembly) {
        this.assembly = assembly;
    }

    void define(DirectiveCall call) {
        Arguments arguments = call.arguments();
        int start = arguments.offset();
        String name = arguments.name();
        if (name.isEmpty() || !Head.isNameStart(name.charAt(0))) {
            throw arguments.expected("a name and the text that it stands for");
        }
        arguments.take(',');
        String text = arguments.rest();
        if (text.isEmpty()) {
            throw call.error("'.eqv' needs the text that '" + name + "' stands for");
        }
        defined += text.length();
        if (defined > assembly.limits().statementLength()) {
            throw call.error(
                    "the texts of .eqv are longer than " + assembly.limits().statementLength() + " characters");
        }
        String before = texts.putIfAbsent(name, text);
        if (before != null && !before.equals(text)) {
            throw new StatementException(
                    start, start + name.length(), "'" + name + "' already stands for '" + before + "'");
        }
    }

    /** The statement with the texts in the places of the names. */
    public Statement substitute(Statement statement) {
        if (texts.isEmpty()) {
            return statement;
        }
        String text = statement.text();
        StatementText out = null;
        int copied = 0;
        int at = start(text);
        while (at < text.length()) {
            int end = behind(text, at);
            String replacement = Head.isNameStart(text.charAt(at)) && !isMarked(text, at)
                    ? texts.get(text.substring(at, end))
                    : null;
            if (replacement != null) {
                out = out == null ? new StatementText(statement) : out;
                out.literal(copied, at);
                out.substituted(replacement, at, end);
                copied = end;
                check(out, at, end, statement);
                substituted += replacement.length();
            }
            at = end;
        }
        if (out == null) {
            return statement;
        }
        out.literal(copied, text.length());
        return out.statement(statement.expansion());
    }

    /** Where names may be replaced: behind the name that {@code .eqv} gives a text, and nowhere in a macro's header. */
    private static int start(String text) {
        Head head = Head.of(text);
        if (head.word().equals(".macro")) {
            return text.length();
        }
        if (!head.word().equals(".eqv")) {
            return 0;
        }
        int at = Head.skipBlanks(text, head.end());
        while (at < text.length() && Head.isNamePart(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The offset behind the word, string, character constant or single character that begins here. */
    private static int behind(String text, int at) {
        char c = text.charAt(at);
        if (c == '"') {
            return Head.stringEnd(text, at);
        }
        if (c == '\'') {
            return Math.min(text.length(), at + (text.startsWith("\\", at + 1) ? 3 : 2));
        }
        int end = at;
        while (end < text.length() && Head.isNamePart(text.charAt(end))) {
            end++;
        }
        return Math.max(end, at + 1);
    }

    /** Whether the name belongs to an operator such as {@code %hi}, or to a macro's parameter. */
    private static boolean isMarked(String text, int at) {
        return at > 0 && (text.charAt(at - 1) == '%' || text.charAt(at - 1) == '\\' || text.charAt(at - 1) == '@');
    }

    private void check(StatementText out, int start, int end, Statement statement) {
        int limit = assembly.limits().statementLength();
        boolean tooLong = out.length() > limit;
        long most = CHARACTERS_A_STATEMENT * assembly.limits().expandedStatements();
        if (tooLong || substituted > most) {
            assembly.statement(statement);
            throw new StatementException(
                    start,
                    end,
                    tooLong
                            ? "the statement grows beyond " + limit + " characters"
                            : "names of .eqv have brought more than " + most + " characters");
        }
    }
}
