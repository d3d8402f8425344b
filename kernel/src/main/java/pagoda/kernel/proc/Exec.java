package pagoda.kernel.proc;

import java.util.ArrayList;
import java.util.List;
import pagoda.cpu.Hart;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.elf.ElfFile;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.FileDescriptors;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.MemoryCounters;
import pagoda.kernel.mm.PageTable;
import pagoda.kernel.mm.RadixPageTable;
import pagoda.kernel.mm.UserMemory;

/** Begins the execution of a program: a new address space, the segments, the stack, and registers as Linux leaves them. */
public final class Exec {
    private static final int MOST_NAME = 15;

    private final Hart hart;
    private final FrameTable frames;
    private final UserMemory memory;
    private final RadixScheme scheme;

    public Exec(Hart hart, FrameTable frames, UserMemory memory, RadixScheme scheme) {
        this.hart = hart;
        this.frames = frames;
        this.memory = memory;
        this.scheme = scheme;
    }

    /**
     * Makes a process that is about to execute the program's first instruction, its registers in the hart.
     *
     * @throws ExecException if the file cannot be executed; nothing is left of the attempt then
     */
    public Process start(
            int pid, ElfFile file, String path, List<String> arguments, List<String> environment, FileDescriptors files)
            throws ExecException {
        PageTable table = RadixPageTable.create(scheme, hart.memory(), frames);
        if (table == null) {
            throw outOfMemory();
        }
        AddressSpace space = new AddressSpace(hart.mmu(), frames, table, pid, new MemoryCounters());
        try {
            String name = path.substring(path.lastIndexOf('/') + 1);
            ProgramLoader.load(file, space, name);
            space.mapStack();
            List<String> argv = new ArrayList<>(List.of(path));
            argv.addAll(arguments);
            InitialStack stack = InitialStack.build(file, space.stackTop(), path, argv, environment);
            long entry = file.header().entry();
            byte[] bytes = stack.bytes();
            if (memory.copyOut(space, entry, stack.stackPointer(), bytes, 0, bytes.length) < bytes.length) {
                throw outOfMemory();
            }
            hart.mmu().setSatp(space.satp());
            hart.loadRegisters(new long[32]);
            hart.setRegister(Registers.SP, stack.stackPointer());
            hart.setPc(entry);
            String shortName = name.substring(0, Math.min(MOST_NAME, name.length()));
            return new Process(pid, shortName, file, space, files);
        } catch (ExecException e) {
            space.destroy();
            throw e;
        }
    }

    private static ExecException outOfMemory() {
        return new ExecException(Errno.ENOMEM, "there is not enough RAM to begin");
    }
}
