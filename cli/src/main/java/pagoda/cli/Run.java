package pagoda.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.Kernel;
import pagoda.kernel.RunResult;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.mm.reference.Foresight;
import pagoda.kernel.proc.ExecException;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.MemoryUse;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.report.CrashReport;
import pagoda.kernel.report.Reports;
import pagoda.kernel.wait.WaitQueue;

/** {@code pagoda run}: runs a program to its end. */
final class Run implements Command {
    static final String NAME = "run";

    private static final int LIMIT_REACHED = 124;
    private static final int PANIC = 126;
    private static final String ALL = "all";

    private final List<String> arguments;
    private final HostStreams streams;
    private final Messages messages;
    private final AssembledSources sources = new AssembledSources();

    private IsaOption isa = new IsaOption();

    private AbiOption abi = new AbiOption();

    private RunOptions options = new RunOptions();

    private LibraryOptions libraries = new LibraryOptions();

    private Expectations expectations = new Expectations();

    private @Nullable String trace;

    private boolean stats;

    private @Nullable String json;

    private @Nullable String recordReferences;

    private List<String> programs = List.of();

    /** @param arguments what stood behind {@code --} */
    Run(List<String> arguments, HostStreams streams, Messages messages) {
        this.arguments = arguments;
        this.streams = streams;
        this.messages = messages;
    }

