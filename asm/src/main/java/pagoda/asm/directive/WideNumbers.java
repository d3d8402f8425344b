package pagoda.asm.directive;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.syntax.Head;
import pagoda.asm.syntax.Literals;
import pagoda.asm.syntax.Operand;
import pagoda.asm.syntax.ParsedStatement.Operation;
import pagoda.asm.syntax.StatementReader;
import pagoda.asm.syntax.SyntaxException;

/** Reads numbers that may need more than 64 bits: literals with a sign, or else expressions, whose values are of 64 bits. */
public final class WideNumbers implements Directives.Group {

    private static final int OCTA_BYTES = 16;

    /** A number, and where it stands in the statement. */
    public record Wide(BigInteger number, int start, int end) {

        /** Its low bytes, in two's complement, the lowest first. */
        public byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = number.shiftRight(8 * i).byteValue();
            }
            return bytes;
        }
    }

    private final Assembly assembly;
    private final StatementReader reader;

    public WideNumbers(Assembly assembly, StatementReader reader) {
        this.assembly = assembly;
        this.reader = reader;
    }

    /** Adds the directive of 16-byte integers to a table. */
    @Override
    public void addTo(Directives table) {
        table.add(".octa", Directive.reading(this::octa));
    }

    private void octa(DirectiveCall call) {
        if (call.arguments().atEnd()) {
            return;
        }
        for (Wide wide : read(call.head().end())) {
            if (wide.number.bitLength() > 8 * OCTA_BYTES) {
                assembly.warning(
                        wide.start,
                        wide.end,
                        "value does not fit in 16 bytes, its low " + 8 * OCTA_BYTES + " bits are taken");
            }
            assembly.chunk().append(wide.bytes(OCTA_BYTES));
        }
    }

    /** The numbers, with commas between them, from an offset of the statement's text on. */
    public List<Wide> read(int start) {
        String text = assembly.statement().text();
        List<Wide> numbers = new ArrayList<>();
        int from = start;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            numbers.add(read(text, from, end));
            from = end + 1;
        }
        return numbers;
    }

    private Wide read(String text, int from, int end) {
        int start = Math.min(Head.skipBlanks(text, from), end);
        String written = text.substring(start, end).strip();
        int stop = start + written.length();
        BigInteger literal = literal(written);
        if (literal != null) {
            return new Wide(literal, start, stop);
        }
        // As an operand at the same offset, so that messages point at it.
        String before = "x ";
        Operand operand = operand(" ".repeat(Math.max(0, start - before.length())) + before + written);
        if (operand instanceof Operand.Value value && value.operator() == null && value.base() == null) {
            return new Wide(BigInteger.valueOf(assembly.number(value.expression())), start, stop);
        }
        throw new StatementException(start, Math.max(start + 1, stop), "expected a number");
    }

    private static @Nullable BigInteger literal(String written) {
        char sign = written.isEmpty() ? ' ' : written.charAt(0);
        boolean signed = sign == '-' || sign == '~' || sign == '+';
        BigInteger number = Literals.wide(signed ? written.substring(1).strip() : written);
        if (number == null) {
            return null;
        }
        return sign == '-' ? number.negate() : sign == '~' ? number.not() : number;
    }

    private @Nullable Operand operand(String text) {
        try {
            return reader.read(text).body() instanceof Operation operation
                            && operation.operands().size() == 1
                    ? operation.operands().get(0)
                    : null;
        } catch (SyntaxException wrong) {
            throw new StatementException(wrong.start(), wrong.end(), wrong.text(), wrong.tip());
        }
    }
}
