package pagoda.kernel.proc;

import pagoda.elf.ElfFile;
import pagoda.kernel.fs.FileDescriptors;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.MemoryCounters;

/** A program in execution: its memory, its open files, and how it ended. */
public final class Process {
    private final int pid;
    private final String name;
    private final ElfFile program;
    private final AddressSpace space;
    private final FileDescriptors files;
    private long systemCalls;
    private boolean ended;
    private ExitStatus status = new ExitStatus.Exited(0);

    public Process(int pid, String name, ElfFile program, AddressSpace space, FileDescriptors files) {
        this.pid = pid;
        this.name = name;
        this.program = program;
        this.space = space;
        this.files = files;
    }

    public int pid() {
        return pid;
    }

    /** The program's name: the last part of its path, at most 15 characters, as Linux's {@code comm}. */
    public String name() {
        return name;
    }

    /** The file that it executes. */
    public ElfFile program() {
        return program;
    }

    public AddressSpace space() {
        return space;
    }

    public FileDescriptors files() {
        return files;
    }

    /** Page faults and memory use; they outlive the address space's pages. */
    public MemoryCounters memoryCounters() {
        return space.counters();
    }

    /** Counts a system call. */
    public void countSystemCall() {
        systemCalls++;
    }

    /** System calls made so far. */
    public long systemCalls() {
        return systemCalls;
    }

    /** Ends the process; its memory is still there. The first call counts. */
    public void end(ExitStatus how) {
        if (!ended) {
            ended = true;
            status = how;
        }
    }

    public boolean hasEnded() {
        return ended;
    }

    /** How it ended, once it has. */
    public ExitStatus status() {
        return status;
    }
}
