package pagoda.asm.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement's tree.
 *
 * @param labels the labels before the body; a number is a numbered label
 * @param body what follows them, or null
 */
public record ParsedStatement(
        List<Expression> labels, @Nullable Body body) {

    /** What a statement does, behind its labels. */
    public sealed interface Body {}

    /** {@code symbol = value}; final if written {@code ==}: the symbol may then not be defined before. */
    public record Assignment(Expression.Name symbol, boolean once, Expression value) implements Body {}

    /** A mnemonic with operands: an instruction, or a directive whose name begins with a dot. */
    public record Operation(Expression.Name mnemonic, List<Operand> operands) implements Body {}
}
