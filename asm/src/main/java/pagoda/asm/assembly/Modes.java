package pagoda.asm.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Extension;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Operand;

/** What {@code .option} switches: position-independent code, linker relaxation, and the extensions that may be used. */
public final class Modes {

    private static final int MAX_STACK = 1000;

    private record State(boolean positionIndependent, boolean relaxes, Isa isa) {}

    private final Deque<State> stack = new ArrayDeque<>();
    private State state;
    private boolean everCompressed;

    Modes(Isa isa) {
        this.state = new State(false, true, isa);
        this.everCompressed = isa.isCompressed();
    }

    /** Whether {@code la} takes addresses from the global offset table. */
    public boolean isPositionIndependent() {
        return state.positionIndependent;
    }

    public void positionIndependent(boolean on) {
        state = new State(on, state.relaxes, state.isa);
    }

    /** Whether the linker may make instructions shorter, so that distances in code are not final. */
    public boolean relaxes() {
        return state.relaxes;
    }

    public void relaxes(boolean on) {
        state = new State(state.positionIndependent, on, state.isa);
    }

    /** The extensions that instructions may be of. */
    public Isa isa() {
        return state.isa;
    }

    public void isa(Isa isa) {
        state = new State(state.positionIndependent, state.relaxes, isa);
        everCompressed |= isa.isCompressed();
    }

    /** Whether compressed instructions could be used anywhere so far. */
    boolean isEverCompressed() {
        return everCompressed;
    }

    /** Whether instructions are written in 16 bits where that does the same. */
    public boolean compresses() {
        return state.isa.isCompressed();
    }

    public void compresses(boolean on) {
        isa(state.isa.compressed(on));
    }

    /** The extension that an instruction needs and that may not be used here, or null; {@code c.fld} and its kin need C and D. */
    public @Nullable Extension missing(Instruction instruction) {
        if (!state.isa.has(instruction.extension())) {
            return instruction.extension();
        }
        boolean floating = instruction.extension() == Extension.C
                && !instruction.operands().isEmpty()
                && instruction.operands().get(0).kind() == Operand.Kind.FLOAT_REGISTER;
        return floating && !state.isa.has(Extension.D) ? Extension.D : null;
    }

    /** Remembers the modes; false if too many are remembered already. */
    public boolean push() {
        if (stack.size() >= MAX_STACK) {
            return false;
        }
        stack.push(state);
        return true;
    }

    /** Restores the modes; false if none are remembered. */
    public boolean pop() {
        State before = stack.poll();
        if (before == null) {
            return false;
        }
        state = before;
        return true;
    }
}
