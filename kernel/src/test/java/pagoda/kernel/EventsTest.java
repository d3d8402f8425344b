package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A1;
import static pagoda.cpu.isa.Registers.T0;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.elf.ElfFile;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.Stamp;

/** The stream of events, and what can be counted on it. */
final class EventsTest {
    private static final byte[] HELLO = "hello, pagoda\n".getBytes(StandardCharsets.US_ASCII);

    private static ElfFile hello() {
        return ElfImage.program(
                new Code().call(64, 1, ElfImage.DATA, HELLO.length).exit(3), HELLO);
    }

    /** Touches the pages of data and .bss again and again, moves the break, and dies of a null pointer. */
    private static ElfFile busy() {
        Code code = new Code().li(A1, 5).label("again").li(A0, ElfImage.DATA).li(T0, ElfImage.DATA + 4 * 4096);
        code.label("page").store(Instruction.SD, A1, A0, 8).immediate(Instruction.ADDI, A0, A0, 1024);
        code.branch(Instruction.BLT, A0, T0, "page").immediate(Instruction.ADDI, A1, A1, -1);
        code.branch(Instruction.BNE, A1, ZERO, "again").call(214, 0x80000).call(63, 0, 0x7f000, 100);
        return ElfImage.program(code.call(214, 0x50000).call(999).immediate(Instruction.LD, A0, ZERO, 0));
    }

    @Test
    void helloIsToldInOrder() {
        GuestRun run = new GuestRun(GuestRun.SMALL, "")
                .listen(EnumSet.of(EventKind.PROCESS, EventKind.SYSCALL, EventKind.FAULT))
                .run(hello());

        assertThat(run.events().stream().map(event -> event.kind().word() + " " + event.word()))
                .containsExactly(
                        "fault demand-zero", // the stack, which exec fills
                        "process exec",
                        "fault file-read", // the text
                        "fault file-read", // the data, touched by write
                        "syscall write",
                        "syscall exit",
                        "process exit");
        assertThat(run.events().get(4).text()).isEqualTo("(1, 0x40000, 14) = 14");
        assertThat(run.events().get(5).text()).isEqualTo("(3) = ?");
        assertThat(run.events().get(6).text()).isEqualTo("status 3");
        assertThat(run.events().get(1).text()).startsWith("dir/test entry 0x10000 sp 0x3fffffe");
        assertThat(run.events().get(0).stamp().pid())
                .as("the process begins with its program")
                .isZero();
        assertThat(run.events().subList(1, 7))
                .allSatisfy(event -> assertThat(event.stamp().pid()).isEqualTo(2));
        assertThat(run.events().stream().map(event -> event.stamp().cycles())).isSorted();
        assertThat(run.events().get(6).stamp().instructions())
                .isEqualTo(run.kernel().statistics().system().get("instructions"));
    }

    @Test
    void aFaultInACallNamesTheCall() {
        GuestRun run = new GuestRun(GuestRun.SMALL, "")
                .listen(EnumSet.of(EventKind.FAULT))
                .run(hello());

        Event.Fault fault = (Event.Fault) run.events().get(2);
        assertThat(fault.address()).isEqualTo(ElfImage.DATA);
        assertThat(fault.pc()).as("the ecall").isBetween(ElfImage.TEXT + 4, ElfImage.TEXT + 24);
    }

    @Test
    void aDeathIsAnExitWithItsSignal() {
        GuestRun run = new GuestRun(GuestRun.SMALL, "")
                .listen(EnumSet.of(EventKind.PROCESS))
                .run(busy());

        assertThat(run.events().get(1).text()).isEqualTo("status 139 killed by SIGSEGV");
    }

    @Test
    void everyFrameThatIsAllocatedIsFreed() {
        for (ElfFile program : List.of(hello(), busy())) {
            GuestRun run = new GuestRun(GuestRun.SMALL, "xyz")
                    .listen(EnumSet.of(EventKind.FRAME))
                    .run(program);
            Set<Integer> owned = new TreeSet<>();
            for (Event event : run.events()) {
                Event.Frame frame = (Event.Frame) event;
                assertThat(frame.allocated() ? owned.add(frame.frame()) : owned.remove(frame.frame()))
                        .as("%s", frame)
                        .isTrue();
            }
            assertThat(owned).isEmpty();
        }
    }

    @Test
    void statisticsAgreeWithTheEvents() {
        GuestRun run = new GuestRun(GuestRun.SMALL, "xyz")
                .listen(EnumSet.allOf(EventKind.class))
                .run(busy());
        Map<String, Object> system = run.kernel().statistics().system();
        Map<String, Object> process = run.kernel().statistics().processes().get(2);

        assertThat(process)
                .containsEntry("pgfault", count(run, EventKind.FAULT, ""))
                .containsEntry("demand_zero", count(run, EventKind.FAULT, "demand-zero"))
                .containsEntry("file_read", count(run, EventKind.FAULT, "file-read"))
                .containsEntry("stack_growth", count(run, EventKind.FAULT, "stack-growth"))
                .containsEntry("system_calls", count(run, EventKind.SYSCALL, ""))
                .containsEntry("status", 139);
        long misses = tlb(system, "itlb", "misses") + tlb(system, "dtlb", "misses");
        assertThat(misses).isEqualTo(count(run, EventKind.TLB, "miss"));
        assertThat(2L * count(run, EventKind.TLB, "flush"))
                .isEqualTo(tlb(system, "itlb", "flushes") + tlb(system, "dtlb", "flushes"));
        assertThat(system).containsEntry("frames_total", 256);
    }

