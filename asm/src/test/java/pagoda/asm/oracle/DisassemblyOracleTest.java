package pagoda.asm.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.asm.Assembler;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.disassembly.Disassembly;
import pagoda.asm.file.ObjectFileWriter;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.asm.object.ObjectFile;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Operand;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;

/** Code is written as {@code objdump -d} writes it. */
@Tag("oracle")
class DisassemblyOracleTest {
    private static final Csr[] CSRS = {Csr.CYCLE, Csr.FCSR, Csr.FRM, Csr.FFLAGS};

    @TempDir
    Path directory;

    /** Mapping symbols tell data in code: those of GNU as, and our own, in objects and programs. */
    @Test
    void dataInCode() throws IOException {
        Path source = Files.writeString(directory.resolve("data.s"), """
                .globl _start
                _start: addi a0, a0, 1
                .word 0x00150513, 1
                .half 0x8082
                ret
                .word 0x1234
                label: .byte 4, 5, 6, 7, 8, 9
                nop
                .dword 0x1234567812345678
                .ascii "abcdefgh"
                lui a0, 5
                .float 1.5
                """);
        Path object = directory.resolve("data.o");
        Path program = directory.resolve("data");
        Tool.run(directory, List.of("riscv64-unknown-elf-as", "-o", object.toString(), source.toString()));
        assertSame(object, true);
        Tool.run(directory, List.of("riscv64-unknown-elf-ld", "-o", program.toString(), object.toString()));
        assertSame(program, true);
        Diagnostics diagnostics = new Diagnostics();
        ObjectFile ours = new Assembler(diagnostics).assemble("data.s", Files.readAllBytes(source));
        Files.write(object, ObjectFileWriter.write(ours));
        assertSame(object, true);
        byte[] linked = Linker.link(List.of(ours), LinkOptions.defaults(), diagnostics);
        Files.write(program, Objects.requireNonNull(linked));
        assertSame(program, true);
    }

