package pagoda.asm.directive;

/**
 * What a directive's name stands for.
 *
 * @param parsed whether its operands are parsed before it runs; else it reads its text itself
 * @param action what it does
 */
public record Directive(boolean parsed, Action action) {

    /** What a directive does. */
    @FunctionalInterface
    public interface Action {

        /**
         * Runs the directive.
         *
         * @throws pagoda.asm.assembly.StatementException if it makes no sense
         */
        void run(DirectiveCall call);
    }

    /** A directive with operands that are expressions, strings or types. */
    public static Directive of(Action action) {
        return new Directive(true, action);
    }

    /** A directive that reads its text itself. */
    public static Directive reading(Action action) {
        return new Directive(false, action);
    }
}