    private static long tlb(Map<String, Object> system, String name, String figure) {
        Map<?, ?> figures = (Map<?, ?>) Objects.requireNonNull(system.get(name));
        return (long) Objects.requireNonNull(figures.get(figure));
    }

    private static long count(GuestRun run, EventKind kind, String word) {
        return run.events().stream()
                .filter(event ->
                        event.kind() == kind && (word.isEmpty() || event.word().equals(word)))
                .count();
    }

    @Test
    void evictionsAreTold() {
        GuestRun run = new GuestRun(GuestRun.SMALL.withTlb(TlbConfiguration.parse("2x2")), "")
                .listen(EnumSet.of(EventKind.TLB))
                .run(busy());

        assertThat(count(run, EventKind.TLB, "evict")).isGreaterThan(10);
        assertThat(run.events().stream()
                        .filter(event -> event.word().equals("evict"))
                        .map(Event::text))
                .allMatch(text -> text.matches("[id]tlb 0x[0-9a-f]+000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"64x64", "off", "2x2", "4x1,random", "8x4,lru", "8x8,plru"})
    void theSameProgramTwiceIsTheSameRun(String tlb) {
        GuestRun[] runs = new GuestRun[2];
        for (int i = 0; i < 2; i++) {
            runs[i] = new GuestRun(GuestRun.SMALL.withTlb(TlbConfiguration.parse(tlb)), "xyz");
            runs[i].listen(EnumSet.allOf(EventKind.class)).run(busy());
        }

        assertThat(runs[0].events()).isEqualTo(runs[1].events()).hasSizeGreaterThan(30);
        assertThat(runs[0].kernel().statistics()).isEqualTo(runs[1].kernel().statistics());
        assertThat(runs[0].result().status()).isEqualTo(runs[1].result().status());
    }

    @Test
    void listeningAndTheAuditChangeNothing() {
        GuestRun heard = new GuestRun(GuestRun.SMALL, "xyz")
                .listen(EnumSet.allOf(EventKind.class))
                .run(busy());
        GuestRun unheard = new GuestRun(GuestRun.SMALL.withAudit(false), "xyz").run(busy());

        assertThat(unheard.events()).isEmpty();
        assertThat(unheard.kernel().statistics()).isEqualTo(heard.kernel().statistics());
    }

    @Test
    void whatNobodyReadsIsNotMade() {
        GuestRun run = new GuestRun(GuestRun.SMALL, "").listen(EnumSet.of(EventKind.PROCESS));

        assertThat(Stream.of(EventKind.values()).filter(run.kernel().events()::wants))
                .containsExactly(EventKind.PROCESS);
        run.run(hello());
        assertThat(run.events()).extracting(Event::kind).containsOnly(EventKind.PROCESS);
    }

    @Test
    void theLimitOfStepsCountsEveryAttempt() {
        Code loop =
                new Code().label("again").immediate(Instruction.ADDI, A0, A0, 1).jump(ZERO, "again");
        for (long steps : new long[] {1, 2, 3, 100, 101}) {
            GuestRun run = new GuestRun(GuestRun.SMALL.withMaxSteps(steps), "").run(ElfImage.program(loop));

            assertThat(run.result().status()).isNull();
            assertThat(run.kernel().statistics().system())
                    .as("the first attempt faults, the others retire")
                    .containsEntry("instructions", steps - 1);
            assertThat(run.result().pc()).isEqualTo(ElfImage.TEXT + (steps % 2 == 1 ? 0 : 4));
        }
    }

    @Test
    void aProgramThatEndsWithItsLastStepHasEnded() {
        // the fault that brings the text in, five instructions of li and ecall, of which the last does not retire
        Code code = new Code().exit(0);
        long steps = 1L + code.size() / 4;

        assertThat(new GuestRun(GuestRun.SMALL.withMaxSteps(steps), "")
                        .run(ElfImage.program(code))
                        .status())
                .isZero();
        assertThat(new GuestRun(GuestRun.SMALL.withMaxSteps(steps - 1), "")
                        .run(ElfImage.program(code))
                        .status())
                .isEqualTo(-1);
    }

    @Test
    void stampsTellTimeAndInstructions() {
        GuestRun run = new GuestRun(GuestRun.SMALL, "")
                .listen(EnumSet.of(EventKind.PROCESS))
                .run(hello());
        Stamp exec = run.events().get(0).stamp();
        Stamp exit = run.events().get(1).stamp();

        assertThat(exec.instructions()).isZero();
        assertThat(exec.cycles())
                .as("three tables and the stack are zeroed, at 500")
                .isEqualTo(4 * 500);
        assertThat(exit.cycles()).isEqualTo(run.kernel().statistics().system().get("cycles"));
    }
}
