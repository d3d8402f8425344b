package pagoda.cpu.isa;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The registers' names (RISC-V calling convention, tables of the integer and floating-point register conventions). */
public final class Registers {
    public static final int ZERO = 0;
    public static final int RA = 1;
    public static final int SP = 2;
    public static final int GP = 3;
    public static final int TP = 4;
    public static final int T0 = 5;
    public static final int A0 = 10;
    public static final int A1 = 11;
    public static final int A2 = 12;
    public static final int A3 = 13;
    public static final int A4 = 14;
    public static final int A5 = 15;
    public static final int A7 = 17;

    /** Where fa0 is in a thread's registers, in which the floating-point ones follow the others. */
    public static final int FA0 = Decoder.FLOAT + 10;

    private static final List<String> NAMES = List.of(
            "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6",
            "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6");

    private static final List<String> FLOAT_NAMES = List.of(
            "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0", "fa1", "fa2", "fa3", "fa4",
            "fa5", "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8", "fs9", "fs10", "fs11", "ft8", "ft9",
            "ft10", "ft11");

    private static final Map<String, Integer> NUMBERS = numbers(NAMES, "x");

    /** Read when it is first asked for: few runs do. */
    private static final class Floats {
        static final Map<String, Integer> NUMBERS = numbers(FLOAT_NAMES, "f");

        private Floats() {}
    }

    private Registers() {}

    /** The ABI name of register {@code number}, 0 to 31. */
    public static String name(int number) {
        return NAMES.get(number);
    }

    /** The number of the register of this name ({@code x5}, {@code t0}, {@code fp}), or −1 if there is none. */
    public static int number(String name) {
        return NUMBERS.getOrDefault(name, -1);
    }

    /** All names that {@link #number} knows. */
    public static Iterable<String> names() {
        return List.copyOf(NUMBERS.keySet()).stream().sorted().toList();
    }

    /** The ABI name of floating-point register {@code number}, 0 to 31. */
    public static String floatName(int number) {
        return FLOAT_NAMES.get(number);
    }

    /** The number of the floating-point register of this name ({@code f10}, {@code fa0}), or −1 if there is none. */
    public static int floatNumber(String name) {
        return Floats.NUMBERS.getOrDefault(name, -1);
    }

    /** All names that {@link #floatNumber} knows. */
    public static Iterable<String> floatNames() {
        return Floats.NUMBERS.keySet().stream().sorted().toList();
    }

    private static Map<String, Integer> numbers(List<String> names, String letter) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int number = 0; number < 32; number++) {
            numbers.put(names.get(number), number);
            numbers.put(letter + number, number);
        }
        if (letter.equals("x")) {
            numbers.put("fp", 8);
        }
        return numbers;
    }
}
