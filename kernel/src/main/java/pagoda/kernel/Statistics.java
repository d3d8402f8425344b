package pagoda.kernel;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pagoda.cpu.Hart;
import pagoda.cpu.mmu.Tlb;
import pagoda.kernel.disk.DiskQueue;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.MemoryCounters;
import pagoda.kernel.mm.MemoryGroup;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.VmCounter;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Process;

/**
 * The figures of a run, under their Linux names where Linux has one. A value is a number, or a map of such.
 *
 * @param system the machine's
 * @param processes by pid
 */
public record Statistics(Map<String, Object> system, Map<Integer, Map<String, Object>> processes) {
    private static final long KIB = 1024;

    static Statistics of(
            Hart hart,
            FrameTable frames,
            PageCache cache,
            long idle,
            long thrashing,
            Collection<MemoryGroup> groups,
            List<Process> all) {
        Map<String, Object> system = new LinkedHashMap<>();
        system.put("instructions", hart.retired());
        system.put("cycles", hart.cycles());
        system.put("idle_cycles", idle);
        system.put("itlb", tlb(hart.mmu().instructionTlb()));
        system.put("dtlb", tlb(hart.mmu().dataTlb()));
        system.put("walk_references", hart.mmu().walkReferences());
        system.put("page_table_frames", frames.mostPageTables());
        system.put("frames_total", frames.total());
        system.put("frames_free_min", frames.leastFree());
        for (VmCounter counter : VmCounter.values()) {
            system.put(counter.word(), frames.counters().get(counter));
        }
        system.put("pgscan", sum(frames, VmCounter.PGSCAN_KSWAPD, VmCounter.PGSCAN_DIRECT));
        system.put("pgsteal", sum(frames, VmCounter.PGSTEAL_KSWAPD, VmCounter.PGSTEAL_DIRECT));
        system.put("thrashing_windows", thrashing);
        system.put("swap_used_max", frames.swap().device().mostUsed());
        for (MemoryGroup group : groups) {
            system.put("limit_" + group.name(), group(group));
        }
        system.put("disk", disk(frames.disk(), cache));
        Map<Integer, Map<String, Object>> processes = new LinkedHashMap<>();
        for (Process process : all) {
            processes.put(process.pid(), of(process));
        }
        return new Statistics(system, processes);
    }

    private static long sum(FrameTable frames, VmCounter one, VmCounter other) {
        return frames.counters().get(one) + frames.counters().get(other);
    }

    private static Map<String, Object> group(MemoryGroup group) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("frames", group.limit());
        figures.put("frames_max", group.mostUsed());
        return figures;
    }

    private static Map<String, Object> disk(DiskQueue disk, PageCache cache) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("reads", disk.readRequests());
        figures.put("writes", disk.writeRequests());
        figures.put("pages_read", disk.pagesRead());
        figures.put("pages_written", disk.pagesWritten());
        figures.put("file_pages_read", cache.diskReads());
        figures.put("file_pages_written", cache.pages().diskWrites());
        figures.put("busy_cycles", disk.busy());
        return figures;
    }

    private static Map<String, Object> of(Process process) {
        MemoryCounters memory = process.memoryCounters();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("name", process.name());
        ExitStatus status = process.status();
        if (status != null) {
            figures.put("status", status.shellStatus());
        }
        figures.put("instructions", process.instructions());
        figures.put("system_calls", process.systemCalls());
        figures.put("pgfault", memory.faults());
        figures.put("pgmajfault", memory.majorFaults());
        for (FaultReason reason : FaultReason.values()) {
            if (reason.isSolved()) {
                figures.put(reason.word().replace('-', '_'), memory.faults(reason));
            }
        }
        figures.put("rss_max", memory.mostResidentPages() * AddressSpace.PAGE_SIZE / KIB);
        figures.put("vsz_max", memory.mostMappedPages() * AddressSpace.PAGE_SIZE / KIB);
        return figures;
    }

    private static Map<String, Object> tlb(Tlb tlb) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("accesses", tlb.accesses());
        figures.put("misses", tlb.misses());
        figures.put("flushes", tlb.flushes());
        return figures;
    }
}
