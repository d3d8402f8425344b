package pagoda.kernel.signal;

import java.util.Arrays;
import pagoda.kernel.abi.Signal;

/** What a process does about each signal; its threads share it. */
public final class SignalActions {
    private final SignalAction[] actions = new SignalAction[Signal.MOST + 1];

    public SignalActions() {
        Arrays.fill(actions, SignalAction.DEFAULT);
    }

    public SignalAction get(Signal signal) {
        return actions[signal.number()];
    }

    public void set(Signal signal, SignalAction action) {
        actions[signal.number()] = action;
    }

    /** Whether nothing happens when it comes and is not blocked. */
    public boolean ignores(Signal signal) {
        SignalAction action = get(signal);
        return action.isIgnore() || (action.isDefault() && signal.isIgnoredByDefault());
    }

    /** As fork does: takes over what the parent does. */
    public void copyFrom(SignalActions parent) {
        System.arraycopy(parent.actions, 0, actions, 0, actions.length);
    }

    /** As exec does: there are no handlers any more; what was ignored still is. */
    public void dropHandlers() {
        for (int number = 1; number < actions.length; number++) {
            actions[number] =
                    actions[number].isIgnore() ? new SignalAction(SignalAction.SIG_IGN, 0, 0) : SignalAction.DEFAULT;
        }
    }
}
