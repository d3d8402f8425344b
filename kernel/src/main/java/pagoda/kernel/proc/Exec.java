package pagoda.kernel.proc;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Hart;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Asids;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.MemoryCounters;
import pagoda.kernel.mm.PageTable;
import pagoda.kernel.mm.RadixPageTable;
import pagoda.kernel.mm.UserMemory;
import pagoda.kernel.signal.Trampoline;
import pagoda.kernel.wait.MustWait;

/** Prepares the execution of a program: a new address space, the segments, and the stack as Linux leaves it. */
public final class Exec {
    private final Hart hart;
    private final FrameTable frames;
    private final Asids asids;
    private final UserMemory memory;
    private final RadixScheme scheme;
    private final Trampoline trampoline;
    private final long addressLimit;

    /** @param addressLimit the least address, a page's, that programs may not use, if the scheme does not say less */
    public Exec(
            Hart hart,
            FrameTable frames,
            Asids asids,
            UserMemory memory,
            RadixScheme scheme,
            Trampoline trampoline,
            long addressLimit) {
        this.hart = hart;
        this.frames = frames;
        this.asids = asids;
        this.memory = memory;
        this.scheme = scheme;
        this.trampoline = trampoline;
        this.addressLimit = addressLimit;
    }

    /**
     * A program that is ready to run.
     *
     * @param space its memory
     * @param stackPointer the value of sp at its first instruction; the other registers are zero
     * @param arguments its argv
     */
    public record Image(Program program, AddressSpace space, long stackPointer, List<String> arguments) {
        /** Makes the thread begin at the program's first instruction. */
        public void begin(UserThread thread) {
            Arrays.fill(thread.registers(), 0);
            thread.registers()[Registers.SP] = stackPointer;
            thread.setPc(program.elf().header().entry());
        }
    }

    /**
     * Makes everything that the program needs; nobody's state is changed.
     *
     * @throws ExecException if the file cannot be executed; nothing is left of the attempt then
     */
    public Image prepare(Program program, List<String> argv, List<String> environment) throws ExecException {
        return prepare(program, argv, environment, new ResourceLimits());
    }

    /**
     * The same under these limits: that of the stack decides where mappings end, and how long arguments may be.
     *
     * @throws ExecException as above
     */
    public Image prepare(Program program, List<String> argv, List<String> environment, ResourceLimits limits)
            throws ExecException {
        PageTable table = hasRoom(1) ? emptyTable() : null;
        int asid = table == null ? 0 : asids.allocate();
        if (table == null) {
            throw outOfMemory();
        }
        AddressSpace space =
                new AddressSpace(hart.mmu(), frames, asids, table, asid, new MemoryCounters(), addressLimit);
        space.reserveStack(limits.soft(ResourceLimits.STACK));
        try {
            ProgramLoader.load(program, space);
            space.mapStack();
            trampoline.map(space);
            InitialStack stack = InitialStack.build(
                    program.elf(), space.stackTop(), limits.argumentBytes(), program.path(), argv, environment);
            long entry = program.elf().header().entry();
            byte[] bytes = stack.bytes();
            if (memory.copyOut(space, entry, stack.stackPointer(), bytes, 0, bytes.length) < bytes.length) {
                throw outOfMemory();
            }
            return new Image(program, space, stack.stackPointer(), List.copyOf(argv));
        } catch (ExecException | MustWait e) {
            space.destroy();
            throw e;
        }
    }

    /** The thread has ended: it holds no page any more. */
    void letGo(UserThread thread) {
        frames.holders().release(thread.held());
    }

    /** Makes sure that so many frames can be taken for tables; false if that cannot be. */
    boolean hasRoom(int count) {
        return frames.reserve(count);
    }

    /** An empty page table; null if there is no frame for it. */
    @Nullable
    PageTable emptyTable() {
        return RadixPageTable.create(scheme, hart.memory(), frames);
    }

    private static ExecException outOfMemory() {
        return new ExecException(Errno.ENOMEM, "there is not enough RAM to begin");
    }
}
