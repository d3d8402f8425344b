package pagoda.asm.macro;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.source.Statement;
import pagoda.asm.syntax.Head;

/** Which statements are left out: the stack of {@code .if} … {@code .endif}. One does not reach over a file's or macro's end. */
public final class Conditionals {

    private static final int MAX_DEPTH = 10_000;

    private static final class Level {
        final Statement start;
        /** Whether the statements around it are assembled. */
        final boolean around;
        /** Whether those of this branch are. */
        boolean active;
        /** Whether a branch has been taken. */
        boolean taken;

        boolean inElse;

        Level(Statement start, boolean around, boolean active) {
            this.start = start;
            this.around = around;
            this.active = active;
            this.taken = active;
        }
    }

    /** The words that begin a conditional. */
    // spotless:off
    static final Set<String> BEGINS = Set.of(
            ".if", ".ifdef", ".ifndef", ".ifnotdef", ".ifc", ".ifnc", ".ifeq", ".ifne", ".iflt", ".ifle", ".ifgt",
            ".ifge", ".ifb", ".ifnb", ".ifeqs", ".ifnes");
    // spotless:on

    private final Assembly assembly;
    private final Deque<Level> levels = new ArrayDeque<>();
    /** For each frame of the input, how many levels were open when it began. */
    private final Deque<Integer> marks = new ArrayDeque<>();

    public Conditionals(Assembly assembly) {
        this.assembly = assembly;
    }

    /** Whether statements are left out here. */
    public boolean isSkipping() {
        Level level = levels.peek();
        return level != null && !level.active;
    }

    /** Looks, among statements left out, for those that end that. */
    public boolean concerns(Head head) {
        String word = head.word();
        return word.startsWith(".e") && (word.equals(".else") || word.equals(".elseif") || word.equals(".endif"))
                || BEGINS.contains(word);
    }

    /** Begins a conditional whose condition cannot be read, so that its end has something to end. */
    public void unreadable(Head head) {
        if (BEGINS.contains(head.word()) && !isSkipping()) {
            begin(false);
        }
    }

    void enter() {
        marks.push(levels.size());
    }

    /** Closes what a file, macro or repetition left open, with an error. */
    void leave(String what) {
        int open = marks.pop();
        while (levels.size() > open) {
            Level level = levels.pop();
            Head head = Head.of(level.start.text());
            assembly.diagnostics()
                    .report(level.start.error(
                            head.start(), head.end(), "'" + head.word() + "' without .endif in this " + what));
        }
    }

    /** Closes what the frame left open, in silence: it is left early. */
    void forget() {
        int open = marks.isEmpty() ? 0 : marks.element();
        while (levels.size() > open) {
            levels.pop();
        }
    }

    /** Begins a conditional. */
    public void begin(boolean condition) {
        if (levels.size() >= MAX_DEPTH) {
            throw error("conditionals are nested too deeply");
        }
        boolean around = !isSkipping();
        levels.push(new Level(assembly.statement(), around, around && condition));
    }

    private Level level(String word) {
        int open = marks.isEmpty() ? 0 : marks.element();
        if (levels.size() <= open) {
            throw error(word + " without .if");
        }
        return levels.element();
    }

    private pagoda.asm.assembly.StatementException error(String message) {
        Head head = Head.of(assembly.statement().text());
        return new pagoda.asm.assembly.StatementException(head.start(), head.end(), message);
    }

    /** Whether an {@code .elseif} that comes here has its condition looked at. */
    public boolean mayTakeElse() {
        Level level = levels.peek();
        return level != null && level.around && !level.taken;
    }

    /** Turns to the branch that is taken if no other was. */
    public void otherwise() {
        Level level = level(".else");
        if (level.inElse) {
            throw error("second .else");
        }
        level.inElse = true;
        level.active = level.around && !level.taken;
        level.taken = true;
    }

    /** Whether an {@code .elseif}'s condition is to be looked at. */
    boolean wantsCondition() {
        Level level = level(".elseif");
        if (level.inElse) {
            throw error(".elseif after .else");
        }
        level.active = false;
        return level.around && !level.taken;
    }

    void otherwiseIf(boolean condition) {
        Level level = level(".elseif");
        level.active = condition;
        level.taken |= condition;
    }

    /** Ends the innermost conditional. */
    public void end() {
        level(".endif");
        levels.pop();
    }
}
