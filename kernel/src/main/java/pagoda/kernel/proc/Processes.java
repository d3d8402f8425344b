package pagoda.kernel.proc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.fs.FileDescriptors;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Asids;
import pagoda.kernel.mm.MemoryGroup;
import pagoda.kernel.mm.PageTable;
import pagoda.kernel.signal.AlternateStack;

/**
 * All processes and threads, and how they come and go. Pid 1 is the kernel's own: it is the parent of those that have none,
 * and waits for them at once.
 */
public final class Processes {
    /** The most processes and threads at a time. */
    public static final int MOST = 32_768;

    /** Is told what happens to processes. */
    public interface Listener {
        /** There is a new process or thread ({@code fork}, {@code vfork}, {@code thread}), or one less ({@code reap}). */
        void changed(String word, int id);

        /** The process has ended. */
        void ended(Process process);

        /** The child of a living parent has ended; whether it waits to be waited for. */
        boolean childEnded(Process parent, Process child);
    }

    private static final int FIRST_PID = 2;

    private final Scheduler scheduler;
    private final Exec exec;
    private final Asids asids;
    private final Listener listener;
    private final TreeMap<Integer, Process> processes = new TreeMap<>();
    private final TreeMap<Integer, UserThread> threads = new TreeMap<>();
    private final OrphanedGroups orphanedGroups;
    private final Map<String, MemoryGroup> groups = new LinkedHashMap<>();
    private int lastPid = FIRST_PID - 1;

    public Processes(Scheduler scheduler, Exec exec, Asids asids, Signals signals, Listener listener) {
        orphanedGroups = new OrphanedGroups(this, signals);
        this.scheduler = scheduler;
        this.exec = exec;
        this.asids = asids;
        this.listener = listener;
    }

    /** All processes, zombies too, by pid. */
    public Collection<Process> all() {
        return Collections.unmodifiableCollection(processes.values());
    }

    /** All threads that have not ended, by tid. */
    public Collection<UserThread> threads() {
        return Collections.unmodifiableCollection(threads.values());
    }

    public @Nullable Process find(int pid) {
        return processes.get(pid);
    }

    public @Nullable UserThread findThread(int tid) {
        return threads.get(tid);
    }

    /** Begins a process without a parent: it leads a group in pid 1's session, as a shell's job does. */
    public Process start(Exec.Image image, FileDescriptors files) {
        Process process = new Process(nextPid(), image.program(), image.space(), files);
        process.setSession(1);
        process.setFirst();
        process.setArguments(image.arguments());
        processes.put(process.pid(), process);
        UserThread thread = addThread(process, process.pid());
        thread.time().addFaults(image.space().counters().faults(), 0);
        joinGroup(thread);
        image.begin(thread);
        return process;
    }

    /**
     * Makes a child that shares or copies its parent's memory and has a copy of its file descriptors and of the thread's
     * registers.
     *
     * @param shareMemory as vfork does: the parent's memory itself
     * @return the child's only thread, which the scheduler does not know yet; null if there is no frame, identifier or pid
     */
    public @Nullable UserThread fork(UserThread parent, boolean shareMemory) {
        if (threads.size() >= MOST) {
            return null;
        }
        Process origin = parent.process();
        AddressSpace space = shareMemory ? origin.space() : copy(origin.space());
        if (space == null) {
            return null;
        }
        if (shareMemory) {
            space.addUser();
        }
        Process child =
                new Process(nextPid(), origin.program(), space, origin.files().copy());
        child.setName(origin.name());
        child.setArguments(origin.arguments());
        child.setParent(origin);
        child.setGroup(origin.group());
        child.setSession(origin.session());
        child.setVforked(shareMemory);
        child.actions().copyFrom(origin.actions());
        child.limits().copyFrom(origin.limits());
        child.limits().applyTo(space);
        origin.children().add(child);
        processes.put(child.pid(), child);
        UserThread thread = newThread(child, child.pid());
        thread.held().setGroup(parent.held().group());
        thread.signals().setMask(parent.signals().mask());
        thread.signals().setStack(parent.signals().stack());
        System.arraycopy(parent.registers(), 0, thread.registers(), 0, parent.registers().length);
        thread.setPc(parent.pc());
        return thread;
    }

    /** Makes another thread of the process, with a copy of this one's registers; null if there are too many. */
    public @Nullable UserThread cloneThread(UserThread origin) {
        if (threads.size() >= MOST) {
            return null;
        }
        UserThread thread = newThread(origin.process(), nextPid());
        thread.held().setGroup(origin.held().group());
        thread.signals().setMask(origin.signals().mask());
        System.arraycopy(origin.registers(), 0, thread.registers(), 0, origin.registers().length);
        thread.setPc(origin.pc());
        return thread;
    }

