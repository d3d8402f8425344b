package pagoda.tests.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Disassembler;
import pagoda.cpu.isa.Instruction;
import pagoda.tests.host.HostCommand;

/**
 * Decoder and disassembler against GNU objdump {@code -M no-aliases} for rv64ima_zicsr_zifencei. The differences that are
 * meant:
 *
 * <ul>
 *   <li>instructions of the supervisor ({@link #PRIVILEGED}) are none in user mode;
 *   <li>a fence whose fields the base ISA reserves is a fence (unprivileged manual, "Memory Ordering Instructions"), where
 *       objdump asks for zeros or knows a hint;
 *   <li>fence.i likewise;
 *   <li>control and status registers that our table does not name are shown by number.
 * </ul>
 */
@Tag("oracle")
final class DisassemblyTest {
    private static final Pattern LINE = Pattern.compile("^ *([0-9a-f]+):\t([0-9a-f]{8}) *\t(.*)$");
    private static final Pattern PRIVILEGED =
            Pattern.compile("(uret|sret|mret|dret|mnret|hret|wfi|sfence\\.vm|sfence\\.vma)\\b.*");

    /** Major opcodes of the table, bits 6 to 0. */
    private static final int[] OPCODES = {
        0x03, 0x0f, 0x13, 0x17, 0x1b, 0x23, 0x2f, 0x33, 0x37, 0x3b, 0x63, 0x67, 0x6f, 0x73
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @Test
    void everyInstructionReadsAsObjdumpHasIt() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<Integer> words = new ArrayList<>();
        for (Instruction instruction : Instruction.values()) {
            for (int i = 0; i < 300; i++) {
                int word = random.nextInt() & ~instruction.mask() | instruction.match();
                if (Instruction.decode(word) == instruction && !isReservedFence(word)) {
                    words.add(word);
                }
            }
        }
        assertThat(words.size()).isGreaterThan(90 * 300);
        List<String> expected = objdump(words);
        for (int i = 0; i < words.size(); i++) {
            assertThat(disassemble(words.get(i), i, expected.get(i)))
                    .as("%08x at %x", words.get(i), 4 * i)
                    .isEqualTo(expected.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aWordIsAnInstructionHereIfItIsOneToObjdump(int seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> words = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int word = random.nextInt() & ~0x7f | OPCODES[random.nextInt(OPCODES.length)];
            if (random.nextInt(3) == 0) {
                Instruction[] table = Instruction.values();
                Instruction near = table[random.nextInt(table.length)];
                word = (word & ~near.mask() | near.match()) ^ 1 << (7 + random.nextInt(25));
            }
            if (!isReservedFence(word)) {
                words.add(word);
            }
        }
        List<String> expected = objdump(words);
        int known = 0;
        for (int i = 0; i < words.size(); i++) {
            String theirs = expected.get(i);
            boolean none = theirs.startsWith(".") || PRIVILEGED.matcher(theirs).matches();
            String ours = disassemble(words.get(i), i, theirs);
            assertThat(none ? "none" : ours)
                    .as("seed %d: %08x at %x is to objdump: %s", seed, words.get(i), 4 * i, theirs)
                    .isEqualTo(ours.startsWith(".") ? "none" : theirs);
            known += none ? 0 : 1;
        }
        assertThat(known).isBetween(words.size() / 4, words.size() * 9 / 10);
    }

    private static boolean isReservedFence(int word) {
        if ((word & 0x7f) != 0x0f) {
            return false;
        }
        int function = word >>> 12 & 7;
        if (function == 1) {
            return word != Instruction.FENCE_I.match();
        }
        boolean registers = (word & 0x000f_8f80) != 0;
        boolean empty = (word >>> 20 & 15) == 0 || (word >>> 24 & 15) == 0;
        return function == 0 && word != Instruction.FENCE_TSO.match() && (registers || empty || word >>> 28 != 0);
    }

    private static String disassemble(int word, int index, String expected) {
        String text = Disassembler.disassemble(word, 4L * index, address -> "0x" + Long.toHexString(address));
        Instruction instruction = Instruction.decode(word);
        if (instruction != null && instruction.field("csr") != null && Csr.numbered(word >>> 20) == null) {
            // mnemonic, rd, register, source: the register's name is objdump's
            String[] operands = text.split(",");
            String[] theirs = expected.split(",");
            assertThat(operands[1]).isEqualTo("0x" + Integer.toHexString(word >>> 20));
            operands[1] = theirs.length > 1 ? theirs[1] : operands[1];
            text = String.join(",", operands);
        }
        return text;
    }

    /** Objdump's words for each, the first at address 0. */
    private List<String> objdump(List<Integer> words) throws IOException, InterruptedException {
        StringBuilder source = new StringBuilder(".option norvc\n");
        for (int word : words) {
            source.append(".insn 4, 0x").append(Integer.toHexString(word)).append('\n');
        }
        Path assembly = Files.writeString(temporary.resolve("words.s"), source);
        Path object = temporary.resolve("words.o");
        Path text = temporary.resolve("words.txt");
        HostCommand.runInto(
                text,
                List.of(
                        "riscv64-unknown-elf-as",
                        "-march=rv64ima_zicsr_zifencei",
                        "-o",
                        object.toString(),
                        assembly.toString()));
        HostCommand.runInto(text, List.of("riscv64-unknown-elf-objdump", "-d", "-M", "no-aliases", object.toString()));
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(text)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                assertThat(Long.parseLong(matcher.group(1), 16)).isEqualTo(4L * lines.size());
                assertThat((int) Long.parseLong(matcher.group(2), 16)).isEqualTo(words.get(lines.size()));
                lines.add(bare(matcher.group(3)));
            }
        }
        assertThat(lines).hasSameSizeAs(words);
        return lines;
    }

    /** Without the comment and the symbol that objdump adds to an address, whose form becomes ours. */
    private static String bare(String text) {
        String plain = text.replaceAll("\\s*#.*$", "").stripTrailing();
        Matcher target = Pattern.compile("^(.*[\t,])([0-9a-f]+) <.*>$").matcher(plain);
        return target.matches() ? target.group(1) + "0x" + target.group(2) : plain;
    }
}
