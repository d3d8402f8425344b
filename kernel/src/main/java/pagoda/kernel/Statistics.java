package pagoda.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Hart;
import pagoda.cpu.mmu.Tlb;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.MemoryCounters;
import pagoda.kernel.proc.Process;

/**
 * The figures of a run, under their Linux names where Linux has one. A value is a number, or a map of such.
 *
 * @param system the machine's
 * @param processes by pid
 */
public record Statistics(Map<String, Object> system, Map<Integer, Map<String, Object>> processes) {
    private static final long KIB = 1024;

    static Statistics of(Hart hart, FrameTable frames, @Nullable Process process) {
        Map<String, Object> system = new LinkedHashMap<>();
        system.put("instructions", hart.retired());
        system.put("cycles", hart.cycles());
        system.put("itlb", tlb(hart.mmu().instructionTlb()));
        system.put("dtlb", tlb(hart.mmu().dataTlb()));
        system.put("walk_references", hart.mmu().walkReferences());
        system.put("page_table_frames", frames.mostPageTables());
        system.put("frames_total", frames.total());
        system.put("frames_free_min", frames.leastFree());
        Map<Integer, Map<String, Object>> processes = new LinkedHashMap<>();
        if (process != null) {
            processes.put(process.pid(), of(process));
        }
        return new Statistics(system, processes);
    }

    private static Map<String, Object> of(Process process) {
        MemoryCounters memory = process.memoryCounters();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("name", process.name());
        if (process.hasEnded()) {
            figures.put("status", process.status().shellStatus());
        }
        figures.put("system_calls", process.systemCalls());
        figures.put("pgfault", memory.faults());
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
