package pagoda.kernel.syscall;

import pagoda.cpu.Hart;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.mmu.Access;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.UserMemory;
import pagoda.kernel.proc.Process;

/** A system call under way: who calls, with what arguments, and the doors that its handler may use. */
final class Call {
    private final Process process;
    private final Hart hart;
    private final UserMemory memory;
    private boolean outOfMemory;

    Call(Process process, Hart hart, UserMemory memory) {
        this.process = process;
        this.hart = hart;
        this.memory = memory;
    }

    Process process() {
        return process;
    }

    /** Argument {@code index}, 0 to 5, as the program left it in a0 to a5. */
    long argument(int index) {
        return hart.register(Registers.A0 + index);
    }

    /** Simulated nanoseconds since the machine began. */
    long now() {
        return hart.cycles();
    }

    /** Whether the range lies where programs may have memory. */
    boolean isUserRange(long address, long length) {
        return UserMemory.isUserRange(process.space(), address, length);
    }

    /** As {@link UserMemory#copyIn}. */
    int copyIn(long address, byte[] target, int length) {
        return checked(length, memory.copyIn(process.space(), hart.pc(), address, target, 0, length));
    }

    /** As {@link UserMemory#copyOut}. */
    int copyOut(long address, byte[] source, int length) {
        return checked(length, memory.copyOut(process.space(), hart.pc(), address, source, 0, length));
    }

    /** As {@link UserMemory#reach}: how many bytes can be stored. */
    int writable(long address, int length) {
        return checked(length, memory.reach(process.space(), hart.pc(), address, length, Access.STORE));
    }

    /** Whether the call failed for want of a frame, so that the process is to be killed. */
    boolean isOutOfMemory() {
        return outOfMemory;
    }

    private int checked(int length, int done) {
        outOfMemory |= done < length && memory.lastFailure() == FaultReason.OUT_OF_MEMORY;
        return done;
    }
}
