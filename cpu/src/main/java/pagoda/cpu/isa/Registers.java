package pagoda.cpu.isa;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The integer registers' names (RISC-V calling convention, table of the integer register convention). */
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

    private static final List<String> NAMES = List.of(
            "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6",
            "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6");

    private static final Map<String, Integer> NUMBERS = numbers();

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

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int number = 0; number < 32; number++) {
            numbers.put(NAMES.get(number), number);
            numbers.put("x" + number, number);
        }
        numbers.put("fp", 8);
        return Map.copyOf(numbers);
    }
}
