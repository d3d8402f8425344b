package pagoda.asm.instruction;

import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.layout.FieldRange;
import pagoda.asm.layout.Formula;
import pagoda.asm.layout.Label;
import pagoda.asm.layout.Patch;
import pagoda.asm.layout.Tail;
import pagoda.asm.object.RelocationType;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Operand;
import pagoda.asm.syntax.ParsedStatement.Operation;
import pagoda.asm.syntax.Suggestion;
import pagoda.cpu.isa.Compression;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.isa.RoundingMode;

/** Encodes one instruction of the table with operands that have its form. */
final class Encoder {

    private static final String FENCE_LETTERS = "iorw";

    private final Assembly assembly;

    /** Whether some bits of the instruction at hand wait for a value. */
    private boolean waits;

    Encoder(Assembly assembly) {
        this.assembly = assembly;
    }

    /** Appends {@code rd, rs1, immediate}, or {@code lui}: what {@code li} is made of. */
    void arithmetic(Instruction instruction, int rd, int rs1, long immediate) {
        int word = field(instruction, "rd").insert(instruction.match(), rd);
        Field source = instruction.field("rs1");
        word = source == null ? word : source.insert(word, rs1);
        Field shift = instruction.field("shamt");
        emit(
                (shift != null ? shift : field(instruction, "imm")).insert(word, immediate),
                assembly.modes().compresses() && rd != 0);
    }

    private static Field field(Instruction instruction, String name) {
        return Objects.requireNonNull(instruction.field(name), name);
    }

    /**
     * Appends the instruction. If an operand's value is wrong, it is reported and the instruction takes its place without it.
     *
     * @param anchor the label that {@code %pcrel_lo(anchor)} means in a pseudo-instruction's expansion
     * @param shorten whether it may be written in 16 bits, if such instructions are allowed
     */
    void encode(Form.Real form, Operation operation, @Nullable Label anchor, boolean shorten) {
        Instruction instruction = form.instruction();
        int word = instruction.match() | form.ordering();
        Expression target = null;
        waits = false;
        List<pagoda.cpu.isa.Operand> operands = instruction.operands();
        for (int i = 0; i < operands.size(); i++) {
            pagoda.cpu.isa.Operand operand = operands.get(i);
            if (i >= operation.operands().size()) { // a rounding mode that is not written
                word = operand.field().insert(word, instruction.usualRounding().number());
                continue;
            }
            Operand.Value value = (Operand.Value) operation.operands().get(i);
            try {
                if (operand.kind() == pagoda.cpu.isa.Operand.Kind.TARGET) {
                    target = value.expression();
                } else {
                    word = operand(operand, value, word, instruction, operation, anchor);
                }
            } catch (StatementException wrong) {
                assembly.error(wrong.start(), wrong.end(), wrong.text(), wrong.tip());
            }
        }
        boolean compress = shorten && assembly.modes().compresses();
        if (target != null) {
            jump(instruction, word, target, compress);
        } else if (instruction.length() == 2) {
            assembly.instruction(word, 2);
        } else {
            emit(word, compress && !waits);
        }
    }

    /** Appends an instruction of 32 bits, in 16 if it may be and can be. */
    private void emit(int word, boolean compress) {
        int half = compress ? Compression.compress(word) : 0;
        if (half != 0) {
            assembly.instruction(half, 2);
        } else {
            assembly.instruction(word, 4);
        }
    }

    private void jump(Instruction instruction, int word, Expression target, boolean compress) {
        Formula formula;
        try {
            formula = assembly.formula(target);
        } catch (StatementException wrong) {
            assembly.instruction(word, instruction.length());
            throw wrong;
        }
        boolean isShort = instruction.length() == 2;
        int half = isShort ? word : compress ? Compression.compress(word) : 0;
        if (instruction == Instruction.JAL && half == 0) {
            Patch patch = new Patch.Target(field(instruction, "imm"), RelocationType.JAL);
            assembly.fixup(patch, formula, target.start(), target.end());
            assembly.instruction(word, 4);
            return;
        }
        int full = isShort ? Compression.expand(instruction, word) : word;
        assembly.beginInstruction();
        Tail.Source source = assembly.source(target.start(), target.end());
        boolean isJump = instruction == Instruction.JAL || instruction == Instruction.C_J;
        assembly.chunk().close(new Tail.Branch(full, half, isJump, formula, source));
    }

