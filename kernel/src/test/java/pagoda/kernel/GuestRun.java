package pagoda.kernel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pagoda.elf.ElfFile;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.fs.Console;
import pagoda.kernel.proc.ExecException;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.MemoryUse;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.report.CrashReport;
import pagoda.kernel.report.Reports;

/** A run of one program on a machine of its own, audited, and all that came of it. */
public final class GuestRun implements Console, Reports {
    /** 1 MiB of RAM, the audit on, a million steps at most. */
    public static final KernelOptions SMALL = KernelOptions.DEFAULT
            .withRam(1 << 20)
            .withSwap(SwapOptions.OFF)
            .withAudit(true)
            .withMaxSteps(1_000_000);

    private final ByteArrayInputStream input;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<CrashReport> crashes = new ArrayList<>();
    private final List<UserThread> deadlocked = new ArrayList<>();
    private final List<List<Integer>> killedForMemory = new ArrayList<>();
    private final List<Long> unknownCalls = new ArrayList<>();
    private final List<String> failedCalls = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Kernel kernel;
    private int outputLeft = Integer.MAX_VALUE;
    private int outputError;
    private @Nullable RunResult result;

    /** A machine with this standard input. */
    public GuestRun(KernelOptions options, String input) {
        this.input = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        kernel = new Kernel(options, this, this);
    }

    /** Runs the code on a small machine. */
    public static GuestRun of(Code code) {
        return of(ElfImage.program(code));
    }

    /** Runs the code with this data on a small machine. */
    public static GuestRun of(Code code, byte[] data) {
        return of(ElfImage.program(code, data));
    }

    /** Runs the program on a small machine. */
    public static GuestRun of(ElfFile program) {
        return new GuestRun(SMALL, "").run(program);
    }

    /** Collects events of these kinds. */
    public GuestRun listen(EnumSet<EventKind> kinds) {
        kernel.events().read(kinds, events::add);
        return this;
    }

    /** Lets standard output fail with this result once {@code count} bytes were written. */
    public GuestRun failOutputAfter(int count, int error) {
        outputLeft = count;
        outputError = error;
        return this;
    }

    /** Runs the program under the path {@code dir/test}. */
    public GuestRun run(ElfFile program, String... arguments) {
        try {
            return tryRun(program, List.of(arguments), List.of());
        } catch (ExecException e) {
            throw new AssertionError(e);
        }
    }

    public GuestRun tryRun(ElfFile program, List<String> arguments, List<String> environment) throws ExecException {
        result = kernel.run(program, "dir/test", arguments, environment);
        return this;
    }

    public Kernel kernel() {
        return kernel;
    }

    public RunResult result() {
        return Objects.requireNonNull(result);
    }

    /** What the shell shows; −1 if the limit of steps was reached. */
    public int status() {
        ExitStatus status = result().status();
        return status == null ? -1 : status.shellStatus();
    }

    public String stdout() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public byte[] stdoutBytes() {
        return out.toByteArray();
    }

    public byte[] stderrBytes() {
        return err.toByteArray();
    }

    public String stderr() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The one crash. */
    public CrashReport crash() {
        if (crashes.size() != 1) {
            throw new AssertionError("crashes: " + crashes);
        }
        return crashes.get(0);
    }

    public List<CrashReport> crashes() {
        return crashes;
    }

    /** The threads that wait for nothing that can happen; empty if there was no deadlock. */
    public List<UserThread> deadlocked() {
        return deadlocked;
    }

    public List<Long> unknownCalls() {
        return unknownCalls;
    }

    public List<Event> events() {
        return events;
    }

    @Override
    public int read(byte[] target, int length) {
        return Math.max(0, input.read(target, 0, length));
    }

    @Override
    public int write(boolean error, byte[] source, int length) {
        if (!error && out.size() + length > outputLeft) {
            return outputError;
        }
        (error ? err : out).write(source, 0, length);
        return length;
    }

    @Override
    public void crashed(CrashReport report) {
        crashes.add(report);
    }

    /** For each time that a process was killed for its memory, those among whom it was chosen. */
    public List<List<Integer>> killedForMemory() {
        return killedForMemory;
    }

    @Override
    public void outOfMemory(List<MemoryUse> all, int victim) {
        killedForMemory.add(all.stream().map(MemoryUse::pid).toList());
    }

    @Override
    public void deadlock(List<UserThread> threads) {
        deadlocked.addAll(threads);
    }

    @Override
    public void unknownSystemCall(int pid, String name, long number) {
        unknownCalls.add(number);
    }

    /** The calls that ended a process, each with the reason. */
    public List<String> failedCalls() {
        return failedCalls;
    }

    @Override
    public void callFailed(UserThread thread, String name, String why) {
        failedCalls.add(name + ": " + why);
    }
}
