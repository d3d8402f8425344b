package pagoda.asm.instruction;

import java.util.List;
import java.util.Objects;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.layout.FieldRange;
import pagoda.asm.layout.Formula;
import pagoda.asm.layout.Patch;
import pagoda.asm.layout.Tail;
import pagoda.asm.object.RelocationType;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Operand;
import pagoda.asm.syntax.ParsedStatement.Operation;
import pagoda.asm.syntax.Suggestion;
import pagoda.cpu.isa.Compression;
import pagoda.cpu.isa.Extension;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.InstructionFormat;
import pagoda.cpu.isa.Registers;

/** Encodes what {@code .insn} says field by field. */
final class CustomEncoder {

    private final Assembly assembly;
    private final Encoder encoder;

    CustomEncoder(Assembly assembly) {
        this.assembly = assembly;
        this.encoder = new Encoder(assembly);
    }

    /** Appends the word. If an operand's value is wrong, it is reported and the word takes its place without it. */
    void encode(InstructionFormat format, Operation operation) {
        int word = 0;
        Expression target = null;
        Field reach = null;
        for (int i = 0; i < format.operands().size(); i++) {
            pagoda.cpu.isa.Operand operand = format.operands().get(i);
            Operand.Value value = (Operand.Value) operation.operands().get(i);
            try {
                if (operand.kind() == pagoda.cpu.isa.Operand.Kind.TARGET) {
                    target = value.expression();
                    reach = operand.field();
                } else {
                    word = operand(operand, value, word, format.length());
                }
            } catch (StatementException wrong) {
                assembly.error(wrong.start(), wrong.end(), wrong.text(), wrong.tip());
            }
        }
        if (target != null && reach != null) {
            jump(format, word, target, reach);
        } else {
            assembly.instruction(word, format.length());
        }
    }

    private int operand(pagoda.cpu.isa.Operand operand, Operand.Value value, int word, int length) {
        Field field = operand.field();
        return switch (operand.kind()) {
            case REGISTER -> anyRegister(field, value, word);
            case UPPER -> encoder.upper(field, value, word);
            case OFFSET_BASE -> {
                Field base = Objects.requireNonNull(operand.base());
                if (Parameter.isBase(value, assembly)) {
                    yield Encoder.insert(base, word, encoder.register(value.expression()), false, value);
                }
                int register = encoder.register(Objects.requireNonNull(value.base()));
                int based = Encoder.insert(base, word, register, false, value);
                yield encoder.immediate(field, value, based, length, null, number -> null);
            }
            default ->
                field.name().endsWith("imm")
                        ? encoder.immediate(field, value, word, length, null, number -> null)
                        : field.insert(word, code(field, value));
        };
    }

    private int anyRegister(Field field, Operand.Value value, int word) {
        String name = String.valueOf(value.name() == null ? null : value.name().name());
        if (Registers.floatNumber(name) < 0) {
            return Encoder.insert(field, word, encoder.register(value.expression()), false, value);
        }
        if (!assembly.modes().isa().has(Extension.F)) {
            throw new StatementException(value.start(), value.end(), "'" + name + "' needs the extension 'f'");
        }
        return Encoder.insert(field, word, Encoder.floatRegister(value), true, value);
    }

    /** The number of an opcode, which may be a name, or of a function field. */
    private long code(Field field, Operand.Value value) {
        boolean isOpcode = field.name().startsWith("op");
        Integer named = isOpcode && value.name() != null
                ? InstructionFormat.opcode(value.name().name())
                : null;
        long number;
        try {
            number = named != null ? named : assembly.number(value.expression());
        } catch (StatementException unknown) {
            String name = value.name() == null ? "" : value.name().name();
            String question = isOpcode ? Suggestion.question(name, InstructionFormat.opcodes()) : "";
            throw new StatementException(unknown.start(), unknown.end(), unknown.text() + question, unknown.tip());
        }
        if (field.name().equals("op") && number == 3) {
            throw new StatementException(
                    value.start(), value.end(), "op 3 is that of no compressed instruction: C0, C1 and C2 are");
        }
        if (!field.holds(number)) {
            throw new StatementException(value.start(), value.end(), FieldRange.message(field.name(), number, field));
        }
        if (field.name().equals("opcode") && (number & 3) != 3) {
            throw new StatementException(
                    value.start(),
                    value.end(),
                    "opcode " + number + " is that of a compressed instruction: its two lowest bits are not set");
        }
        return number;
    }

    /** As GNU as does: what may be a conditional branch reaches further by a jump, and the compressed ones grow. */
    private void jump(InstructionFormat format, int word, Expression target, Field reach) {
        Formula formula;
        try {
            formula = assembly.formula(target);
        } catch (StatementException wrong) {
            assembly.instruction(word, format.length());
            throw wrong;
        }
        Instruction known = format.length() == 2 ? Instruction.decode(word) : null;
        Tail.Source source = assembly.source(target.start(), target.end());
        if (format == InstructionFormat.B) {
            append(new Tail.Branch(word, 0, false, formula, source));
        } else if (known == Instruction.C_J || known == Instruction.C_BEQZ || known == Instruction.C_BNEZ) {
            int full = Compression.expand(known, word);
            append(new Tail.Branch(full, word, known == Instruction.C_J, formula, source));
        } else {
            RelocationType type = switch (format) {
                case CB -> RelocationType.RVC_BRANCH;
                case CJ -> RelocationType.RVC_JUMP;
                default -> RelocationType.JAL;
            };
            assembly.fixup(new Patch.Target(reach, type), formula, target.start(), target.end());
            assembly.instruction(word, format.length());
        }
    }

    private void append(Tail.Branch tail) {
        assembly.beginInstruction();
        assembly.chunk().close(tail);
    }

    /** What a format's operand is as a parameter: a register may be of either kind. */
    static List<Parameter> parameters(InstructionFormat format) {
        return format.operands().stream()
                .map(Parameter::of)
                .map(parameter -> parameter == Parameter.REGISTER ? Parameter.ANY_REGISTER : parameter)
                .toList();
    }
}
