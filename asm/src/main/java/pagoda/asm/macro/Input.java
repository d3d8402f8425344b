package pagoda.asm.macro;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.source.SourceFile;
import pagoda.asm.source.Statement;
import pagoda.asm.source.StatementScanner;
import pagoda.asm.syntax.Head;

/** The stack of what is being read: the source, files it includes, macros and repetitions being expanded. */
public final class Input {

    /** What a frame of the stack reads. */
    enum Kind {
        FILE,
        MACRO,
        REPETITION
    }

    record Frame(Kind kind, StatementSource source) {}

    /** What expanded statements may have on the average. */
    private static final int CHARACTERS_A_STATEMENT = 16;

    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Assembly assembly;
    private final Conditionals conditionals;
    private @Nullable StatementScanner source;
    private String blockEnd = "";
    private int files;
    private int expansions;
    private long expanded;
    private long expandedCharacters;

    public Input(Assembly assembly, Conditionals conditionals) {
        this.assembly = assembly;
        this.conditionals = conditionals;
    }

    /** Reads this file. */
    public void read(SourceFile file) {
        StatementScanner scanner = new StatementScanner(file, assembly.diagnostics());
        source = source == null ? scanner : source;
        expandedCharacters += frames.isEmpty() ? 0 : file.text().length();
        push(Kind.FILE, scanner::next);
    }

    /** How many characters have been read of the file that was read first. */
    public int offset() {
        return source == null ? 0 : source.offset();
    }

    /** Reads this source before what is left of the others. */
    void push(Kind kind, StatementSource source) {
        frames.push(new Frame(kind, source));
        conditionals.enter();
        if (kind == Kind.FILE) {
            files++;
        } else {
            expansions++;
        }
    }

    /** How many files are being read. */
    int files() {
        return files;
    }

    /** How many macros and repetitions are being expanded. */
    int expansions() {
        return expansions;
    }

    private void pop() {
        Frame frame = frames.pop();
        if (frame.kind == Kind.FILE) {
            files--;
        } else {
            expansions--;
        }
        conditionals.leave(frame.kind == Kind.FILE ? "file" : frame.kind == Kind.MACRO ? "macro" : "repetition");
    }

    /** The next statement, or null when all is read. */
    public @Nullable Statement next() {
        while (!frames.isEmpty()) {
            Frame frame = frames.element();
            Statement statement = frame.source.next();
            if (statement != null) {
                if (frames.size() > 1 && isTooMuch(statement)) {
                    stop();
                    assembly.statement(statement.written());
                    throw new StatementException(
                            0,
                            statement.written().text().length(),
                            "macros and included files expand to more than "
                                    + assembly.limits().expandedStatements() + " statements");
                }
                return statement;
            }
            pop();
        }
        return null;
    }

    /** Whether with this statement macros and included files have brought more than they may. */
    private boolean isTooMuch(Statement statement) {
        expanded++;
        expandedCharacters += statement.text().length();
        long most = assembly.limits().expandedStatements();
        return expanded > most || expandedCharacters > CHARACTERS_A_STATEMENT * most;
    }

    /** Leaves the innermost macro or repetition; false if there is none. */
    boolean leaveExpansion() {
        Frame frame = frames.peek();
        if (frame == null || frame.kind == Kind.FILE) {
            return false;
        }
        conditionals.forget();
        pop();
        return true;
    }

    /** Leaves all macros and repetitions, back to the file they stand in. */
    void leaveExpansions() {
        boolean more = true;
        while (more) {
            more = leaveExpansion();
        }
    }

    /** Leaves the file being read. */
    void leaveFile() {
        while (!frames.isEmpty()) {
            boolean file = frames.element().kind == Kind.FILE;
            conditionals.forget();
            pop();
            if (file) {
                return;
            }
        }
    }

    /** Reads nothing more. */
    void stop() {
        while (!frames.isEmpty()) {
            conditionals.forget();
            pop();
        }
    }

    /** The word that ended the block that was taken last. */
    String blockEnd() {
        return blockEnd;
    }

    /**
     * Takes the statements up to the one that ends the block which the statement at hand begins.
     *
     * @param begins words that begin such a block, inside it
     * @param ends words that end it
     */
    List<Statement> block(Set<String> begins, Set<String> ends, String end) {
        Statement start = assembly.statement();
        List<Statement> body = new ArrayList<>();
        int depth = 1;
        Frame frame = frames.element();
        while (true) {
            Statement statement = frame.source.next();
            if (statement == null) {
                Head head = Head.of(start.text());
                throw new StatementException(head.start(), head.end(), "'" + head.word() + "' without " + end);
            }
            String word = Head.of(statement.text()).word();
            if (begins.contains(word)) {
                depth++;
            } else if (ends.contains(word) && --depth == 0) {
                blockEnd = word;
                return body;
            }
            body.add(statement);
        }
    }
}
