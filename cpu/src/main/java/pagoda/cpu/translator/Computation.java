package pagoda.cpu.translator;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.fp.F32;
import pagoda.cpu.fp.F64;
import pagoda.cpu.fp.Moves;
import pagoda.cpu.isa.Alu;
import pagoda.cpu.isa.BitManipulation;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Op;

/**
 * The static method that computes what an instruction computes, the same that the interpreter calls.
 *
 * @param owner its class
 * @param name its name
 * @param sources how many registers it takes, in the order rs1, rs2, rs3
 * @param immediate whether the immediate follows them
 * @param rounds whether it takes a rounding mode
 * @param raises whether it takes the floating-point status register
 * @param from the type of its register operands: J for the whole register, I for a single-precision number in it
 * @param to the type of its result: J or I alike
 */
record Computation(
        Class<?> owner,
        String name,
        int sources,
        boolean immediate,
        boolean rounds,
        boolean raises,
        char from,
        char to) {
    private static final Instruction[] INSTRUCTIONS = Instruction.values();

    /** In the place of none, where it is known that there is none. */
    private static final Computation NONE = new Computation(Computation.class, "", 0, false, false, false, 'J', 'J');

    /** What was found out before, by the instructions' numbers: it is asked for often, and is long to find out. */
    private static final @Nullable Computation[] FOUND = new @Nullable Computation[INSTRUCTIONS.length + 1];

    /** The computation of the instruction with this number; null if it is none. */
    static @Nullable Computation of(int op) {
        Computation found = FOUND[op];
        if (found == null) {
            found = Objects.requireNonNullElse(find(op), NONE);
            FOUND[op] = found;
        }
        return found.name().isEmpty() ? null : found;
    }

    private static @Nullable Computation find(int op) {
        Instruction row = INSTRUCTIONS[op - 1];
        return switch (row.extension()) {
            case I, M -> {
                int form = registerForm(op);
                boolean computes = form >= Op.ADD && form <= Op.AND
                        || form >= Op.ADDW && form <= Op.SRAW
                        || form >= Op.MUL && form <= Op.REMUW;
                yield computes ? integer(Alu.class, form, form != op) : null;
            }
            case ZBA, ZBB, ZBS ->
                integer(BitManipulation.class, registerForm(op), registerForm(op) != op || op == Op.SLLI_UW);
            case F, D ->
                row == Instruction.FLD || row == Instruction.FSD || row == Instruction.FLW || row == Instruction.FSW
                        ? null
                        : floating(row);
            default -> null;
        };
    }

    private static Computation integer(Class<?> owner, int op, boolean immediate) {
        Instruction row = INSTRUCTIONS[op - 1];
        int sources = immediate || row.field("rs2") == null ? 1 : 2;
        return new Computation(owner, camelCase(row.name()), sources, immediate, false, false, 'J', 'J');
    }

    private static Computation floating(Instruction row) {
        String[] words = row.name().split("_", -1); // FADD_S, FCVT_to_from, FMV_to_from
        boolean single = words[words.length - 1].equals("S");
        String operation = words[0].substring(1).toLowerCase(Locale.ROOT);
        Class<?> owner = single ? F32.class : F64.class;
        char type = single ? 'I' : 'J';
        return switch (operation) {
            case "add", "sub", "mul", "div" -> new Computation(owner, operation, 2, false, true, true, type, type);
            case "sqrt" -> new Computation(owner, operation, 1, false, true, true, type, type);
            case "madd" -> new Computation(owner, "fma", 3, false, true, true, type, type);
            case "msub", "nmsub", "nmadd" -> new Computation(owner, operation, 3, false, true, true, type, type);
            case "sgnj", "sgnjn", "sgnjx" -> new Computation(owner, operation, 2, false, false, false, type, type);
            case "min", "max" -> new Computation(owner, operation, 2, false, false, true, type, type);
            case "eq", "lt", "le" -> new Computation(owner, operation, 2, false, false, true, type, 'J');
            case "class" -> new Computation(owner, "classify", 1, false, false, false, type, 'J');
            case "mv" -> move(row);
            case "cvt" -> conversion(words[1], words[2]);
            default -> throw new IllegalStateException("no method computes " + row);
        };
    }

    private static Computation move(Instruction row) {
        return switch (row) {
            case FMV_X_W -> new Computation(Moves.class, "word", 1, false, false, false, 'J', 'J');
            case FMV_W_X -> new Computation(Moves.class, "box", 1, false, false, false, 'J', 'J');
            default -> new Computation(Moves.class, "whole", 1, false, false, false, 'J', 'J');
        };
    }

    private static Computation conversion(String to, String from) {
        boolean toFloat = to.equals("S") || to.equals("D");
        if (toFloat && (from.equals("S") || from.equals("D"))) {
            return to.equals("S")
                    ? new Computation(F32.class, "fromF64", 1, false, true, true, 'J', 'I')
                    : new Computation(F64.class, "fromF32", 1, false, false, true, 'I', 'J');
        }
        String format = toFloat ? to : from;
        Class<?> owner = format.equals("S") ? F32.class : F64.class;
        char type = format.equals("S") ? 'I' : 'J';
        String integer = switch (toFloat ? from : to) {
            case "W" -> "Int32";
            case "WU" -> "Uint32";
            case "L" -> "Int64";
            default -> "Uint64";
        };
        return toFloat
                ? new Computation(owner, "from" + integer, 1, false, true, true, 'J', type)
                : new Computation(owner, "to" + integer, 1, false, true, true, type, 'J');
    }

    /** The instruction that computes the same of two registers; itself if there is none. */
    static int registerForm(int op) {
        return switch (op) {
            case Op.ADDI -> Op.ADD;
            case Op.SLTI -> Op.SLT;
            case Op.SLTIU -> Op.SLTU;
            case Op.XORI -> Op.XOR;
            case Op.ORI -> Op.OR;
            case Op.ANDI -> Op.AND;
            case Op.SLLI -> Op.SLL;
            case Op.SRLI -> Op.SRL;
            case Op.SRAI -> Op.SRA;
            case Op.ADDIW -> Op.ADDW;
            case Op.SLLIW -> Op.SLLW;
            case Op.SRLIW -> Op.SRLW;
            case Op.SRAIW -> Op.SRAW;
            case Op.RORI -> Op.ROR;
            case Op.RORIW -> Op.RORW;
            case Op.BCLRI -> Op.BCLR;
            case Op.BEXTI -> Op.BEXT;
            case Op.BINVI -> Op.BINV;
            case Op.BSETI -> Op.BSET;
            default -> op;
        };
    }

    private static String camelCase(String name) {
        String[] words = name.toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder text = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            text.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return text.toString();
    }

    /** The method's descriptor. */
    String descriptor() {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < sources; i++) {
            text.append(from);
        }
        if (immediate) {
            text.append('J');
        }
        if (rounds) {
            text.append('I');
        }
        if (raises) {
            text.append("Lpagoda/cpu/fp/Fcsr;");
        }
        return text.append(')').append(to).toString();
    }
}