    private int operand(
            pagoda.cpu.isa.Operand operand,
            Operand.Value value,
            int word,
            Instruction instruction,
            Operation operation,
            @Nullable Label anchor) {
        Field field = operand.field();
        return switch (operand.kind()) {
            case REGISTER -> insert(field, word, register(value.expression()), false, value);
            case FLOAT_REGISTER -> insert(field, word, floatRegister(value), true, value);
            case ROUNDING_MODE -> field.insert(word, roundingMode(value));
            case IMMEDIATE -> immediate(field, value, word, instruction.length(), anchor, tip(instruction, operation));
            case UPPER -> upper(field, value, word);
            case OFFSET_BASE -> {
                Field base = Objects.requireNonNull(operand.base());
                if (Parameter.isBase(value, assembly)) {
                    yield insert(base, word, register(value.expression()), false, value);
                }
                int based = insert(base, word, register(Objects.requireNonNull(value.base())), false, value);
                yield immediate(field, value, based, instruction.length(), anchor, tip(instruction, operation));
            }
            case BASE -> {
                if (Parameter.isBase(value, assembly)) {
                    yield field.insert(word, register(value.expression()));
                }
                if (value.operator() != null || assembly.number(value.expression()) != 0) {
                    throw new StatementException(
                            value.start(),
                            value.end(),
                            "'" + operation.mnemonic().name() + "' takes no offset",
                            "add the offset to the register before");
                }
                yield field.insert(word, register(Objects.requireNonNull(value.base())));
            }
            case CSR -> field.insert(word, csr(value, field));
            case FENCE_SET -> field.insert(word, fenceSet(value));
            case TARGET -> word;
        };
    }

    private LongFunction<@Nullable String> tip(Instruction instruction, Operation operation) {
        return number -> Tips.outOfRange(assembly, instruction, operation, number);
    }

    /** The word with a register in a field, if the field can hold it: compressed instructions do not reach all registers. */
    static int insert(Field field, int word, int register, boolean floating, Operand.Value value) {
        if (!field.holds(register)) {
            String name = floating ? Registers.floatName(register) : Registers.name(register);
            String reaches = field.isFixed()
                    ? "only " + field.name()
                    : field.bias() == 0 ? "not this register" : floating ? "fs0, fs1, fa0 to fa5" : "s0, s1, a0 to a5";
            throw new StatementException(
                    value.start(), value.end(), "'" + name + "' cannot stand here: the instruction reaches " + reaches);
        }
        return field.insert(word, register);
    }

    static int floatRegister(Operand.Value value) {
        Expression.Name name = value.name();
        return name == null ? 0 : Math.max(0, Registers.floatNumber(name.name()));
    }

    private static int roundingMode(Operand.Value value) {
        Expression.Name name = value.name();
        RoundingMode mode = name == null ? null : RoundingMode.named(name.name());
        return mode == null ? 0 : mode.number();
    }

    int register(Expression expression) {
        Expression inner = expression instanceof Expression.Group group ? group.inner() : expression;
        String name = inner instanceof Expression.Name written ? written.name() : "";
        int number = assembly.register(name);
        if (number < 0) {
            throw new StatementException(
                    inner.start(),
                    inner.end(),
                    "expected a register, found '" + name + "'"
                            + Suggestion.question(name, pagoda.cpu.isa.Registers.names()));
        }
        return number;
    }

    /**
     * The word with a number in a field; what only the linker knows, or is not known yet, waits.
     *
     * @param length that of the instruction, in bytes
     * @param anchor as for {@link #encode}
     * @param tip what to say of a number that is out of range, or null
     */
    int immediate(
            Field field,
            Operand.Value value,
            int word,
            int length,
            @Nullable Label anchor,
            LongFunction<@Nullable String> tip) {
        if (value.operator() != null) {
            RelocationOperator operator = operator(value);
            RelocationType type = operator.lower(field.isSplit());
            if (type == null || !field.signed() || length == 2) {
                throw misplaced(value);
            }
            link(type, value, anchor);
            return word;
        }
        Formula formula = assembly.formula(value.expression());
        Long number = Assembly.known(formula);
        if (number == null) {
            if (length == 2) {
                assembly.number(value.expression());
            }
            waits = true;
            assembly.fixup(
                    new Patch.Number(field),
                    formula,
                    value.expression().start(),
                    value.expression().end());
            return word;
        }
        if (!field.holds(number)) {
            String what = field.name().equals("shamt") ? "shift amount" : "immediate";
            throw new StatementException(
                    value.expression().start(),
                    value.expression().end(),
                    FieldRange.message(what, number, field),
                    tip.apply(number));
        }
        return field.insert(word, number);
    }