    private void assertSame(Path elf, boolean aliases) throws IOException {
        List<String> command = new ArrayList<>(List.of("riscv64-unknown-elf-objdump", "-d"));
        command.addAll(aliases ? List.of() : List.of("-M", "no-aliases"));
        command.add(elf.toString());
        String theirs = Tool.run(directory, command);
        try {
            String ours = Disassembly.of(ElfFile.read(Files.readAllBytes(elf)), elf.toString(), aliases);
            List<String> expected = normal(theirs);
            List<String> actual = normal(ours);
            List<String> different = new ArrayList<>();
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                if (!expected.get(i).equals(actual.get(i))) {
                    different.add("objdump: " + expected.get(i) + "   we: " + actual.get(i));
                }
            }
            assertThat(different).isEmpty();
            assertThat(actual).hasSameSizeAs(expected);
        } catch (ElfFormatException broken) {
            throw new AssertionError(broken);
        }
    }

    /**
     * objdump drops the i of some mnemonics where it uses other names, which we keep; writes the immediates of CSR
     * instructions in decimal; takes tp for zero in its notes; and knows one pseudo-instruction even without aliases.
     */
    private static List<String> normal(String text) {
        return text.lines()
                .map(line -> line.replaceFirst(
                                "\t(add|and|or|xor|slt|sll|srl|sra|ror|bclr|bext|binv|bset|csrrw|csrrs|csrrc)i(w?)\t",
                                "\t$1$2\t")
                        .replaceFirst("\tsltiu\t", "\tsltu\t")
                        .replaceFirst("\\(tp\\) #.*", "(tp)")
                        .replaceFirst("\t(add|addw|c\\.addi|c\\.addiw)\ttp,(\\S+) #.*", "\t$1\ttp,$2")
                        .replaceFirst("\tunimp", "\tcsrrw\tzero,cycle,zero"))
                .map(DisassemblyOracleTest::decimal)
                .map(String::stripTrailing)
                .toList();
    }

    private static String decimal(String line) {
        int at = line.contains("\tcsr") ? line.indexOf(",0x") : -1;
        return at < 0
                ? line
                : line.substring(0, at + 1)
                        + Integer.parseInt(line.substring(at + 3).strip(), 16);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void instructionsWithRandomFields(boolean aliases) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder source = new StringBuilder("start:\n");
        for (Instruction instruction : Instruction.values()) {
            for (int i = 0; i < 20; i++) {
                int word = instruction.match();
                for (Operand operand : instruction.operands()) {
                    long value = i < 4 ? random.nextInt(2) : random.nextLong();
                    word = insert(operand.field(), word, value);
                    Field base = operand.base();
                    word = base == null ? word : insert(base, word, i % 2 == 0 ? 1 : random.nextLong());
                }
                if (Instruction.decode(word) == instruction && isWrittenAlike(instruction, word)) {
                    source.append(String.format(Locale.ROOT, ".insn %d, 0x%x\n", instruction.length(), word));
                }
            }
            source.append("l").append(instruction.ordinal()).append(":\n");
        }
        assertSame(assembled(source), aliases);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCompressedInstruction(boolean aliases) throws IOException {
        StringBuilder source = new StringBuilder("start:\n");
        for (int half = 1; half < 1 << 16; half++) {
            if ((half & 3) != 3 && Instruction.decode(half) != null) {
                source.append(String.format(Locale.ROOT, ".insn 2, 0x%x\n", half));
            }
        }
        assertSame(assembled(source), aliases);
    }

    @Test
    void aPieceOfAnInstructionIsData() throws Exception {
        Path object = assembled(new StringBuilder("nop\n.byte 0x13, 0x02\n"));
        // Without the symbols that say that it is data.
        Tool.run(directory, List.of("riscv64-unknown-elf-strip", "-s", object.toString()));
        String text = Disassembly.of(ElfFile.read(Files.readAllBytes(object)), "words.o", true);
        assertThat(text).endsWith("\tnop\n   2:\t0213                \t.2byte\t0x213\n");
    }

    private Path assembled(StringBuilder source) throws IOException {
        Path elf = directory.resolve("words.o");
        Path file = Files.writeString(directory.resolve("words.s"), source);
        Tool.run(
                directory,
                List.of(
                        "riscv64-unknown-elf-as",
                        "-march=rv64gc_zba_zbb_zbs_zihintpause",
                        "-mno-relax",
                        "-o",
                        elf.toString(),
                        file.toString()));
        return elf;
    }

    /** Whether objdump has text for this encoding, and an alias's text if it has one. */
    private static boolean isWrittenAlike(Instruction instruction, int word) {
        return switch (instruction) {
            case FENCE -> (word & 0x0f000000) != 0 && (word & 0x00f00000) != 0;
            case FCVT_D_W, FCVT_D_WU, FCVT_D_S -> (word & 0x7000) == 0;
            default -> true;
        };
    }

    private static int insert(Field field, int word, long value) {
        return field.insert(word, field.name().equals("csr") ? CSRS[(int) (value & 3)].number() : value);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void addressesMadeByTwoInstructions(boolean aliases) throws IOException {
        StringBuilder source = new StringBuilder("start:\n");
        for (String second : List.of(
                "addi a0, a0, 8",
                "addi a1, a0, 8",
                "addiw a0, a0, -4",
                "lw a1, 4(a0)",
                "sd a1, 8(a0)",
                "fld fa0, 16(a0)",
                "fsw fa0, 0(a0)",
                "jalr 12(a0)",
                "jr a0",
                "add a0, a0, a1",
                "c.addi a0, 8",
                "c.addiw a0, 1",
                "c.lw a1, 4(a0)",
                "c.fsd fa1, 8(a0)",
                "c.jr a0",
                "c.mv a1, a0",
                "addi a0, gp, 4",
                "c.li a0, 3",
                "li a0, 3")) {
            for (String first : List.of("lui a0, 0x10", "auipc a0, 0", "c.lui a0, 2", "nop")) {
                source.append(first).append('\n').append(second).append('\n');
                source.append("lw a2, 24(a0)\n");
            }
        }
        assertSame(assembled(source), aliases);
    }

    @ParameterizedTest
    @CsvSource({"false, rv64ima_zicsr, lp64", "true, rv64ima_zicsr, lp64", "false, rv64gc, lp64d", "true, rv64gc, lp64d"
    })
    void aProgramOfGcc(boolean aliases, String architecture, String abi) throws IOException {
        Path c = Files.writeString(directory.resolve("prog.c"), """
                static int counter = 5;
                static const char text[] = "hello";
                int add(int a, int b) { return a + b + counter; }
                long get(int i) { return text[i & 3]; }
                static int loop(int n) { int s = 0; for (int i = 0; i < n; i++) s += add(i, s) * i; return s; }
                #ifdef __riscv_float_abi_double
                double half(double x) { return x < 0 ? -x / 2 : x * 0.5 + counter; }
                #endif
                void _start(void) { counter = loop(10) + get(2); for (;;) { } }
                """);
        Path elf = directory.resolve("prog");
        Tool.run(
                directory,
                List.of(
                        "riscv64-unknown-elf-gcc",
                        "-march=" + architecture,
                        "-mabi=" + abi,
                        "-O1",
                        "-fno-inline",
                        "-nostdlib",
                        "-static",
                        "-o",
                        elf.toString(),
                        c.toString()));
        assertSame(elf, aliases);
    }
}
