package pagoda.kernel.proc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Hart;
import pagoda.kernel.mm.HeldPages;
import pagoda.kernel.signal.ThreadSignals;
import pagoda.kernel.wait.WaitQueue;
import pagoda.kernel.wait.Waiter;

/** One flow of control through a process: its registers, and whether it can go on. */
public final class UserThread implements Waiter {
    /** Whether a thread can go on. */
    public enum State {
        /** It can, and the scheduler knows it. */
        RUNNABLE,
        /** It waits for something. */
        WAITING,
        /** It has ended. */
        ENDED
    }

    private final int tid;
    private final Process process;
    private final Scheduler scheduler;
    private final long[] registers = new long[Hart.REGISTERS];
    private final List<WaitQueue> queues = new ArrayList<>();
    private long pc;
    private State state = State.RUNNABLE;
    private boolean inCall;
    private boolean waited;
    private boolean stalled;
    private @Nullable Unfinished unfinished;
    private final HeldPages held = new HeldPages();
    private boolean yielding;
    private @Nullable Object continuation;
    private long deadline = Long.MAX_VALUE;
    private long clearTidAddress;
    private long robustList;
    private final ThreadSignals signals;
    private final CpuTime time;

    public UserThread(int tid, Process process, Scheduler scheduler) {
        this.tid = tid;
        this.process = process;
        this.scheduler = scheduler;
        this.time = new CpuTime(process.time());
        this.signals = new ThreadSignals(process.actions(), process.pending());
    }

    public int tid() {
        return tid;
    }

    public Process process() {
        return process;
    }

    /** Its mask, and what is pending for it. */
    public ThreadSignals signals() {
        return signals;
    }

    /** The time that it has used, and its page faults; its process's are counted with them. */
    public CpuTime time() {
        return time;
    }

    /** x0 to x31 while the thread does not run. */
    public long[] registers() {
        return registers;
    }

    /** The address of its next instruction while it does not run. */
    public long pc() {
        return pc;
    }

    public void setPc(long address) {
        pc = address;
    }

    public State state() {
        return state;
    }

    /** Whether it is in a system call that waits: then the call is tried again before the next instruction. */
    public boolean isInCall() {
        return inCall;
    }

    public void setInCall(boolean now) {
        inCall = now;
        if (!now) {
            waited = false;
            unfinished = null;
            continuation = null;
            deadline = Long.MAX_VALUE;
        }
    }

    /** Whether the call's handler has begun to wait: not if it only had to wait for memory or the disk. */
    public boolean hasWaited() {
        return waited;
    }

    public void setWaited() {
        waited = true;
    }

    /** What is left to do of a call that has been done, but whose results could not be stored yet; else null. */
    public @Nullable Unfinished unfinished() {
        return unfinished;
    }

    public void setUnfinished(Unfinished rest) {
        unfinished = rest;
    }

    /** The pages that stay in RAM until the thread has come on. */
    public HeldPages held() {
        return held;
    }

    /** What a call that waits keeps between its tries: null on the first. */
    public @Nullable Object continuation() {
        return continuation;
    }

    public void setContinuation(@Nullable Object newContinuation) {
        continuation = newContinuation;
    }

    /** When it is woken at the latest, in simulated nanoseconds. */
    public long deadline() {
        return deadline;
    }

    public void setDeadline(long nanoseconds) {
        deadline = nanoseconds;
    }

    /** Gives up the rest of its turn. */
    public void giveUpTurn() {
        yielding = true;
    }

    /** Whether it has given up its turn since this was last asked. */
    public boolean hasYielded() {
        boolean has = yielding;
        yielding = false;
        return has;
    }

    /** Where a zero is stored, and a futex woken, when the thread ends: 0 for nowhere. */
    public long clearTidAddress() {
        return clearTidAddress;
    }

    public void setClearTidAddress(long address) {
        clearTidAddress = address;
    }

    /** Where the list of futexes begins that the thread holds and others must hear of when it ends; 0 for none. */
    public long robustList() {
        return robustList;
    }

    public void setRobustList(long address) {
        robustList = address;
    }

    @Override
    public void waitsIn(WaitQueue queue) {
        queues.add(queue);
        state = State.WAITING;
    }

    /** Waits for memory or the disk: no signal is a reason to try again. */
    public void stallIn(WaitQueue queue) {
        queue.add(this);
        stalled = true;
    }

    /** Whether it waits for memory or the disk. */
    public boolean isStalled() {
        return stalled;
    }

    /** Waits for nothing but its deadline, or a signal. */
    public void waitForTime() {
        state = State.WAITING;
    }

    /** What it waits for, in words; empty if it does not wait. */
    public List<WaitQueue> queues() {
        return List.copyOf(queues);
    }

    @Override
    public void wake() {
        leaveQueues();
        stalled = false;
        if (state == State.WAITING) {
            state = State.RUNNABLE;
            scheduler.add(this);
        }
    }

    /** Ends the thread. */
    void end() {
        leaveQueues();
        state = State.ENDED;
    }

    private void leaveQueues() {
        for (WaitQueue queue : queues) {
            queue.remove(this);
        }
        queues.clear();
    }
}
