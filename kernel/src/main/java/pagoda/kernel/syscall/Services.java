package pagoda.kernel.syscall;

import pagoda.cpu.Hart;
import pagoda.kernel.fs.FileSystem;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.UserMemory;
import pagoda.kernel.proc.Alarms;
import pagoda.kernel.proc.Exec;
import pagoda.kernel.proc.Futexes;
import pagoda.kernel.proc.Processes;
import pagoda.kernel.proc.Scheduler;
import pagoda.kernel.proc.Signals;
import pagoda.kernel.proc.Sleepers;

/** What system calls work on besides the process that calls. */
public record Services(
        Hart hart,
        FrameTable frames,
        PageCache cache,
        UserMemory userMemory,
        Processes processes,
        Scheduler scheduler,
        Sleepers sleepers,
        Alarms alarms,
        Signals signals,
        Futexes futexes,
        Exec exec,
        FileSystem files,
        RandomGenerators generators) {}