    /** The word with the upper 20 bits of a number, which is known here or waits for the linker. */
    int upper(Field field, Operand.Value value, int word) {
        if (value.operator() != null) {
            RelocationType type = operator(value).upper();
            if (type == null) {
                throw misplaced(value);
            }
            link(type, value, null);
            return word;
        }
        long number = assembly.number(
                value.expression(), "expected a number that is known here, or %hi(symbol) or %pcrel_hi(symbol)");
        if (field.bits() < 32) { // c.lui: as objdump writes it, negative numbers are those of 20 bits
            number = number > 0x7ffff ? number - 0x100000 : number;
            if (!field.holds(number << 12)) {
                throw new StatementException(
                        value.start(),
                        value.end(),
                        "immediate " + number + " out of range: 1 to 31, or 0xfffe0 to 0xfffff");
            }
            return field.insert(word, number << 12);
        }
        if (number < 0 || number > 0xfffff) {
            throw new StatementException(
                    value.start(),
                    value.end(),
                    "immediate " + number + " out of range [0, 1048575]",
                    "it is the number's upper 20 bits; li takes a whole number");
        }
        return field.insert(word, number << 12);
    }

    private void link(RelocationType type, Operand.Value value, @Nullable Label anchor) {
        Formula formula = anchor != null
                        && value.expression() instanceof Expression.Name name
                        && name.name().equals("anchor")
                        && value.operator() != null
                        && value.operator().equals("pcrel_lo")
                ? new Formula.Reference(anchor)
                : assembly.formula(value.expression());
        waits = true;
        assembly.fixup(
                new Patch.Link(type, assembly.modes().relaxes() && RelocationOperator.isRelaxed(type)),
                formula,
                value.start(),
                value.end());
    }

    private RelocationOperator operator(Operand.Value value) {
        String name = String.valueOf(value.operator());
        RelocationOperator operator = RelocationOperator.named(name);
        if (operator == null) {
            throw new StatementException(
                    value.start(),
                    value.start() + 1 + name.length(),
                    "unknown operator '%" + name + "'" + Suggestion.question("%" + name, RelocationOperator.names()));
        }
        return operator;
    }

    private static StatementException misplaced(Operand.Value value) {
        return new StatementException(
                value.start(), value.end(), "%" + value.operator() + " cannot be used in this instruction");
    }

    private long csr(Operand.Value value, Field field) {
        Expression.Name name = value.name();
        Csr csr = name == null ? null : Csr.named(name.name());
        if (csr != null) {
            return csr.number();
        }
        if (name != null && assembly.labels().find(name.name()) == null) {
            List<String> names =
                    java.util.Arrays.stream(Csr.values()).map(Csr::csrName).toList();
            throw new StatementException(
                    value.start(),
                    value.end(),
                    "unknown control and status register '" + name.name() + "'"
                            + Suggestion.question(name.name(), names));
        }
        long number = assembly.number(value.expression());
        if (!field.holds(number)) {
            throw new StatementException(
                    value.start(), value.end(), FieldRange.message("register number", number, field));
        }
        return number;
    }

    private long fenceSet(Operand.Value value) {
        Expression.Name name = value.name();
        if (name == null) {
            long number = assembly.number(value.expression());
            if (number != 0) {
                throw new StatementException(
                        value.start(), value.end(), "expected some of the letters iorw, or 0, found " + number);
            }
            return 0;
        }
        long set = 0;
        int last = -1;
        for (char letter : name.name().toCharArray()) {
            int index = FENCE_LETTERS.indexOf(letter);
            if (index <= last) {
                throw new StatementException(
                        value.start(),
                        value.end(),
                        "expected some of the letters iorw, in this order, found '" + name.name() + "'");
            }
            last = index;
            set |= 8L >> index;
        }
        return set;
    }
}
