package pagoda.kernel.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Cause;
import pagoda.elf.ElfFile;
import pagoda.kernel.abi.SignalCode;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.Region;

/**
 * All that there is to say of a program that died by a trap.
 *
 * @param name the process's name
 * @param program its file, from which symbols and lines can be had
 * @param address what the trap tells: the address, or the word of an illegal instruction
 * @param walk the walk for the address; empty where none was made
 * @param reason why the fault could not be solved; null for traps that are no page faults
 * @param region the region that holds the address, or else the nearest above it; null if there is neither, and for
 *     addresses that no program can have
 */
public record CrashReport(
        int pid,
        String name,
        ElfFile program,
        Cause cause,
        long address,
        long pc,
        List<WalkStep> walk,
        @Nullable FaultReason reason,
        @Nullable Region region,
        SignalCode signal) {
    public CrashReport {
        walk = List.copyOf(walk);
    }
}
