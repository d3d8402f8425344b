package pagoda.asm.directive;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.layout.DataRange;
import pagoda.asm.layout.Formula;
import pagoda.asm.layout.Leb128;
import pagoda.asm.layout.Patch;
import pagoda.asm.layout.Tail;
import pagoda.asm.object.RelocationType;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Literals;
import pagoda.asm.syntax.Operand;
import pagoda.asm.syntax.Operator;
import pagoda.asm.syntax.Suggestion;

/** The directives that append numbers and strings. */
final class DataDirectives {

    /** What GNU as takes for the types of any machine. */
    private static final Map<String, RelocationType> BFD_NAMES = Map.of(
            "BFD_RELOC_NONE", RelocationType.NONE,
            "BFD_RELOC_32", RelocationType.ABS32,
            "BFD_RELOC_64", RelocationType.ABS64);

    private DataDirectives() {}

    static void addTo(Map<String, Directive> table) {
        integers(table, 1, ".byte");
        integers(table, 2, ".half", ".2byte", ".short", ".hword");
        integers(table, 4, ".word", ".4byte", ".long", ".int");
        integers(table, 8, ".dword", ".8byte", ".quad");
        table.put(".ascii", Directive.of(call -> strings(call, false)));
        for (String name : new String[] {".asciz", ".string", ".asciiz"}) {
            table.put(name, Directive.of(call -> strings(call, true)));
        }
        for (int bytes : new int[] {1, 2, 4, 8}) {
            table.put(".string" + 8 * bytes, Directive.of(call -> wideStrings(call, bytes)));
        }
        table.put(".dtprelword", Directive.of(call -> threadOffsets(call, RelocationType.TLS_DTPREL32)));
        table.put(".dtpreldword", Directive.of(call -> threadOffsets(call, RelocationType.TLS_DTPREL64)));
        table.put(".reloc", Directive.of(DataDirectives::relocation));
        table.put(".float", Directive.of(call -> floats(call, 4)));
        table.put(".single", Directive.of(call -> floats(call, 4)));
        table.put(".double", Directive.of(call -> floats(call, 8)));
        table.put(".uleb128", Directive.of(call -> leb128(call, false)));
        table.put(".sleb128", Directive.of(call -> leb128(call, true)));
    }

    private static void integers(Map<String, Directive> table, int bytes, String... names) {
        for (String name : names) {
            table.put(name, Directive.of(call -> integers(call, bytes)));
        }
    }

    private static void integers(DirectiveCall call, int bytes) {
        Assembly assembly = call.assembly();
        for (int i = 0; i < call.count(); i++) {
            try {
                integer(assembly, call.expression(i), bytes);
            } catch (StatementException wrong) {
                assembly.error(wrong.start(), wrong.end(), wrong.text(), wrong.tip());
                assembly.chunk().append(0, bytes);
            }
        }
    }

    private static void integer(Assembly assembly, Expression expression, int bytes) {
        Formula formula = assembly.formula(expression);
        Long number = Assembly.knownToLinker(formula);
        if (number == null) {
            assembly.fixup(new Patch.Data(bytes), formula, expression.start(), expression.end());
            assembly.chunk().append(0, bytes);
            return;
        }
        if (!DataRange.holds(number, bytes)) {
            assembly.warning(expression.start(), expression.end(), DataRange.message(number, bytes));
        }
        assembly.chunk().append(number, bytes);
    }

    private static void strings(DirectiveCall call, boolean terminated) {
        for (int i = 0; i < call.count(); i++) {
            Operand.Text text = call.text(i);
            if (text == null) {
                throw call.error(i, "expected a string");
            }
            byte[] bytes =
                    Literals.bytes(text.literal(), call.statement().file().charset());
            call.assembly().chunk().append(bytes);
            if (terminated) {
                call.assembly().chunk().append(0, 1);
            }
        }
    }

    /** Each byte of the strings, and the zero behind each, in {@code bytes} bytes. */
    private static void wideStrings(DirectiveCall call, int bytes) {
        for (int i = 0; i < call.count(); i++) {
            Operand.Text text = call.text(i);
            if (text == null) {
                throw call.error(i, "expected a string");
            }
            for (byte b : Literals.bytes(text.literal(), call.statement().file().charset())) {
                call.assembly().chunk().append(b & 0xff, bytes);
            }
            call.assembly().chunk().append(0, bytes);
        }
    }

    /** The distance of a thread's own symbol from where its module's block begins, which only the linker knows. */
    private static void threadOffsets(DirectiveCall call, RelocationType type) {
        Assembly assembly = call.assembly();
        call.expect(1, Integer.MAX_VALUE);
        for (int i = 0; i < call.count(); i++) {
            Expression symbol = call.expression(i);
            assembly.fixup(new Patch.Link(type, false), assembly.formula(symbol), symbol.start(), symbol.end());
            assembly.chunk().append(0, type.bytes());
        }
    }

