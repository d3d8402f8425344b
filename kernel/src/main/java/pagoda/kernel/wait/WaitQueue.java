package pagoda.kernel.wait;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Those that wait for one thing, in the order in which they came. */
public final class WaitQueue {
    private final String what;
    private final Set<Waiter> waiters = new LinkedHashSet<>();

    /** @param what what is waited for, in words for the report of a deadlock: {@code "data in a pipe"} */
    public WaitQueue(String what) {
        this.what = what;
    }

    /** What is waited for. */
    public String what() {
        return what;
    }

    /** Lets the waiter wait here, too. */
    public void add(Waiter waiter) {
        waiters.add(waiter);
        waiter.waitsIn(this);
    }

    /** Takes the waiter out, without waking it. */
    public void remove(Waiter waiter) {
        waiters.remove(waiter);
    }

    public boolean isEmpty() {
        return waiters.isEmpty();
    }

    /** Wakes all, the first comer first. */
    public void wakeAll() {
        if (!waiters.isEmpty()) {
            List<Waiter> woken = new ArrayList<>(waiters);
            woken.forEach(Waiter::wake);
        }
    }

    /** Wakes the first comer; false if nobody waits. */
    public boolean wakeOne() {
        if (waiters.isEmpty()) {
            return false;
        }
        waiters.iterator().next().wake();
        return true;
    }
}
