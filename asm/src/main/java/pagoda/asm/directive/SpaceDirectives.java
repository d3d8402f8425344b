package pagoda.asm.directive;

import java.util.Map;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.layout.Formula;
import pagoda.asm.layout.Padding;
import pagoda.asm.layout.Tail;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.syntax.Expression;

/** The directives that leave space: by a number of bytes, up to an alignment, up to an offset. */
final class SpaceDirectives {

    /** GNU as takes no greater power of two. */
    private static final int MAX_POWER = 31;

    private SpaceDirectives() {}

    static void addTo(Map<String, Directive> table) {
        for (String name : new String[] {".zero", ".space", ".skip"}) {
            table.put(name, Directive.of(SpaceDirectives::space));
        }
        table.put(".fill", Directive.of(SpaceDirectives::fill));
        table.put(".org", Directive.of(SpaceDirectives::origin));
        aligning(table, false, 0, ".align", ".p2align");
        aligning(table, false, 2, ".p2alignw");
        aligning(table, false, 4, ".p2alignl");
        aligning(table, true, 0, ".balign");
        aligning(table, true, 2, ".balignw");
        aligning(table, true, 4, ".balignl");
    }

    private static void space(DirectiveCall call) {
        call.expect(1, 2);
        leave(call, call.expression(0), 1, call.number(1, 0));
    }

    private static void fill(DirectiveCall call) {
        call.expect(1, 3);
        long unit = call.number(1, 1);
        if (unit < 0) {
            throw call.error(1, "negative size " + unit);
        }
        // GNU as: a size above 8 is taken as 8, and of the value only the low four bytes count.
        long value = call.number(2, 0) & 0xffff_ffffL;
        leave(call, call.expression(0), (int) Math.min(8, unit), value);
    }

    private static void leave(DirectiveCall call, Expression expression, int unit, long value) {
        Assembly assembly = call.assembly();
        Formula count = assembly.formula(expression);
        Long number = Assembly.known(count);
        if (number == null) {
            Tail.Source source = assembly.source(expression.start(), expression.end());
            assembly.chunk().close(new Tail.Space(count, unit, value, source));
            return;
        }
        if (number < 0) {
            throw call.error(0, "negative size " + number);
        }
        assembly.chunk().fill(number, unit, value & (unit == 1 ? 0xff : -1L));
    }

    private static void origin(DirectiveCall call) {
        call.expect(1, 2);
        Assembly assembly = call.assembly();
        Expression expression = call.expression(0);
        Tail.Source source = assembly.source(expression.start(), expression.end());
        assembly.chunk().close(new Tail.Origin(assembly.formula(expression), (int) call.number(1, 0), source));
    }

    private static void aligning(Map<String, Directive> table, boolean inBytes, int unit, String... names) {
        for (String name : names) {
            table.put(name, Directive.of(call -> align(call, inBytes, unit)));
        }
    }

    /** {@code alignment [, value [, most bytes to skip]]}; each but the first may be left empty. */
    private static void align(DirectiveCall call, boolean inBytes, int unit) {
        call.expect(1, 3);
        long wanted = call.number(0);
        long alignment = inBytes ? Math.max(1, wanted) : 1;
        if (inBytes && (wanted < 0 || Long.bitCount(alignment) != 1 || alignment > 1L << MAX_POWER)) {
            throw call.error(0, "alignment " + wanted + " is no power of two");
        }
        if (!inBytes) {
            if (wanted < 0 || wanted > MAX_POWER) {
                throw call.error(0, "alignment of 2 to the power of " + wanted + " is not in [0, " + MAX_POWER + "]");
            }
            alignment = 1L << wanted;
        }
        Assembly assembly = call.assembly();
        boolean code = assembly.chunk().section().has(SectionFlag.EXECINSTR) && !call.isGiven(1) && unit == 0;
        if (code && assembly.modes().relaxes()) {
            Expression expression = call.expression(0);
            if (alignment > Relocation.MAX_ALIGNMENT) {
                throw call.error(0, "code cannot be aligned to more than " + Relocation.MAX_ALIGNMENT + " bytes");
            }
            assembly.alignCode(alignment, expression.start(), expression.end());
            return;
        }
        if (code) {
            assembly.chunk().code(assembly.modes().isa().toString(), true);
        }
        Padding padding = code ? Padding.NOPS : Padding.of(call.number(1, 0), Math.max(1, unit));
        long most = call.number(2, Long.MAX_VALUE);
        assembly.chunk().align(new Tail.Align(alignment, most == 0 ? Long.MAX_VALUE : most, padding));
    }
}