    /** {@code .reloc OFFSET, TYPE [, SYMBOL + ADDEND]}: a relocation of this section, whatever stands there. */
    private static void relocation(DirectiveCall call) {
        call.expect(2, 3);
        Assembly assembly = call.assembly();
        Expression offset = call.expression(0);
        Expression.Name name = call.symbol(1);
        RelocationType type = BFD_NAMES.getOrDefault(name.name(), RelocationType.named(name.name()));
        if (type == null) {
            List<String> names = Arrays.stream(RelocationType.values())
                    .map(RelocationType::elfName)
                    .toList();
            throw call.error(
                    1, "unknown relocation type '" + name.name() + "'" + Suggestion.question(name.name(), names));
        }
        Expression value = call.count() > 2 ? call.expression(2) : null;
        Expression last = value == null ? name : value;
        assembly.chunk()
                .relocate(
                        assembly.formula(offset),
                        type,
                        value == null ? null : assembly.formula(value),
                        assembly.source(offset.start(), offset.end()),
                        assembly.source(last.start(), last.end()));
    }

    /** Numbers rounded to the nearest, and of two equally near to the even one, as IEEE 754 has it. */
    private static void floats(DirectiveCall call, int bytes) {
        for (int i = 0; i < call.count(); i++) {
            Operand operand = call.operands().get(i);
            String text = literal(call, operand);
            if (text == null) {
                throw call.error(i, "expected a floating-point number");
            }
            double number = bytes == 4 ? Float.parseFloat(text) : Double.parseDouble(text);
            if (Double.isInfinite(number) && !text.endsWith("Infinity")) {
                throw call.error(i, "number " + text + " does not fit in " + bytes + " bytes");
            }
            call.assembly().chunk().append(bits(number, text, bytes), bytes);
        }
    }

    /** The number's bits. GNU as makes a NaN of ones only. */
    private static long bits(double number, String text, int bytes) {
        if (Double.isNaN(number)) {
            return text.startsWith("-") ? -1 : bytes == 4 ? Integer.MAX_VALUE : Long.MAX_VALUE;
        }
        return bytes == 4 ? Float.floatToRawIntBits((float) number) : Double.doubleToRawLongBits(number);
    }

    /** The number as Java writes it, or null if the operand is none. */
    private static @Nullable String literal(DirectiveCall call, Operand operand) {
        if (!(operand instanceof Operand.Value value) || value.operator() != null || value.base() != null) {
            return null;
        }
        return literal(call, value.expression());
    }

    private static @Nullable String literal(DirectiveCall call, Expression expression) {
        if (expression instanceof Expression.Number number) {
            String text = call.statement().text().substring(number.start(), number.end());
            // Also behind a 0 the digits are decimal here.
            return text.startsWith("'")
                    ? Long.toString(number.value())
                    : text.chars().allMatch(c -> c >= '0' && c <= '9') ? text : null;
        }
        if (expression instanceof Expression.Floating floating) {
            String text = floating.text();
            boolean marked = text.length() > 2 && text.charAt(0) == '0' && "fFdDeE".indexOf(text.charAt(1)) >= 0;
            return marked ? text.substring(2) : text;
        }
        if (expression instanceof Expression.Name name) {
            return switch (name.name().toLowerCase(java.util.Locale.ROOT)) {
                case "inf", "infinity" -> "Infinity";
                case "nan" -> "NaN";
                default -> null;
            };
        }
        if (expression instanceof Expression.Group group) {
            return literal(call, group.inner());
        }
        if (expression instanceof Expression.Unary unary) {
            String inner = literal(call, unary.operand());
            boolean negative = unary.operator() == Operator.NEGATE;
            return inner == null || !negative && unary.operator() != Operator.PLUS
                    ? null
                    : !negative ? inner : inner.startsWith("-") ? inner.substring(1) : "-" + inner;
        }
        return null;
    }

    private static void leb128(DirectiveCall call, boolean signed) {
        Assembly assembly = call.assembly();
        for (int i = 0; i < call.count(); i++) {
            Expression expression = call.expression(i);
            Formula formula = assembly.formula(expression);
            Long number = Assembly.known(formula);
            if (number != null) {
                assembly.chunk().append(Leb128.bytes(number, signed));
            } else {
                Tail.Source source = assembly.source(expression.start(), expression.end());
                assembly.chunk().close(new Tail.Leb128(formula, signed, source));
            }
        }
    }
}
