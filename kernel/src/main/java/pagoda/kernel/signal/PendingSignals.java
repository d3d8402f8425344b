package pagoda.kernel.signal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Signal;

/** Signals that were sent to a thread or a process and have not been taken. */
public final class PendingSignals {
    private final List<SignalInfo> queue = new ArrayList<>();
    private long set;

    /** Which there are, as a set. */
    public long set() {
        return set;
    }

    /** How many there are. */
    public int size() {
        return queue.size();
    }

    /** Adds it; false if one like it is pending and it is not of the kind that queues. */
    public boolean add(SignalInfo info) {
        Signal signal = info.signal();
        if ((set & signal.bit()) != 0 && !signal.isRealTime()) {
            return false;
        }
        set |= signal.bit();
        queue.add(info);
        return true;
    }

    /** Takes the oldest of this signal; null if there is none. */
    public @Nullable SignalInfo take(Signal signal) {
        SignalInfo taken = null;
        boolean more = false;
        for (Iterator<SignalInfo> all = queue.iterator(); all.hasNext() && !more; ) {
            SignalInfo info = all.next();
            if (info.signal() == signal) {
                if (taken == null) {
                    taken = info;
                    all.remove();
                } else {
                    more = true;
                }
            }
        }
        if (!more) {
            set &= ~signal.bit();
        }
        return taken;
    }

    /** Forgets all of these signals. */
    public void remove(long signals) {
        if ((set & signals) != 0) {
            queue.removeIf(info -> (info.signal().bit() & signals) != 0);
            set &= ~signals;
        }
    }

    /** The one to take first among these: what an instruction caused, then the lowest number; null if there is none. */
    public @Nullable Signal first(long among) {
        long wanted = set & among;
        long chosen = (wanted & Signal.SYNCHRONOUS) != 0 ? wanted & Signal.SYNCHRONOUS : wanted;
        return chosen == 0 ? null : Signal.of(Long.numberOfTrailingZeros(chosen) + 1L);
    }
}
