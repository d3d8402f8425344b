package pagoda.asm.assembly;

import java.util.ArrayDeque;
import java.util.Deque;

/** What {@code .option} switches. */
public final class Modes {

    private static final int MAX_STACK = 1000;

    private boolean positionIndependent;
    private final Deque<Boolean> stack = new ArrayDeque<>();

    /** Whether {@code la} takes addresses from the global offset table. */
    public boolean isPositionIndependent() {
        return positionIndependent;
    }

    public void positionIndependent(boolean on) {
        positionIndependent = on;
    }

    /** Remembers the modes; false if too many are remembered already. */
    public boolean push() {
        if (stack.size() >= MAX_STACK) {
            return false;
        }
        stack.push(positionIndependent);
        return true;
    }

    /** Restores the modes; false if none are remembered. */
    public boolean pop() {
        Boolean before = stack.poll();
        if (before == null) {
            return false;
        }
        positionIndependent = before;
        return true;
    }
}
