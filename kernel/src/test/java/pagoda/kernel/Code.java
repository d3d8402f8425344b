package pagoda.kernel;

import static pagoda.cpu.isa.Registers.A7;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import pagoda.cpu.isa.Instruction;

/** Machine code in the making: a test's program, written instruction by instruction from the instruction table. */
public final class Code {
    private record Fixup(int at, Instruction instruction, int word, String label) {}

    private final List<Integer> words = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final List<Fixup> fixups = new ArrayList<>();

    /** {@code op rd, rs1, rs2}, also for atomics ({@code rs1} is the address; {@code lr} has no rs2). */
    public Code register(Instruction op, int rd, int rs1, int rs2) {
        int word = set(op, set(op, op.match(), "rd", rd), "rs1", rs1);
        return word(op.field("rs2") == null ? word : set(op, word, "rs2", rs2));
    }

    /** {@code op rd, rs1, imm}, or {@code op rd, imm(rs1)}. */
    public Code immediate(Instruction op, int rd, int rs1, long imm) {
        String field = op.field("imm") == null ? "shamt" : "imm";
        return word(set(op, set(op, set(op, op.match(), "rd", rd), "rs1", rs1), field, imm));
    }

    /** {@code op rs2, imm(rs1)}. */
    public Code store(Instruction op, int rs2, int rs1, long imm) {
        return word(set(op, set(op, set(op, op.match(), "rs2", rs2), "rs1", rs1), "imm", imm));
    }

    /** {@code op}. */
    public Code plain(Instruction op) {
        return word(op.match());
    }

    /** A branch to a label. */
    public Code branch(Instruction op, int rs1, int rs2, String label) {
        fixups.add(new Fixup(words.size(), op, set(op, set(op, op.match(), "rs1", rs1), "rs2", rs2), label));
        return word(0);
    }

    /** {@code jal rd, label}. */
    public Code jump(int rd, String label) {
        fixups.add(new Fixup(
                words.size(), Instruction.JAL, set(Instruction.JAL, Instruction.JAL.match(), "rd", rd), label));
        return word(0);
    }

    /** The label stands for the next instruction. */
    public Code label(String name) {
        labels.put(name, words.size());
        return this;
    }

    /** {@code li rd, value}. */
    public Code li(int rd, long value) {
        if (value >= -2048 && value < 2048) {
            return immediate(Instruction.ADDI, rd, ZERO, value);
        }
        long low = value << 52 >> 52;
        if (value == (int) value && value - low == (int) (value - low)) {
            word(set(Instruction.LUI, set(Instruction.LUI, Instruction.LUI.match(), "rd", rd), "imm", value - low));
        } else {
            li(rd, value - low >> 12).immediate(Instruction.SLLI, rd, rd, 12);
        }
        return low == 0 ? this : immediate(Instruction.ADDI, rd, rd, low);
    }

    /** {@code mv rd, rs}. */
    public Code move(int rd, int rs) {
        return immediate(Instruction.ADDI, rd, rs, 0);
    }

    /** A system call with these constant arguments. */
    public Code call(int number, long... arguments) {
        for (int index = 0; index < arguments.length; index++) {
            li(pagoda.cpu.isa.Registers.A0 + index, arguments[index]);
        }
        return li(A7, number).plain(Instruction.ECALL);
    }

    /** {@code exit(status)}. */
    public Code exit(long status) {
        return call(93, status);
    }

    /** {@code exit(rs)}. */
    public Code exitWith(int rs) {
        return move(pagoda.cpu.isa.Registers.A0, rs).call(93);
    }

    /** A word as it is. */
    public Code word(int word) {
        words.add(word);
        return this;
    }

    /** How many bytes there are so far. */
    public int size() {
        return 4 * words.size();
    }

    /** The code's bytes, labels resolved. */
    public byte[] bytes() {
        for (Fixup fixup : fixups) {
            int target = Objects.requireNonNull(labels.get(fixup.label), fixup.label);
            words.set(fixup.at, set(fixup.instruction, fixup.word, "imm", 4L * (target - fixup.at)));
        }
        ByteBuffer bytes = ByteBuffer.allocate(size()).order(ByteOrder.LITTLE_ENDIAN);
        words.forEach(bytes::putInt);
        return bytes.array();
    }

    /** Little-endian 64-bit words, for data. */
    public static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    /** {@code count} bytes by their index. */
    public static byte[] fill(int count, IntToLongFunction value) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) value.applyAsLong(i);
        }
        return bytes;
    }

    private static int set(Instruction op, int word, String name, long value) {
        return Objects.requireNonNull(op.field(name), name).insert(word, value);
    }
}
