package pagoda.kernel.proc;

import java.util.ArrayList;
import java.util.List;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.signal.SignalInfo;

/**
 * What happens to process groups that become orphaned, so that no shell is left to let them go on: if a member is stopped,
 * all are sent SIGHUP, and then SIGCONT (POSIX, {@code _exit}; Linux's {@code kill_orphaned_pgrp}).
 */
final class OrphanedGroups {
    private final Processes processes;
    private final Signals signals;

    OrphanedGroups(Processes processes, Signals signals) {
        this.processes = processes;
        this.signals = signals;
    }

    /** The process, a zombie now, was perhaps its own group's last link to its parent. */
    void ended(Process process) {
        Process parent = process.parent();
        // The first process's parent is pid 1, which stands for the shell that began it: in the session, not in the
        // group.
        boolean linked = parent == null
                ? process.isFirst()
                : parent.group() != process.group() && parent.session() == process.session();
        if (linked) {
            look(process.group(), process.session());
        }
    }

    /** The child lost its parent, which was perhaps its group's last link. */
    void lostParent(Process child, Process parent) {
        if (parent.group() != child.group() && parent.session() == child.session()) {
            look(child.group(), child.session());
        }
    }

    private void look(int group, int session) {
        List<Process> members = new ArrayList<>();
        boolean stopped = false;
        for (Process process : processes.all()) {
            if (process.group() == group && !process.isZombie()) {
                members.add(process);
                stopped |= process.isStopped();
            }
        }
        if (stopped && processes.isOrphanedGroup(group, session)) {
            for (Signal signal : new Signal[] {Signal.SIGHUP, Signal.SIGCONT}) {
                members.forEach(member -> signals.send(member, SignalInfo.fromKernel(signal)));
            }
        }
    }
}
