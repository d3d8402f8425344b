package pagoda.kernel.procfs;

import java.util.Collection;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Hart;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.Processes;

/**
 * Where {@code /proc} has its knowledge from.
 *
 * @param current the process on whose behalf the kernel works; null if there is none
 * @param ended the processes that have ended, for figures of the whole machine
 * @param idle nanoseconds in which no thread could run
 */
public record Sources(
        Hart hart,
        FrameTable frames,
        PageCache cache,
        Processes processes,
        Supplier<@Nullable Process> current,
        Collection<Process> ended,
        LongSupplier idle) {}
