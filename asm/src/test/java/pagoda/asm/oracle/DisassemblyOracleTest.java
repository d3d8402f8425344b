package pagoda.asm.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.asm.disassembly.Disassembly;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Operand;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;

/** Code is written as {@code objdump -d} writes it. */
@Tag("oracle")
class DisassemblyOracleTest {

    @TempDir
    Path directory;

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
                                "\t(add|and|or|xor|slt|sll|srl|sra|csrrw|csrrs|csrrc)i(w?)\t", "\t$1$2\t")
                        .replaceFirst("\tsltiu\t", "\tsltu\t")
                        .replaceFirst("\\(tp\\) #.*", "(tp)")
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
                if (instruction != Instruction.FENCE || (word & 0x0f000000) != 0 && (word & 0x00f00000) != 0) {
                    source.append(".insn 4, 0x%08x\n".formatted(word));
                }
            }
            source.append("l").append(instruction.ordinal()).append(":\n");
        }
        Path elf = directory.resolve("random.o");
        Path file = Files.writeString(directory.resolve("random.s"), source.toString());
        Tool.run(
                directory,
                List.of(
                        "riscv64-unknown-elf-as",
                        "-march=rv64ima_zicsr_zifencei",
                        "-mno-relax",
                        "-o",
                        elf.toString(),
                        file.toString()));
        assertSame(elf, aliases);
    }

    private static int insert(Field field, int word, long value) {
        // Control and status registers are taken from those that have names in all versions.
        return field.insert(word, field.name().equals("csr") ? 0xc00 + (value & 1) : value);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProgramOfGcc(boolean aliases) throws IOException {
        Path c = Files.writeString(directory.resolve("prog.c"), """
                static int counter = 5;
                static const char text[] = "hello";
                int add(int a, int b) { return a + b + counter; }
                long get(int i) { return text[i & 3]; }
                static int loop(int n) { int s = 0; for (int i = 0; i < n; i++) s += add(i, s) * i; return s; }
                void _start(void) { counter = loop(10) + get(2); for (;;) { } }
                """);
        Path elf = directory.resolve("prog");
        Tool.run(
                directory,
                List.of(
                        "riscv64-unknown-elf-gcc",
                        "-march=rv64ima_zicsr",
                        "-mabi=lp64",
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