    /** Whether these arguments are {@code run} and nothing but names of programs. */
    static boolean isPlain(List<String> arguments) {
        if (arguments.size() < 2 || !arguments.get(0).equals(NAME)) {
            return false;
        }
        for (String argument : arguments) {
            // An option, or for picocli a file with more arguments.
            if (argument.startsWith("-") || argument.startsWith("@")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void declare(Options options) {
        options.description(
                "Runs a program: assembly sources, objects and archives, linked together, or one ELF executable.");
        options.synopsis("pagoda run [OPTIONS] PROGRAM... [-- ARGS...]");
        options.footer(
                "",
                "Exit status: the program's own; 128 + N if signal N killed it (139: SIGSEGV);",
                "124 if a limit was reached; 125 for a mistake in options or source;",
                "126 for a defect of Pagoda.",
                "",
                "Example: pagoda run --stats programs/primes.s");
        isa.declare(options);
        abi.declare(options);
        this.options.declare(options);
        libraries.declare(options);
        expectations.declare(options);
        options.optionalValue(
                "--trace",
                "KINDS",
                given -> trace = given,
                "Shows what happens, on stderr: all of it, or the kinds named, separated by commas"
                        + " (process, switch, syscall, signal, fault, cow, frame, swap, reclaim, disk, oom, tlb).");
        options.flag("--stats", given -> stats = given, "Shows the run's figures, on stderr.");
        options.value(
                "--json", "FILE", String.class, given -> json = given, "Writes the run's figures to FILE as JSON.");
        options.value(
                "--record-references",
                "FILE",
                String.class,
                given -> recordReferences = given,
                "Writes the pages that each thread touches, in order, to FILE: for 'pagoda policy --file' and"
                        + " --policy opt. Slow; the run is the same.");
        options.parameters(
                "PROGRAM",
                "1..*",
                given -> programs = given,
                "Assembly sources, objects (.o) and archives (.a), or one ELF executable.");
    }

    @Override
    public Integer call() {
        return run(programs);
    }

    /** Runs what is given, with the options as they are. */
    int run(List<String> programs) {
        return boot(Program.load(programs, libraries.files(), isa, messages), options, kernel -> {});
    }

    /**
     * Boots a machine and runs the program on it.
     *
     * @param prepare what to do with the machine before
     * @return the command's exit status
     */
    int boot(Program program, RunOptions options, Consumer<Kernel> prepare) {
        Set<EventKind> traced = trace == null ? Set.of() : kinds(trace);
        Set<EventKind> counted = expectations.kinds();
        HostConsole console = streams.console(expectations.needsOutput());
        Kernel kernel = new Kernel(options.kernelOptions().withAbi(abi.abi()), console, new Told());
        if (messages.isTerminal()) {
            console.beforeWriting(messages::hide);
            kernel.tell(new RunProgress(messages, console::isAtLineStart, System::nanoTime));
        }
        kernel.files().setProgramFormat(new SourceFormat(messages, sources));
        options.mount(kernel);
        prepare.accept(kernel);
        if (!traced.isEmpty()) {
            TraceText text = new TraceText(messages);
            text.heading();
            kernel.events().read(traced, text::write);
        }
        if (!counted.isEmpty()) {
            kernel.events().read(counted, expectations::count);
        }
        int status = recordReferences == null ? run(kernel, program) : record(recordReferences, kernel, program);
        sayIfOptWasNotExact(kernel.foresight());
        if (stats) {
            messages.print(StatisticsText.of(kernel.statistics()));
        }
        if (json != null) {
            HostFiles.write(json, StatisticsJson.of(status, kernel.statistics()), false);
        }
        if (status == PANIC || !expectations.any()) {
            return status;
        }
        return expectations.met(status, console.kept(), messages) ? 0 : 1;
    }

    private int record(String file, Kernel kernel, Program program) {
        try (ReferenceFile references = new ReferenceFile(file)) {
            kernel.recordReferences(references);
            return run(kernel, program);
        }
    }

    private void sayIfOptWasNotExact(@Nullable Foresight foresight) {
        if (foresight == null) {
            return;
        }
        if (foresight.isEstimate()) {
            messages.say("--policy opt was an estimate: nobody knows how several threads will take turns");
        } else if (foresight.exactReferences() < foresight.references()) {
            messages.say("--policy opt was an estimate from reference " + (foresight.exactReferences() + 1) + " of "
                    + foresight.references() + " on: there the program did not do what had been recorded");
        }
    }

    private int run(Kernel kernel, Program program) {
        try {
            RunResult result = kernel.run(program.file(), program.path(), arguments, List.of());
            messages.hide();
            ExitStatus status = result.status();
            if (status != null) {
                return status.shellStatus();
            }
            if (result.end() == RunResult.End.LIMIT) {
                CodePlaces there = new CodePlaces(result.process().program().elf(), sources);
                String line = there.line(result.pc());
                messages.say(
                        Text.format("stopped by --max-steps, at pc 0x%016x%s", result.pc(), there.symbol(result.pc()))
                                + (line == null ? "" : "\n  " + line));
            }
            return LIMIT_REACHED;
        } catch (ExecException failure) {
            throw new Failure(program.path() + ": " + failure.getMessage());
        } catch (KernelPanic panic) {
            messages.say("kernel panic: " + panic.getMessage() + "\n" + panic.history()
                    + "This is a defect of Pagoda, not of your program.");
            return PANIC;
        }
    }

    private static Set<EventKind> kinds(String text) {
        if (text.equals(ALL)) {
            return EnumSet.allOf(EventKind.class);
        }
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String word : text.split(",")) {
            EventKind kind = EventKind.of(word);
            if (kind == null) {
                throw new Failure("--trace: '" + word + "' is no kind of event; there are " + Expectations.allKinds());
            }
            kinds.add(kind);
        }
        return kinds;
    }

    /** Shows the kernel's reports. */
    private final class Told implements Reports {
        @Override
        public void crashed(CrashReport report) {
            messages.print(Explanation.of(report, new CodePlaces(report.program(), sources)));
        }

        @Override
        public void deadlock(List<UserThread> threads) {
            messages.say("deadlock: every thread waits, and nothing can wake one");
            for (UserThread thread : threads) {
                String what = thread.queues().stream().map(WaitQueue::what).collect(Collectors.joining(" or "));
                CodePlaces places = new CodePlaces(thread.process().program().elf(), sources);
                String line = places.line(thread.pc());
                messages.print(Text.format(
                        "  [pid %d %s] thread %d waits for %s, pc 0x%x%s%s\n",
                        thread.process().pid(),
                        thread.process().name(),
                        thread.tid(),
                        what.isEmpty() ? "a signal" : what,
                        thread.pc(),
                        places.symbol(thread.pc()),
                        line == null ? "" : "\n    " + line));
            }
        }

        @Override
        public void outOfMemory(List<MemoryUse> all, int victim) {
            messages.say("out of memory: no frame can be emptied, and swap is full or off; pages of 4 KiB:");
            messages.print("    pid  resident   swapped    tables   name\n");
            for (MemoryUse use : all) {
                messages.print(Text.format(
                        "  %5d  %8d  %8d  %8d   %s%s\n",
                        use.pid(),
                        use.resident(),
                        use.swapped(),
                        use.tables(),
                        use.name(),
                        use.pid() == victim ? "   <- killed: reason out-of-memory" : ""));
            }
        }

        @Override
        public void unknownSystemCall(int pid, String name, long number) {
            messages.print(Text.format("[pid %d %s] system call %d does not exist: ENOSYS\n", pid, name, number));
        }

        @Override
        public void callFailed(UserThread thread, String name, String why) {
            CodePlaces places = new CodePlaces(thread.process().program().elf(), sources);
            String line = places.line(thread.pc());
            messages.print(Text.format(
                    "[pid %d %s] %s: %s, pc 0x%x%s%s\n",
                    thread.process().pid(),
                    thread.process().name(),
                    name,
                    why,
                    thread.pc(),
                    places.symbol(thread.pc()),
                    line == null ? "" : "\n  " + line));
        }
    }
}
