package pagoda.asm.instruction;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Operand;
import pagoda.cpu.isa.Compression;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Disassembler;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;

/**
 * The pseudo-instructions read backwards: which of them a word is. Only those that fix an operand count, such as {@code ret},
 * or {@code fmv.s}, whose operands must be the same; a mere other name for the same operands does not. Of several the one that fixes most is taken, then the first of the table.
 */
public final class Aliases {

    /** The one table; it never changes. */
    public static final Aliases TABLE = new Aliases();

    private record Alias(Form.Pseudo form, List<Operand> operands, int fixed) {}

    private final Map<Instruction, List<Alias>> byInstruction = new EnumMap<>(Instruction.class);

    private Aliases() {
        add(PseudoTable.form("li rd, imm | addi rd, x0, imm"));
        PseudoTable.forms().forEach(this::add);
        for (List<Alias> aliases : byInstruction.values()) {
            aliases.sort((a, b) -> Integer.compare(b.fixed, a.fixed));
        }
    }

    private void add(Form.Pseudo form) {
        if (form.steps().size() != 1 || form.parameters().contains(Parameter.MARK)) {
            return;
        }
        Form.Step step = form.steps().get(0);
        Instruction instruction = Instruction.named(step.mnemonic());
        int fixed = 0;
        Set<String> free = new HashSet<>();
        for (Operand operand : step.operands()) {
            Operand.Value value = (Operand.Value) operand;
            fixed += isParameter(form, value.expression())
                            && value.expression() instanceof Expression.Name name
                            && free.add(name.name())
                    ? 0
                    : 1;
            fixed += value.base() == null || isParameter(form, value.base()) ? 0 : 1;
        }
        if (instruction != null && fixed > 0) {
            byInstruction
                    .computeIfAbsent(instruction, key -> new ArrayList<>())
                    .add(new Alias(form, step.operands(), fixed));
        }
    }

    private static boolean isParameter(Form.Pseudo form, Expression expression) {
        return expression instanceof Expression.Name name
                && (form.names().contains(name.name())
                        || form.names().contains("imm(rs)")
                                && (name.name().equals("imm") || name.name().equals("rs")));
    }

    /**
     * The word as a pseudo-instruction, operands behind a tab and separated by commas; null if it is none.
     *
     * @param pc the instruction's address, from which branch targets are counted
     * @param address how to write a branch target
     */
    public @Nullable String of(Instruction instruction, int word, long pc, LongFunction<String> address) {
        return instruction.length() == 2
                ? compressed(instruction, word, pc, address)
                : full(instruction, word, pc, address);
    }

    /** A compressed instruction as the one it stands for; null for hints. */
    private @Nullable String compressed(Instruction row, int half, long pc, LongFunction<String> address) {
        Field rd = row.field("rd");
        boolean toZero = rd != null && rd.extract(half) == 0;
        switch (row) {
            case C_UNIMP -> {
                return "unimp";
            }
            case C_ADDI -> {
                if (toZero) {
                    return half == row.match()
                            ? "nop"
                            : Disassembler.disassemble(half, pc, address).replace("c.addi\tzero,", "c.nop\t");
                }
            }
            case C_SLLI64, C_SRLI64, C_SRAI64 -> {
                return null;
            }
            case C_MV -> {
                return toZero
                        ? null
                        : Disassembler.disassemble(half, pc, address).substring(2);
            }
            default -> {
                if (toZero) {
                    return null;
                }
            }
        }
        int word = Compression.expand(row, half);
        Instruction expanded = Instruction.decode(word);
        if (expanded == null) {
            return null;
        }
        String text = full(expanded, word, pc, address);
        boolean adds = row == Instruction.C_ADDI || row == Instruction.C_ADDI4SPN || row == Instruction.C_ADDI16SP;
        return text == null || adds ? Disassembler.disassemble(word, pc, address) : text;
    }

    private @Nullable String full(Instruction instruction, int word, long pc, LongFunction<String> address) {
        for (Alias alias : byInstruction.getOrDefault(instruction, List.of())) {
            Map<String, String> bound = new HashMap<>();
            if (matches(alias, instruction, word, pc, address, bound)) {
                return text(alias.form, bound);
            }
        }
        return null;
    }

    private static String text(Form.Pseudo form, Map<String, String> bound) {
        int space = form.syntax().indexOf(' ');
        StringBuilder out =
                new StringBuilder(space < 0 ? form.syntax() : form.syntax().substring(0, space));
        char separator = '\t';
        for (String name : form.names()) {
            String operand = name.equals("imm(rs)") ? bound.get("imm") + "(" + bound.get("rs") + ")" : bound.get(name);
            out.append(separator).append(operand);
            separator = ',';
        }
        return out.toString();
    }

    private static boolean matches(
            Alias alias,
            Instruction instruction,
            int word,
            long pc,
            LongFunction<String> address,
            Map<String, String> bound) {
        List<pagoda.cpu.isa.Operand> operands = instruction.operands();
        for (int i = 0; i < operands.size(); i++) {
            pagoda.cpu.isa.Operand operand = operands.get(i);
            Operand.Value template = (Operand.Value) alias.operands.get(i);
            long value = operand.field().extract(word);
            Field base = operand.base();
            boolean same = switch (operand.kind()) {
                case FLOAT_REGISTER -> bind(alias, template.expression(), Registers.floatName((int) value), bound);
                case ROUNDING_MODE -> true;
                case REGISTER, BASE -> bind(alias, template.expression(), Registers.name((int) value), bound);
                case TARGET -> bind(alias, template.expression(), address.apply(pc + value), bound);
                case CSR -> bind(alias, template.expression(), csr((int) value), bound);
                case FENCE_SET -> bind(alias, template.expression(), fenceSet((int) value), bound);
                case IMMEDIATE, UPPER -> bind(alias, template.expression(), Long.toString(value), bound);
                case OFFSET_BASE ->
                    bind(alias, template.expression(), Long.toString(value), bound)
                            && base != null
                            && template.base() != null
                            && bind(alias, template.base(), Registers.name((int) base.extract(word)), bound);
            };
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** Whether the template takes the operand: as a parameter not bound to another one, or as just this operand. */
    private static boolean bind(Alias alias, Expression template, String operand, Map<String, String> bound) {
        if (isParameter(alias.form, template) && template instanceof Expression.Name name) {
            String before = bound.put(name.name(), operand);
            return before == null || before.equals(operand);
        }
        if (template instanceof Expression.Name name) {
            int register = Registers.number(name.name());
            return operand.equals(register >= 0 ? Registers.name(register) : name.name());
        }
        if (template instanceof Expression.Unary unary && unary.operand() instanceof Expression.Number number) {
            return operand.equals("-" + number.value());
        }
        return template instanceof Expression.Number number && operand.equals(Long.toString(number.value()));
    }

    private static String csr(int number) {
        Csr csr = Csr.numbered(number);
        return csr == null ? "0x" + Integer.toHexString(number) : csr.csrName();
    }

    private static String fenceSet(int set) {
        StringBuilder letters = new StringBuilder();
        for (int bit = 0; bit < 4; bit++) {
            if ((set >>> (3 - bit) & 1) != 0) {
                letters.append("iorw".charAt(bit));
            }
        }
        return letters.isEmpty() ? "0" : letters.toString();
    }
}
