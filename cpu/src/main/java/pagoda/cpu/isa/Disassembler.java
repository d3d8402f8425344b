package pagoda.cpu.isa;

import java.util.Locale;
import java.util.function.LongFunction;

/** Writes one instruction word as assembly, from the table's syntax, without aliases. */
public final class Disassembler {
    private Disassembler() {}

    /**
     * The word as assembly, operands behind a tab and separated by commas as GNU objdump has them; {@code .word 0x…} or
     * {@code .2byte 0x…} if it encodes no instruction.
     *
     * @param pc the instruction's address, from which branch targets are counted
     * @param address how to write a branch target, such as {@code "10084 <loop>"}
     */
    public static String disassemble(int word, long pc, LongFunction<String> address) {
        Instruction instruction = Instruction.decode(word);
        if (instruction == null) {
            return Decoder.length(word) == 4
                    ? String.format(Locale.ROOT, ".word\t0x%08x", word)
                    : String.format(Locale.ROOT, ".2byte\t0x%x", word & 0xffff);
        }
        StringBuilder text = new StringBuilder(instruction.mnemonic());
        if (instruction.hasOrdering()) {
            text.append(ordering(instruction, word));
        }
        char separator = '\t';
        for (Operand operand : instruction.operands()) {
            if (isUsual(operand, instruction, word)) {
                continue;
            }
            text.append(separator).append(operand(operand, word, pc, address));
            separator = ',';
        }
        return text.toString();
    }

    /** Whether the operand is the rounding mode that is meant when none is written. */
    private static boolean isUsual(Operand operand, Instruction instruction, int word) {
        return operand.kind() == Operand.Kind.ROUNDING_MODE
                && operand.field().extract(word) == instruction.usualRounding().number();
    }

    private static String roundingMode(int number) {
        RoundingMode mode = RoundingMode.numbered(number);
        return mode == null ? "unknown" : mode.modeName();
    }

    private static String ordering(Instruction instruction, int word) {
        boolean acquire = number(instruction, "aq", word) != 0;
        boolean release = number(instruction, "rl", word) != 0;
        return acquire ? release ? ".aqrl" : ".aq" : release ? ".rl" : "";
    }

    private static long number(Instruction instruction, String field, int word) {
        Field found = instruction.field(field);
        return found == null ? 0 : found.extract(word);
    }

    private static String operand(Operand operand, int word, long pc, LongFunction<String> address) {
        long value = operand.field().extract(word);
        Field base = operand.base();
        return switch (operand.kind()) {
            case REGISTER -> Registers.name((int) value);
            case FLOAT_REGISTER -> Registers.floatName((int) value);
            case ROUNDING_MODE -> roundingMode((int) value);
            case IMMEDIATE ->
                operand.field().name().equals("shamt") ? "0x" + Long.toHexString(value) : Long.toString(value);
            case UPPER -> "0x" + Long.toHexString(value >>> 12 & 0xfffff);
            case OFFSET_BASE -> value + "(" + Registers.name((int) (base == null ? 0 : base.extract(word))) + ")";
            case BASE -> "(" + Registers.name((int) value) + ")";
            case TARGET -> address.apply(pc + value);
            case CSR -> csr((int) value);
            case FENCE_SET -> fenceSet((int) value);
        };
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
        return letters.isEmpty() ? "unknown" : letters.toString();
    }
}
