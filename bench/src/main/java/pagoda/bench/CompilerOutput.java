package pagoda.bench;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Assembly text of any length that looks like what GCC writes with {@code -O2 -g}: functions of instructions, labels and
 * branches, with line and call-frame directives, then their data. The same text for the same number of lines.
 */
final class CompilerOutput {

    private static final String[] ARITHMETIC = {"add", "addw", "sub", "mul", "and", "or", "xor", "sltu", "sll", "divw"};
    private static final String[] IMMEDIATE = {"addi", "addiw", "andi", "ori", "slti", "xori"};
    private static final String[] SHIFT = {"slli", "srli", "srai", "slliw"};
    private static final String[] LOAD = {"ld", "lw", "lbu", "lhu"};
    private static final String[] STORE = {"sd", "sw", "sb", "sh"};
    private static final String[] BRANCH = {"beq", "bne", "blt", "bge", "bltu", "bgtu", "ble"};
    private static final String[] ONE_SIDED = {"beqz", "bnez", "blez", "bgtz"};
    private static final String[] SCRATCH = {
        "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "t0", "t1", "t2", "s0", "s1", "s2", "s3", "s4", "s5", "s6"
    };

    private final SplittableRandom random = new SplittableRandom(1);
    private final StringBuilder out = new StringBuilder();
    private final int wanted;
    private int lines;
    private int function;
    private int local;
    private int place;
    private int sourceLine = 1;

    private CompilerOutput(int wanted) {
        this.wanted = wanted;
    }

    /** A source of at least that many lines, and of at most one function more. */
    static String ofLines(int lines) {
        CompilerOutput source = new CompilerOutput(lines);
        source.write();
        return source.out.toString();
    }

    private void write() {
        line(".file\t\"generated.c\"");
        line(".option nopic");
        line(".attribute unaligned_access, 0");
        line(".attribute stack_align, 16");
        line(".text");
        line(".cfi_sections\t.debug_frame");
        line(".file 1 \"generated.c\"");
        while (lines < wanted) {
            function();
            data();
            function++;
        }
        line(".ident\t\"GCC: (Debian 12.2.0-14) 12.2.0\"");
        line(".section\t.note.GNU-stack,\"\",@progbits");
    }

    private void function() {
        String name = "function_" + function;
        line(".text");
        line(".align\t2");
        line(".globl\t" + name);
        line(".type\t" + name + ", @function");
        label(name);
        label(".LFB" + function);
        location();
        line(".cfi_startproc");
        int frame = 16 * (1 + random.nextInt(8));
        line("addi\tsp,sp,-" + frame);
        line(".cfi_def_cfa_offset " + frame);
        line("sd\tra," + (frame - 8) + "(sp)");
        line("sd\ts0," + (frame - 16) + "(sp)");
        line(".cfi_offset 1, -8");
        line(".cfi_offset 8, -16");
        int first = local;
        int blocks = 3 + random.nextInt(6);
        local += blocks;
        for (int block = 0; block < blocks; block++) {
            label(".L" + (first + block));
            for (int i = random.nextInt(4, 12); i > 0; i--) {
                statement();
            }
            branch(".L" + (first + random.nextInt(blocks)));
        }
        line("ld\tra," + (frame - 8) + "(sp)");
        line(".cfi_restore 1");
        line("ld\ts0," + (frame - 16) + "(sp)");
        line(".cfi_restore 8");
        line("addi\tsp,sp," + frame);
        line(".cfi_def_cfa_offset 0");
        line("jr\tra");
        line(".cfi_endproc");
        label(".LFE" + function);
        line(".size\t" + name + ", .-" + name);
    }

    private void statement() {
        switch (random.nextInt(16)) {
            case 0, 1 -> location();
            case 2 -> label(".LVL" + place++);
            case 3, 4 -> line(one(ARITHMETIC) + "\t" + register() + "," + register() + "," + register());
            case 5, 6 -> line(one(IMMEDIATE) + "\t" + register() + "," + register() + "," + random.nextInt(-256, 256));
            case 7 -> line(one(SHIFT) + "\t" + register() + "," + register() + "," + random.nextInt(1, 32));
            case 8, 9, 10 ->
                line(one(LOAD) + "\t" + register() + "," + 8 * random.nextInt(32) + "(" + register() + ")");
            case 11 -> line(one(STORE) + "\t" + register() + "," + 8 * random.nextInt(32) + "(" + register() + ")");
            case 12 -> line("mv\t" + register() + "," + register());
            case 13 -> line("li\t" + register() + "," + number());
            case 14 -> line("call\tfunction_" + random.nextInt(function + 1));
            default -> address();
        }
    }

    private int number() {
        return random.nextInt(3) == 0 ? random.nextInt(1 << 20) : random.nextInt(-64, 64);
    }

    private void address() {
        String register = register();
        String symbol = (random.nextBoolean() ? "table_" : "counter_") + random.nextInt(function + 1);
        if (random.nextBoolean()) {
            line("lla\t" + register + "," + symbol);
        } else {
            line("lui\t" + register + ",%hi(" + symbol + ")");
            line("ld\t" + register() + ",%lo(" + symbol + ")(" + register + ")");
        }
    }

    private void branch(String target) {
        switch (random.nextInt(4)) {
            case 0 -> line(one(ONE_SIDED) + "\t" + register() + "," + target);
            case 1 -> line("j\t" + target);
            default -> line(one(BRANCH) + "\t" + register() + "," + register() + "," + target);
        }
    }

    private void data() {
        line(".section\t.rodata.str1.8,\"aMS\",@progbits,1");
        line(".align\t3");
        label(".LC" + function);
        line(".string\t\"value %d of " + function + "\\n\"");
        line(".data");
        line(".align\t3");
        line(".type\ttable_" + function + ", @object");
        int size = random.nextInt(2, 6);
        line(".size\ttable_" + function + ", " + (4 * size + 8));
        label("table_" + function);
        for (int i = 0; i < size; i++) {
            line(".word\t" + random.nextInt());
        }
        line(".dword\t.LC" + function);
        line(".local\tcounter_" + function);
        line(".comm\tcounter_" + function + ",8,8");
    }

    private void location() {
        sourceLine += random.nextInt(3);
        line(String.format(Locale.ROOT, ".loc 1 %d %d", sourceLine, random.nextInt(1, 40)));
    }

    private String register() {
        return one(SCRATCH);
    }

    private String one(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private void label(String name) {
        out.append(name).append(":\n");
        lines++;
    }

    private void line(String statement) {
        out.append('\t').append(statement).append('\n');
        lines++;
    }
}
