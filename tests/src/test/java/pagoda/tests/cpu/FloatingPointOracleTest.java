package pagoda.tests.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.cpu.fp.Fcsr;
import pagoda.tests.host.HostCommand;

/**
 * Floating-point instructions give the results and raise the exceptions that they do on QEMU's user mode, in each rounding
 * mode. {@code -Dfp.operands=N} takes N operands for each instruction, else 100,000.
 */
@Tag("oracle")
final class FloatingPointOracleTest {
    private static final int OPERANDS = Integer.getInteger("fp.operands", 100_000);
    private static final int CHUNK = 200_000; // for one run of QEMU
    private static final int ROUNDING_MODES = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path temporary;

    @SuppressWarnings("NullAway.Init")
    private static Path program;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        program = temporary.resolve("instructions");
        String source =
                Path.of("src/test/resources/fp/instructions.c").toAbsolutePath().toString();
        HostCommand.Outcome outcome = HostCommand.run(
                temporary,
                "",
                List.of(
                        "riscv64-linux-gnu-gcc",
                        "-O1",
                        "-Wall",
                        "-Werror",
                        "-static",
                        "-o",
                        program.toString(),
                        source));
        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
    }

    @ParameterizedTest
    @EnumSource(FloatingPointInstruction.class)
    void resultsAndExceptionsAreThoseOfQemu(FloatingPointInstruction instruction) throws Exception {
        FloatingPointOperands generator = new FloatingPointOperands(
                instruction.operands(), instruction.mnemonic().hashCode());
        for (int done = 0; done < OPERANDS; done += CHUNK) {
            int count = Math.min(CHUNK, OPERANDS - done);
            ByteBuffer bytes = ByteBuffer.allocate(count * 3 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            LongBuffer operands = bytes.asLongBuffer();
            for (int i = 0; i < count; i++) {
                operands.put(3 * i, generator.next());
            }
            compare(instruction, operands, onQemu(instruction, bytes.array()));
        }
    }

    private static LongBuffer onQemu(FloatingPointInstruction instruction, byte[] operands) throws Exception {
        Path input = Files.write(temporary.resolve("operands"), operands);
        Path output = temporary.resolve("results");
        HostCommand.runInto(
                output, List.of("qemu-riscv64", program.toString(), instruction.mnemonic(), input.toString()));
        return ByteBuffer.wrap(Files.readAllBytes(output))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
    }

    private static void compare(FloatingPointInstruction instruction, LongBuffer operands, LongBuffer theirs) {
        int count = operands.capacity() / 3;
        assertThat(theirs.capacity()).isEqualTo(2 * ROUNDING_MODES * count);
        Fcsr fcsr = new Fcsr();
        for (int rm = 0; rm < ROUNDING_MODES; rm++) {
            for (int i = 0; i < count; i++) {
                long a = operands.get(3 * i);
                long b = operands.get(3 * i + 1);
                long c = operands.get(3 * i + 2);
                int at = 2 * (rm * count + i);
                long value = theirs.get(at);
                int flags = (int) theirs.get(at + 1);
                check(instruction, a, b, c, rm, fcsr, value, flags, 0);
                // Once exceptions have accrued nobody has to know of them again.
                check(instruction, a, b, c, rm, fcsr, value, flags, Fcsr.NX);
            }
        }
    }

    private static void check(
            FloatingPointInstruction instruction,
            long a,
            long b,
            long c,
            int rm,
            Fcsr fcsr,
            long value,
            int flags,
            int accrued) {
        fcsr.setFlags(accrued);
        long ours = instruction.compute(a, b, c, rm, fcsr);
        if (ours != value || fcsr.flags() != (flags | accrued)) {
            throw new AssertionError(String.format(
                    Locale.ROOT,
                    "%s %x, %x, %x, rounding mode %d: here %x with %x, on QEMU %x with %x",
                    instruction.mnemonic(),
                    a,
                    b,
                    c,
                    rm,
                    ours,
                    fcsr.flags(),
                    value,
                    flags | accrued));
        }
    }
}
