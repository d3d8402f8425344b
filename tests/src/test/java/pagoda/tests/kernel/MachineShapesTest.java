package pagoda.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.asm.Assembler;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.elf.ElfFile;
import pagoda.kernel.Kernel;
import pagoda.kernel.KernelOptions;
import pagoda.kernel.RunResult;
import pagoda.kernel.Statistics;

/** What a program does does not depend on the TLB's shape or on how much RAM there is: only the costs do. */
final class MachineShapesTest {
    /**
     * Fills a heap of 40 pages in strides, sums it, gives a half back and has it again, recurses through 60 pages of
     * stack, changes its own code, reads its input into a page that it never touched, and prints all of it.
     */
    private static final String SOURCE = """
            .equ    PAGES, 40
            .text
            .globl  _start
    _start: li      a0, 0
            li      a7, 214
            ecall
            mv      s0, a0                  # the heap
            li      s1, PAGES * 4096
            add     a0, s0, s1
            ecall
            li      s2, 0                   # the sum
            li      t0, 0
    fill:   add     t1, s0, t0
            sd      t0, 0(t1)
            addi    t0, t0, 1000
            blt     t0, s1, fill
            li      t0, 0
    sum:    add     t1, s0, t0
            ld      t2, 0(t1)
            add     s2, s2, t2
            addi    t0, t0, 1000
            blt     t0, s1, sum
            li      t0, PAGES / 2 * 4096
            add     a0, s0, t0
            li      a7, 214
            ecall
            add     a0, s0, s1
            ecall
            li      t0, PAGES / 2 * 4096
    empty:  add     t1, s0, t0
            lbu     t2, 0(t1)
            add     s2, s2, t2
            addi    t0, t0, 512
            blt     t0, s1, empty
            li      a0, 60
            call    deep
            add     s2, s2, a0
            li      s3, 8
    again:  la      t0, patch
            lw      t1, 0(t0)
            li      t2, 1 << 20
            add     t1, t1, t2
            sw      t1, 0(t0)
            fence.i
            call    patch
            add     s2, s2, a0
            addi    s3, s3, -1
            bnez    s3, again
            li      a0, 0
            la      a1, input
            li      a2, 6000
            li      a7, 63
            ecall
            mv      a2, a0
            li      a0, 1
            la      a1, input
            li      a7, 64
            ecall
            la      a1, digits + 16
            li      t0, 16
    digit:  andi    t1, s2, 15
            addi    t1, t1, 'a'
            addi    a1, a1, -1
            sb      t1, 0(a1)
            srli    s2, s2, 4
            addi    t0, t0, -1
            bnez    t0, digit
            li      a0, 1
            li      a2, 16
            ecall
            li      a0, 17
            li      a7, 93
            ecall
    deep:   li      t0, -4096
            add     sp, sp, t0
            sd      ra, 0(sp)
            sd      a0, 8(sp)
            beqz    a0, 1f
            addi    a0, a0, -1
            call    deep
    1:      ld      t0, 8(sp)
            add     a0, a0, t0
            ld      ra, 0(sp)
            li      t0, 4096
            add     sp, sp, t0
            ret
            .section .wx, "awx"
            .balign 4096
            .option norvc
    patch:  addi    a0, zero, 0
            ret
            .bss
    digits: .space  16
            .balign 4096
            .space  4000
    input:  .space  8192
    """;

    private static final String INPUT = "0123456789".repeat(300);

    private static final class Machine {
        final GuestConsole console = new GuestConsole(INPUT.getBytes(StandardCharsets.UTF_8));
        final Kernel kernel;
        final RunResult result;

        Machine(KernelOptions options) throws Exception {
            kernel = new Kernel(options.withAudit(true), console, console);
            result = kernel.run(program, "shapes", List.of(), List.of());
        }

        String output() {
            return new String(console.output(), StandardCharsets.UTF_8);
        }

        long system(String figure) {
            return ((Number) Objects.requireNonNull(kernel.statistics().system().get(figure))).longValue();
        }
    }

    @SuppressWarnings("NullAway.Init")
    private static ElfFile program;

    @SuppressWarnings("NullAway.Init")
    private static Machine usual;

    @BeforeAll
    static void build() throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        Assembler assembler = new Assembler(diagnostics);
        byte[] file = Linker.link(
                List.of(assembler.assemble("shapes.s", SOURCE.getBytes(StandardCharsets.UTF_8))),
                LinkOptions.defaults(),
                diagnostics);
        assertThat(diagnostics.hasErrors()).as("%s", diagnostics.render()).isFalse();
        program = ElfFile.readForExec(Objects.requireNonNull(file));
        usual = new Machine(KernelOptions.DEFAULT);
    }

    @Test
    void theProgramDoesWhatItSays() {
        long sum = 0;
        for (long at = 0; at < 40 * 4096; at += 1000) {
            sum += at;
        }
        sum += 60 * 61 / 2 + 8 * 9 / 2;
        StringBuilder digits = new StringBuilder();
        for (int shift = 60; shift >= 0; shift -= 4) {
            digits.append((char) ('a' + (sum >>> shift & 15)));
        }

        assertThat(usual.output()).isEqualTo(INPUT + digits);
        assertThat(Objects.requireNonNull(usual.result.status()).shellStatus()).isEqualTo(17);
    }

    @ParameterizedTest(name = "TLB {0}, {1} KiB of RAM")
    @CsvSource({
        "off, 1024",
        "1x1, 1024",
        "2x1, 640",
        "2x2, 640",
        "4x1, 1024",
        "8x2:lru, 640",
        "16x4:plru, 1024",
        "8x8:random, 640",
        "64x1, 65536",
        "512x8:lru, 65536",
        "64x64, 1048576",
        "1x1, 65536",
    })
    void theRunIsTheSameOnEveryMachine(String tlb, long ram) throws Exception {
        Machine machine = new Machine(KernelOptions.DEFAULT
                .withTlb(TlbConfiguration.parse(tlb.replace(':', ',')))
                .withRam(ram << 10));

        assertThat(machine.output()).isEqualTo(usual.output());
        assertThat(machine.result.status()).isEqualTo(usual.result.status());
        assertThat(machine.system("instructions")).isEqualTo(usual.system("instructions"));
        assertThat(processes(machine)).isEqualTo(processes(usual));
        assertThat(accesses(machine, "itlb")).isEqualTo(accesses(usual, "itlb"));
        assertThat(accesses(machine, "dtlb")).isEqualTo(accesses(usual, "dtlb"));
    }

    private static Map<Integer, Map<String, Object>> processes(Machine machine) {
        Statistics statistics = machine.kernel.statistics();
        return statistics.processes();
    }

    private static Object accesses(Machine machine, String tlb) {
        Map<?, ?> figures = (Map<?, ?>)
                Objects.requireNonNull(machine.kernel.statistics().system().get(tlb));
        return Objects.requireNonNull(figures.get("accesses"));
    }
}
