package pagoda.kernel.syscall;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Registers;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.abi.SignalCode;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.Unfinished;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.report.CrashReport;
import pagoda.kernel.report.Reports;
import pagoda.kernel.wait.MustWait;

/** Does what programs ask for by {@code ecall}: its ABI says where number and arguments are; the result goes to a0. */
public final class SystemCalls {
    private static final int INSTRUCTION_SIZE = 4;

    /** How many different unknown calls are reported: a program may make any number of them. */
    private static final int MOST_REPORTED = 20;

    private final EventStream events;
    private final Reports reports;
    private final Abi abi;
    private final Set<Long> reported = new HashSet<>();

    /** The one for all calls, so that none is made for each. */
    private final Call call;

    public SystemCalls(Services services, EventStream events, Reports reports, Abi abi) {
        call = new Call(services);
        this.events = events;
        this.reports = reports;
        this.abi = abi;
    }

    /**
     * Does the call that the thread trapped for, or tries it again if it had to wait, and lets the thread go on behind the
     * {@code ecall}; unless it has to wait (again), or has ended.
     */
    public void dispatch(UserThread thread) {
        Process process = thread.process();
        Abi rules = abi.ofCall(thread.registers());
        long number = thread.registers()[rules.number()];
        CallTable.Row entry = rules.table().of(number);
        call.begin(thread, rules.firstArgument());
        String arguments = events.wants(EventKind.SYSCALL) ? arguments(call, entry) : "";
        if (!thread.isInCall()) {
            process.countSystemCall();
        }
        long result;
        try {
            Unfinished rest = thread.unfinished();
            result = rest != null ? call.finish(rest) : entry == null ? unknown(process, number) : handle(entry, call);
        } catch (MustWait wait) {
            thread.setInCall(true);
            thread.stallIn(wait.queue());
            return;
        }
        if (call.isOutOfMemory()) {
            outOfMemory(thread);
        }
        if (call.failure() != null) {
            reports.callFailed(thread, name(entry, number), call.failure());
            process.end(new ExitStatus.Exited(1));
        }
        if (result == Call.WAIT) {
            thread.setInCall(true);
            thread.setWaited();
            call.committed();
            return;
        }
        if (result != Call.GONE && call.isUnfinished(result)) {
            return;
        }
        thread.setInCall(false);
        call.committed();
        thread.signals().setAwaited(0);
        if (result != Errno.EINTR.result()) {
            thread.signals().restoreMask();
        }
        if (events.wants(EventKind.SYSCALL)) {
            events.emit(new Event.SystemCall(events.stamp(), name(entry, number), arguments, shown(result, rules)));
        }
        if (result != Call.GONE && result != Call.RESTART) {
            if (result != Call.NOTHING) {
                thread.registers()[Registers.A0] = result;
            }
            thread.setPc(thread.pc() + INSTRUCTION_SIZE);
        }
    }

    private static String name(CallTable.@Nullable Row entry, long number) {
        return entry == null ? "syscall_" + number : entry.name();
    }

    private static String shown(long result, Abi rules) {
        if (result == Call.GONE) {
            return "?";
        }
        return result == Call.RESTART
                ? "? restarted"
                : result == Call.NOTHING
                        ? "nothing"
                        : rules == Abi.LINUX
                                ? Errno.show(result)
                                : Long.toString(result); // others' results are no errors
    }

    private static long handle(CallTable.Row entry, Call call) {
        try {
            return entry.handler().handle(call);
        } catch (FileException failure) {
            return failure.errno().result();
        }
    }

    private long unknown(Process process, long number) {
        if (reported.size() < MOST_REPORTED && reported.add(number)) {
            reports.unknownSystemCall(process.pid(), process.name(), number);
        }
        return Errno.ENOSYS.result();
    }

    /** There was no frame for a page that the call needed: the process dies as it would by touching that page itself. */
    private void outOfMemory(UserThread thread) {
        Process process = thread.process();
        reports.crashed(new CrashReport(
                process.pid(),
                process.name(),
                process.program().elf(),
                Cause.ECALL,
                0,
                thread.pc(),
                List.of(),
                FaultReason.OUT_OF_MEMORY,
                null,
                SignalCode.SI_KERNEL));
        process.end(new ExitStatus.Killed(SignalCode.SI_KERNEL.signal()));
    }

    private static String arguments(Call call, CallTable.@Nullable Row entry) {
        StringBuilder text = new StringBuilder();
        int arity = entry == null ? 6 : entry.arity();
        for (int index = 0; index < arity; index++) {
            long value = call.argument(index);
            text.append(index == 0 ? "" : ", ")
                    .append(value >= 0 && value < 4096 ? Long.toString(value) : "0x" + Long.toHexString(value));
        }
        return text.toString();
    }
}
