package pagoda.asm.macro;

import java.util.List;
import java.util.function.LongPredicate;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.directive.Arguments;
import pagoda.asm.directive.Directive;
import pagoda.asm.directive.DirectiveCall;
import pagoda.asm.directive.Directives;
import pagoda.asm.layout.Label;
import pagoda.asm.source.SourceFiles;

/** The directives that decide what is assembled, and how often: conditionals, macros, repetition, inclusion, messages. */
public final class FlowDirectives implements Directives.Group {

    private final Conditionals conditionals;
    private final Macros macros;
    private final Equivalents equivalents;
    private final Input input;
    private final Inclusion inclusion;

    public FlowDirectives(
            Assembly assembly,
            Conditionals conditionals,
            Macros macros,
            Equivalents equivalents,
            Input input,
            SourceFiles files,
            List<String> directories) {
        this.conditionals = conditionals;
        this.macros = macros;
        this.equivalents = equivalents;
        this.input = input;
        this.inclusion = new Inclusion(assembly, input, files, directories);
    }

    /** Adds them to a table. */
    @Override
    public void addTo(Directives table) {
        conditionalsTo(table);
        table.add(".macro", Directive.reading(macros::define));
        table.add(".eqv", Directive.reading(equivalents::define));
        table.add(".purgem", Directive.reading(macros::purge));
        table.add(".exitm", Directive.reading(macros::exit));
        table.add(".rept", Directive.of(macros::repeat));
        table.add(".irp", Directive.reading(call -> macros.repeatFor(call, false)));
        table.add(".irpc", Directive.reading(call -> macros.repeatFor(call, true)));
        for (String end : Macros.MACRO_ENDS) {
            table.add(end, Directive.reading(call -> {
                throw call.error(end + " without .macro");
            }));
        }
        table.add(".endr", Directive.reading(call -> {
            throw call.error(".endr without .rept");
        }));
        table.add(".include", Directive.reading(inclusion::include));
        table.add(".incbin", Directive.of(inclusion::includeBytes));
        table.add(".end", Directive.reading(call -> input.leaveFile()));
        table.add(".err", Directive.reading(call -> {
            throw call.error(".err encountered");
        }));
        table.add(".error", Directive.reading(call -> {
            throw call.error(message(call));
        }));
        table.add(
                ".warning",
                Directive.reading(call ->
                        call.assembly().warning(call.head().start(), call.head().end(), message(call))));
    }

    private static String message(DirectiveCall call) {
        String text = call.arguments().string();
        return text == null ? call.name() + " encountered" : text;
    }

    private void conditionalsTo(Directives table) {
        comparing(table, ".if", value -> value != 0);
        comparing(table, ".ifne", value -> value != 0);
        comparing(table, ".ifeq", value -> value == 0);
        comparing(table, ".iflt", value -> value < 0);
        comparing(table, ".ifle", value -> value <= 0);
        comparing(table, ".ifgt", value -> value > 0);
        comparing(table, ".ifge", value -> value >= 0);
        table.add(".ifdef", Directive.reading(call -> conditionals.begin(isDefined(call))));
        for (String name : List.of(".ifndef", ".ifnotdef")) {
            table.add(name, Directive.reading(call -> conditionals.begin(!isDefined(call))));
        }
        table.add(".ifc", Directive.reading(call -> conditionals.begin(areSame(call))));
        table.add(".ifnc", Directive.reading(call -> conditionals.begin(!areSame(call))));
        table.add(".ifeqs", Directive.reading(call -> conditionals.begin(areSameStrings(call))));
        table.add(".ifnes", Directive.reading(call -> conditionals.begin(!areSameStrings(call))));
        table.add(
                ".ifb",
                Directive.reading(
                        call -> conditionals.begin(call.arguments().rest().isEmpty())));
        table.add(
                ".ifnb",
                Directive.reading(
                        call -> conditionals.begin(!call.arguments().rest().isEmpty())));
        table.add(".else", Directive.reading(call -> {
            call.arguments().expectEnd();
            conditionals.otherwise();
        }));
        table.add(".elseif", Directive.of(call -> {
            if (!conditionals.wantsCondition()) {
                return;
            }
            call.expect(1, 1);
            conditionals.otherwiseIf(call.number(0) != 0);
        }));
        table.add(".endif", Directive.reading(call -> {
            call.arguments().expectEnd();
            conditionals.end();
        }));
    }

    private void comparing(Directives table, String name, LongPredicate condition) {
        table.add(name, Directive.of(call -> {
            boolean holds = false;
            try {
                call.expect(1, 1);
                holds = condition.test(
                        call.assembly().number(call.expression(0), "'" + name + "' needs a number that is known here"));
            } finally {
                // Also after an error the .endif belongs to something.
                conditionals.begin(holds);
            }
        }));
    }

    private static boolean isDefined(DirectiveCall call) {
        Arguments arguments = call.arguments();
        String name = arguments.needWord("a symbol");
        arguments.expectEnd();
        Label label = call.assembly().labels().find(name);
        return label != null && label.isDefined();
    }

    /** {@code .ifc a, b}: texts, with or without single quotes. */
    private static boolean areSame(DirectiveCall call) {
        String text = call.arguments().rest();
        int comma = text.indexOf(',');
        if (text.startsWith("'")) {
            int close = text.indexOf('\'', 1);
            comma = close < 0 ? -1 : text.indexOf(',', close);
        } else if (text.startsWith("\"")) {
            int close = pagoda.asm.syntax.Head.stringEnd(text, 0);
            comma = text.indexOf(',', close);
        }
        if (comma < 0) {
            throw new StatementException(
                    call.head().start(),
                    call.head().end(),
                    "'" + call.name() + "' compares two texts with a comma between them");
        }
        return plain(text.substring(0, comma)).equals(plain(text.substring(comma + 1)));
    }

    private static String plain(String text) {
        String stripped = text.strip();
        boolean quoted = stripped.length() > 1 && stripped.startsWith("'") && stripped.endsWith("'");
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }

    private static boolean areSameStrings(DirectiveCall call) {
        Arguments arguments = call.arguments();
        String first = arguments.needString("two strings");
        arguments.expectComma();
        String second = arguments.needString("two strings");
        arguments.expectEnd();
        return first.equals(second);
    }
}