    /**
     * Whether nobody outside the group, but in its session, is a parent of its members: then no shell is there to let the
     * group go on if it stops.
     */
    public boolean isOrphanedGroup(int group, int session) {
        for (Process process : processes.values()) {
            Process parent = process.parent();
            if (process.group() == group
                    && !process.isZombie()
                    && parent != null
                    && parent.group() != group
                    && parent.session() == session) {
                return false;
            }
        }
        return true;
    }

    /** The new thread can run from now on. */
    public void launch(UserThread thread) {
        boolean first = thread.process().pid() == thread.tid();
        listener.changed(!first ? "thread" : thread.process().isVforked() ? "vfork" : "fork", thread.tid());
        scheduler.add(thread);
    }

    /** Gives the process a new program; its other threads end, and its old memory is given back. */
    public void exec(UserThread thread, Exec.Image image) {
        Process process = thread.process();
        for (UserThread other : List.copyOf(process.threads())) {
            if (other != thread) {
                endThread(other);
            }
        }
        AddressSpace old = process.space();
        process.become(image.program(), image.space());
        process.setArguments(image.arguments());
        old.removeUser();
        process.setVforked(false);
        process.setExitSignal(Signal.SIGCHLD);
        process.files().closeOnExec();
        thread.setClearTidAddress(0);
        thread.setRobustList(0);
        thread.signals().setStack(AlternateStack.NONE);
        joinGroup(thread);
        image.begin(thread);
    }

    /** Whoever executes a program of the group's name is in it from then on, and its children are. */
    public void limit(MemoryGroup group) {
        groups.put(group.name(), group);
    }

    /** The groups that have a limit. */
    public Collection<MemoryGroup> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    private void joinGroup(UserThread thread) {
        MemoryGroup group = groups.get(thread.process().program().groupName());
        if (group != null) {
            thread.held().setGroup(group);
        }
    }

    /** Ends one thread; with the last one ends the process, with this status. */
    public void exitThread(UserThread thread, ExitStatus status) {
        Process process = thread.process();
        if (process.threads().size() == 1) {
            process.end(status);
        } else {
            endThread(thread);
        }
    }

    /** Does what {@link Process#end} asked for: the process gives back what it has, and becomes a zombie. */
    public void settle(Process process) {
        ExitStatus status = process.ending();
        if (status == null || process.isZombie()) {
            return;
        }
        for (UserThread thread : List.copyOf(process.threads())) {
            endThread(thread);
        }
        process.files().close();
        process.space().removeUser();
        process.loseSpace();
        process.setStatus(status);
        process.goOn();
        process.setVforked(false);
        for (Process child : new ArrayList<>(process.children())) {
            orphan(child);
            orphanedGroups.lostParent(child, process);
        }
        process.children().clear();
        orphanedGroups.ended(process);
        listener.ended(process);
        Process parent = process.parent();
        if (parent == null) {
            processes.remove(process.pid());
        } else {
            if (!listener.childEnded(parent, process)) {
                reap(process);
            }
            parent.childEvents().wakeAll();
        }
    }

    /** The parent has waited for its zombie: nothing is left of it. */
    public void reap(Process zombie) {
        listener.changed("reap", zombie.pid());
        Process parent = zombie.parent();
        if (parent != null) {
            parent.childrenTime().add(zombie.time());
            parent.childrenTime().add(zombie.childrenTime());
            parent.children().remove(zombie);
        }
        processes.remove(zombie.pid());
    }

    private void orphan(Process child) {
        child.setParent(null);
        if (child.isZombie()) {
            processes.remove(child.pid());
        }
    }

    private @Nullable AddressSpace copy(AddressSpace origin) {
        // If it has to wait, then now.
        PageTable table =
                origin.mayDouble() && exec.hasRoom(origin.pageTable().tableFrames()) ? exec.emptyTable() : null;
        if (table == null) {
            return null;
        }
        int asid = asids.allocate();
        if (asid == 0) {
            table.free();
            return null;
        }
        return origin.fork(table, asid);
    }

    private UserThread addThread(Process process, int tid) {
        UserThread thread = newThread(process, tid);
        scheduler.add(thread);
        return thread;
    }

    private UserThread newThread(Process process, int tid) {
        UserThread thread = new UserThread(tid, process, scheduler);
        process.threads().add(thread);
        threads.put(tid, thread);
        return thread;
    }

    private void endThread(UserThread thread) {
        thread.end();
        exec.letGo(thread);
        thread.process().threads().remove(thread);
        threads.remove(thread.tid());
    }

    /** The next number that no process or thread has, from 2 to {@link #MOST}, and from 2 again. */
    private int nextPid() {
        do {
            lastPid = lastPid == MOST ? FIRST_PID : lastPid + 1;
        } while (processes.containsKey(lastPid) || threads.containsKey(lastPid));
        return lastPid;
    }
}
