package pagoda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pagoda run} prints, and how it ends. */
class RunTest {
    private static final String HELLO = """
                    .globl _start
            _start: li   a0, 1
                    la   a1, text
                    li   a2, 6
                    li   a7, 64
                    ecall
                    li   a0, 7
                    li   a7, 93
                    ecall
                    .section .rodata
            text:   .ascii "hello\\n"
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theGuestsOutputAloneGoesToStdoutAndItsStatusIsOurs() throws Exception {
        Invocation run = run(HELLO);

        assertThat(run.stdout()).isEqualTo("hello\n");
        assertThat(run.stderr()).isEmpty();
        assertThat(run.status()).isEqualTo(7);
    }

    @Test
    void allMistakesOfASourceAreToldInOneRun() throws Exception {
        Invocation run = run("""
                _start: addi a0, a0, 5000
                        adi  a1, a1, 1
                        lw   a2, 4(q3)
                """);

        assertThat(run.status()).isEqualTo(125);
        assertThat(run.stderr()).isEqualTo("""
                        prog.s:1:22: error: immediate 5000 out of range [-2048, 2047]
                            1 | _start: addi a0, a0, 5000
                              |                      ^~~~
                        tip: li t0, 5000, then add a0, a0, t0
                        prog.s:2:9: error: unknown instruction 'adi'; did you mean 'addi'?
                            2 |         adi  a1, a1, 1
                              |         ^~~
                        prog.s:3:20: error: expected a register, found 'q3'; did you mean 'a3'?
                            3 |         lw   a2, 4(q3)
                              |                    ^~
                        3 errors
                        """);
    }

    @Test
    void aStoreToReadOnlyDataIsExplained() throws Exception {
        Invocation run = run("""
                        .globl  _start
                        .section .rodata
                table:  .zero   16
                        .text
                _start: nop
                fill:   la      a1, table
                        sd      t0, 4(a1)
                """);

        assertThat(run.status()).isEqualTo(139);
        assertThat(run.stderr()).isEqualTo("""
                        [pid 2 prog] store page fault (scause 15) at 0x0000000000011004, pc 0x000000000001020a <fill+0x8>
                          prog.s:7:   sd      t0, 4(a1)
                          walk: L2[0x000] → L1[0x000] → L0[0x011] PTE = 0x0  DAGU XWRV = ---- ----
                          reason: read-only (region 0x11000–0x12000 r-- .rodata)
                          killed by SIGSEGV (SEGV_ACCERR)
                        """);
    }

    @Test
    void aNullPointerIsExplained() throws Exception {
        Invocation run = run("_start: ld a0, 0(zero)\n");

        assertThat(run.status()).isEqualTo(139);
        assertThat(run.stderr())
                .contains("load page fault (scause 13) at 0x0000000000000000")
                .contains("reason: not-mapped (page 0 is never mapped: a null pointer?)")
                .contains("killed by SIGSEGV (SEGV_MAPERR)");
    }

    @Test
    void anIllegalInstructionIsShown() throws Exception {
        Invocation run = run("_start: .word 0xffffffff\n");

        assertThat(run.status()).isEqualTo(132);
        assertThat(run.stderr())
                .contains("[pid 2 prog] illegal instruction (scause 2), pc 0x0000000000010200 <_start>\n")
                .contains("  instruction: 0xffffffff, which encodes none\n")
                .contains("  killed by SIGILL (ILL_ILLOPC)\n");
    }

    @Test
    void anEndlessLoopIsStoppedAndSaysWhereItWas() throws Exception {
        Invocation run = run("_start: nop\nspin: j spin\n", "--max-steps", "1000");

        assertThat(run.status()).isEqualTo(124);
        assertThat(run.stderr()).isEqualTo("""
                        pagoda: stopped by --max-steps, at pc 0x0000000000010202 <spin>
                          prog.s:2:   spin: j spin
                        """);
    }

    @Test
    void ramThatIsTooSmallKillsByOutOfMemory() throws Exception {
        String fill = """
                        .bss
                room:   .zero 1048576
                        .text
                _start: la t0, room
                        li t1, 4096
                1:      sd t0, 0(t0)
                        add t0, t0, t1
                        j 1b
                """;

        Invocation run = run(fill, "--ram", "256K", "--swap", "0", "--audit");

        assertThat(run.status()).isEqualTo(137);
        assertThat(run.stderr())
                .contains(
                        "reason: out-of-memory (no frame of RAM is free, nor can one be emptied; --ram and --swap give more)");
    }

    @Test
    void expectationsThatAreMetGiveZero() throws Exception {
        Invocation run = run(
                HELLO,
                "--expect-exit=7",
                "--expect-stdout=hello",
                "--expect-event=syscall=2",
                "--expect-event=fault.file-read=2");

        assertThat(run.stderr()).isEmpty();
        assertThat(run.status()).isZero();
    }

    @Test
    void eachExpectationThatIsNotMetIsTold() throws Exception {
        Invocation run = run(HELLO, "--expect-exit=0", "--expect-stdout=hallo", "--expect-event=syscall.write=2");

        assertThat(run.stderr()).isEqualTo("""
                        pagoda: expected exit status 0, but it is 7
                        pagoda: standard output, line 1: expected 'hallo', but it is 'hello'
                        pagoda: expected 2 events syscall.write, but there were 1
                        """);
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void theTraceShowsSystemCallsWithTheirResults() throws Exception {
        Invocation run = run(HELLO, "--trace=syscall");

        assertThat(run.stderr().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        " ns instr pid event",
                        " 6805 5 2 syscall write(1, 0x11000, 6) = 6",
                        " 7007 7 2 syscall exit(7) = ?");
    }

    @Test
    void theFiguresAreWrittenAsJson() throws Exception {
        Path json = folder.resolve("figures.json");

        run(HELLO, "--json", json.toString());

        JsonObject figures = JsonParser.object().from(Files.readString(json));
        assertThat(figures.getInt("status")).isEqualTo(7);
        assertThat(figures.getObject("system").getInt("instructions")).isEqualTo(7);
        assertThat(figures.getObject("system").getObject("itlb").getInt("misses"))
                .isEqualTo(2);
        assertThat(figures.getObject("processes").getObject("2").getInt("file_read"))
                .isEqualTo(2);
    }

    @Test
    void twoRunsAreTheSameToTheLastFigure() throws Exception {
        Invocation first = run(HELLO, "--stats", "--trace");
        Invocation second = run(HELLO, "--stats", "--trace");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void referencesAreRecordedAsPolicyAndTheOptimumReadThem() throws Exception {
        String file = folder.resolve("references").toString();

        assertThat(run(HELLO, "--record-references", file).status()).isEqualTo(7);

        assertThat(Files.readString(Path.of(file))).isEqualTo("thread 2:\n0x10 0x11 0x10\n");
        assertThat(Invocation.of("policy", "--file", file).stdout()).startsWith("3 references to 2 pages");
        Invocation again = run(HELLO, "--policy", "opt", "--references", file);
        assertThat(again.stderr()).isEmpty();
        assertThat(again.status()).isEqualTo(7);
    }

    @Test
    void theOptimumNeedsReferencesOfNamedThreads() throws Exception {
        Path nobodys = Files.writeString(folder.resolve("references"), "1 2 3");

        assertThat(run(HELLO, "--policy", "opt").stderr())
                .isEqualTo(
                        "pagoda: --policy opt needs to know the future: run with --record-references FILE first, then"
                                + " with --policy opt --references FILE\n");
        assertThat(run(HELLO, "--references", nobodys.toString()).stderr())
                .isEqualTo("pagoda: --references is for --policy opt alone\n");
        assertThat(run(HELLO, "--policy", "opt", "--references", nobodys.toString())
                        .stderr())
                .contains("does not say whose references they are")
                .hasLineCount(1);
        assertThat(run(HELLO, "--record-references", folder.toString()).stderr())
                .isEqualTo("pagoda: --record-references: " + folder + " cannot be written\n");
    }

    @Test
    void costsSlowTheSimulatedClock() throws Exception {
        Invocation run = run(
                HELLO,
                "--trace=process",
                "--cost=trap=0",
                "--cost=switch=0",
                "--cost=frame-zeroed=0",
                "--cost=frame-copied=0",
                "--cost=walk-reference=0",
                "--cost=instruction=10");

        assertThat(run.stderr()).containsPattern("(?m)^ +70 +7 +2  process exit status 7$");
    }

    @Test
    void argumentsAndInputReachTheProgram() throws Exception {
        String program = """
                _start: ld   a0, 0(sp)
                        addi a0, a0, '0'
                        la   a1, digit
                        sb   a0, 0(a1)
                        li   a0, 0
                        addi a1, a1, 1
                        li   a2, 4
                        li   a7, 63
                        ecall
                        addi a2, a0, 1
                        la   a1, digit
                        li   a0, 1
                        li   a7, 64
                        ecall
                        li   a0, 0
                        li   a7, 93
                        ecall
                        .data
                digit:  .zero 8
                """;
        Path source = Files.writeString(folder.resolve("prog.s"), program);

        Invocation run = Invocation.withInput("abc", "run", source.toString(), "--", "one", "--two");

        assertThat(run.stdout()).isEqualTo("3abc");
    }

    @Test
    void whatAsmWroteRunsAsTheSourceDoes() throws Exception {
        Path source = Files.writeString(folder.resolve("prog.s"), HELLO);
        Path executable = folder.resolve("prog");

        Invocation assembled = Invocation.of("asm", "-o", executable.toString(), source.toString());
        Invocation run = Invocation.of("run", executable.toString());

        assertThat(assembled).isEqualTo(new Invocation(0, "", ""));
        assertThat(Files.isExecutable(executable)).isTrue();
        assertThat(run).isEqualTo(new Invocation(7, "hello\n", ""));
    }

    @Test
    void theListingShowsPlaceBytesAndSource() throws Exception {
        Path source = Files.writeString(folder.resolve("prog.s"), "_start: li a0, 7\n        j _start\n");

        Invocation asm =
                Invocation.of("asm", "--listing", "-o", folder.resolve("prog").toString(), source.toString());

        assertThat(asm.stdout()).containsPattern("\\.text\\+0000 +451d +1  _start: li a0, 7\n");
    }

    @Test
    void namesThatAreNowhereAreToldBesideOtherMistakes() throws Exception {
        Invocation run = run("_start: adi a0, a0, 1\n        call nowhere\n");

        assertThat(run.stderr())
                .contains("unknown instruction 'adi'")
                .contains("undefined symbol 'nowhere'")
                .endsWith("2 errors\n");
    }

    @Test
    void disShowsTheCodeOfASourceWithItsSymbols() throws Exception {
        Path source = Files.writeString(folder.resolve("prog.s"), "_start: li a0, 7\nagain: j again\n");

        Invocation dis = Invocation.of("dis", source.toString());
        Invocation plain = Invocation.of("dis", "--no-aliases", source.toString());

        assertThat(dis.stdout())
                .contains("0000000000010200 <_start>:\n   10200:\t451d              \tli\ta0,7\n")
                .contains("10202 <again>\n");
        assertThat(plain.stdout()).contains("c.li\ta0,7\n");
    }

    @Test
    void aDamagedExecutableGivesOneLine() throws Exception {
        Path damaged = Files.write(folder.resolve("damaged"), "\177ELF rest".getBytes(StandardCharsets.ISO_8859_1));

        Invocation run = Invocation.of("run", damaged.toString());

        assertThat(run.status()).isEqualTo(125);
        assertThat(run.stderr()).startsWith("pagoda: ").contains("truncated").hasLineCount(1);
    }

    private Invocation run(String source, String... options) throws Exception {
        Path file = Files.writeString(folder.resolve("prog.s"), source);
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(Arrays.asList(options));
        arguments.add(file.toString());
        Invocation run = Invocation.of(arguments.toArray(new String[0]));
        return new Invocation(run.status(), run.stdout(), run.stderr().replace(folder + "/", ""));
    }
}
