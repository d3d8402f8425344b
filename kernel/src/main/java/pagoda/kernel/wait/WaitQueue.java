package pagoda.kernel.wait;

import java.util.ArrayList;
import java.util.List;

/** Those that wait for one thing, in the order in which they came. */
public final class WaitQueue {
    private final String what;
    private final List<Waiter> waiters = new ArrayList<>(2);

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
        if (!waiters.contains(waiter)) {
            waiters.add(waiter);
        }
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
        for (int left = waiters.size(); left > 0; left--) {
            wakeOne();
        }
    }

    /** Wakes the first comer; false if nobody waits. */
    public boolean wakeOne() {
        if (waiters.isEmpty()) {
            return false;
        }
        waiters.remove(0).wake();
        return true;
    }
}
