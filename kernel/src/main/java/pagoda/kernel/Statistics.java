package pagoda.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pagoda.cpu.Hart;
import pagoda.cpu.mmu.Tlb;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.MemoryCounters;
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

    static Statistics of(Hart hart, FrameTable frames, long idle, List<Process> all) {
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
        Map<Integer, Map<String, Object>> processes = new LinkedHashMap<>();
        for (Process process : all) {
            processes.put(process.pid(), of(process));
        }
        return new Statistics(system, processes);
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
