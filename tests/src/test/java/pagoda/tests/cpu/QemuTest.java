package pagoda.tests.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.Costs;
import pagoda.cpu.Hart;
import pagoda.cpu.Trap;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.tests.host.HostCommand;

/** Random programs over the whole table leave the same registers and memory on QEMU's user mode as on our hart. */
@Tag("oracle")
final class QemuTest {
    private static final int SEEDS = 50;
    private static final String CPU = "rv64,zba=true,zbb=true,zbs=true";
    private static final long FLAGS = Pte.V | Pte.U | Pte.R | Pte.W | Pte.X;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500, 550})
    void programsOfFiftySeedsLeaveTheSame(int firstSeed) throws Exception {
        ProgramImage image = new ProgramImage(firstSeed, SEEDS);
        byte[] theirs = onQemu(image);
        for (String tlb : new String[] {"64x64", "2x2,lru"}) {
            byte[] ours = onHart(image, TlbConfiguration.parse(tlb));
            int difference = Arrays.mismatch(ours, theirs);
            assertThat(difference)
                    .as(() -> "%s (TLB %s): here 0x%02x, on QEMU 0x%02x"
                            .formatted(image.name(difference), tlb, ours[difference], theirs[difference]))
                    .isEqualTo(-1);
        }
        assertThat(theirs).hasSize(SEEDS * ProgramImage.AREA);
    }

    @Test
    void theProgramsUseTheWholeTable() {
        Set<Instruction> missing = EnumSet.allOf(Instruction.class);
        missing.removeAll(new ProgramImage(0, SEEDS).used());
        assertThat(missing)
                .containsExactly(Instruction.ECALL, Instruction.EBREAK, Instruction.C_UNIMP, Instruction.C_EBREAK);
    }

    @Test
    void someInstructionsLieInTwoPages() {
        assertThat(new ProgramImage(0, SEEDS).acrossPages()).isGreaterThan(5);
    }

    private byte[] onQemu(ProgramImage image) throws Exception {
        Path program = Files.write(temporary.resolve("program"), image.bytes());
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path output = temporary.resolve("output");
        HostCommand.runInto(output, List.of("qemu-riscv64", "-cpu", CPU, program.toString()));
        return Files.readAllBytes(output);
    }

    private static byte[] onHart(ProgramImage image, TlbConfiguration tlb) {
        byte[] bytes = image.bytes();
        PhysicalMemory memory = new PhysicalMemory(16L << 20);
        Mmu mmu = new Mmu(memory, RadixScheme.SV39, tlb, tlb);
        Hart hart = new Hart(memory, mmu, Costs.DEFAULT);
        long root = PhysicalMemory.BASE;
        long middle = root + 4096;
        long lowest = middle + 4096; // tables for 2 MiB each
        memory.putLong(root, Pte.of(middle, Pte.V));
        long frame = PhysicalMemory.BASE + (1 << 20);
        for (int at = 0; at < bytes.length; at += 4096, frame += 4096) {
            long page = ProgramImage.BASE + at >>> 12;
            long table = lowest + (page >>> 9 << 12);
            memory.putLong(middle + 8 * (page >>> 9), Pte.of(table, Pte.V));
            memory.putLong(table + 8 * (page & 511), Pte.of(frame, FLAGS));
            memory.write(frame, bytes, at, Math.min(4096, bytes.length - at));
        }
        mmu.setSatp(mmu.satp(1, root));
        hart.setPc(ProgramImage.ENTRY);
        Trap trap = hart.run(10_000_000);
        assertThat(trap.cause()).as("pc %x, tval %x", trap.epc(), trap.tval()).isEqualTo(Cause.ECALL);
        byte[] left = new byte[SEEDS * ProgramImage.AREA];
        long data = PhysicalMemory.BASE + (1 << 20) + ProgramImage.DATA - ProgramImage.BASE;
        for (int at = 0; at < left.length; at += 4096) {
            memory.read(data + at, left, at, 4096);
        }
        return left;
    }
}
