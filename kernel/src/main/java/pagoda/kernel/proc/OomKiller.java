package pagoda.kernel.proc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.MemoryGroup;
import pagoda.kernel.signal.SignalInfo;

/**
 * The last resort when there is no memory, nor any to be made: kills the process that has most of it. Of those that have as
 * much, the younger one.
 */
public final class OomKiller {
    /** Is told who dies, and what each process has. */
    @FunctionalInterface
    public interface Witness {
        void outOfMemory(List<MemoryUse> all, int victim);
    }

    private final Processes processes;
    private final Signals signals;
    private final EventStream events;
    private final Witness witness;

    public OomKiller(Processes processes, Signals signals, EventStream events, Witness witness) {
        this.processes = processes;
        this.signals = signals;
        this.events = events;
        this.witness = witness;
    }

    /**
     * Chooses a victim and kills it, unless it is the process that wants the memory: that one dies of its fault.
     *
     * @param group those among whom it is chosen: they have reached their limit; null if all RAM is full
     * @return whether another process gives its memory back
     */
    public boolean kill(Process wants, @Nullable MemoryGroup group) {
        List<MemoryUse> all = new ArrayList<>();
        Process worst = null;
        long most = -1;
        for (Process process : processes.all()) {
            if (!process.hasSpace() || (group != null && !isIn(process, group))) {
                continue;
            }
            if (isDying(process)) {
                if (process != wants) {
                    return true;
                }
                continue;
            }
            MemoryUse use = use(process);
            all.add(use);
            if (use.badness() >= most) {
                most = use.badness();
                worst = process;
            }
        }
        if (worst == null) {
            return false;
        }
        witness.outOfMemory(all, worst.pid());
        if (events.wants(EventKind.OOM)) {
            events.emit(new Event.OutOfMemory(events.stamp(), worst.pid(), most));
        }
        if (worst == wants) {
            return false;
        }
        AddressSpace space = worst.space();
        for (Process process : List.copyOf(processes.all())) {
            if (process.hasSpace() && process.space() == space) {
                signals.send(process, SignalInfo.fromKernel(Signal.SIGKILL));
            }
        }
        return true;
    }

    private static boolean isIn(Process process, MemoryGroup group) {
        return process.threads().stream().anyMatch(thread -> thread.held().group() == group);
    }

    private static boolean isDying(@Nullable Process process) {
        return process != null
                && (process.ending() != null || (process.pending().set() & Signal.SIGKILL.bit()) != 0);
    }

    private static MemoryUse use(Process process) {
        AddressSpace space = process.space();
        return new MemoryUse(
                process.pid(),
                process.name(),
                space.counters().residentPages(),
                space.counters().swappedPages(),
                space.pageTable().tableFrames());
    }
}
