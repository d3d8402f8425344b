package pagoda.kernel.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import pagoda.kernel.abi.Calendar;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.FrameUse;
import pagoda.kernel.mm.VmCounter;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.proc.Process;

/** What {@code /proc/meminfo}, {@code vmstat}, {@code stat} and {@code uptime} say of the machine: proc(5). */
final class SystemText {
    private static final int KIB_A_PAGE = AddressSpace.PAGE_SIZE / 1024;

    /** Nanoseconds in a hundredth of a second, in which Linux counts processor time. */
    private static final long TICK = 10_000_000;

    private final Sources sources;

    SystemText(Sources sources) {
        this.sources = sources;
    }

    /** How many frames have each use. */
    private long[] uses() {
        FrameTable frames = sources.frames();
        long[] uses = new long[FrameUse.values().length];
        for (int frame = 0; frame < frames.total(); frame++) {
            uses[frames.use(frame).ordinal()]++;
        }
        return uses;
    }

    private long mapped() {
        FrameTable frames = sources.frames();
        long[] mapped = new long[1];
        sources.cache().pages().forEach(frame -> mapped[0] += frames.owners(frame) > 1 ? 1 : 0);
        return mapped[0];
    }

    private String counters() {
        StringBuilder text = new StringBuilder();
        for (VmCounter counter : VmCounter.values()) {
            text.append('\n')
                    .append(counter.word())
                    .append(' ')
                    .append(sources.frames().counters().get(counter));
        }
        return text.toString();
    }

    String meminfo() {
        long[] uses = uses();
        long free = uses[FrameUse.FREE.ordinal()];
        long anonymous = uses[FrameUse.ANONYMOUS.ordinal()];
        long cached = uses[FrameUse.PAGE_CACHE.ordinal()];
        StringBuilder text = new StringBuilder();
        row(text, "MemTotal:", sources.frames().total());
        row(text, "MemFree:", free);
        row(text, "MemAvailable:", free + cached);
        row(text, "Buffers:", 0);
        row(text, "Cached:", cached);
        row(text, "SwapCached:", sources.frames().swap().size());
        row(text, "Active:", anonymous);
        row(text, "Inactive:", cached);
        row(text, "Active(anon):", anonymous);
        row(text, "Inactive(anon):", 0);
        row(text, "Active(file):", 0);
        row(text, "Inactive(file):", cached);
        row(text, "Unevictable:", 0);
        row(text, "Mlocked:", 0);
        SwapDevice swap = sources.frames().swap().device();
        row(text, "SwapTotal:", swap.capacity());
        row(text, "SwapFree:", swap.capacity() - swap.used());
        row(text, "AnonPages:", anonymous);
        row(text, "Mapped:", mapped());
        row(text, "PageTables:", uses[FrameUse.PAGE_TABLE.ordinal()]);
        row(text, "CommitLimit:", sources.frames().commit().limit());
        row(text, "Committed_AS:", sources.frames().commit().promised());
        return text.toString();
    }

    private static void row(StringBuilder text, String label, long pages) {
        text.append(String.format(Locale.ROOT, "%-16s%8d kB\n", label, pages * KIB_A_PAGE));
    }

    String vmstat() {
        long[] uses = uses();
        long faults = 0;
        long major = 0;
        List<Process> all = new ArrayList<>(sources.ended());
        sources.processes().all().stream()
                .filter(process -> !process.isZombie())
                .forEach(all::add);
        for (Process process : all) {
            faults += process.memoryCounters().faults();
            major += process.memoryCounters().majorFaults();
        }
        return "nr_free_pages " + uses[FrameUse.FREE.ordinal()]
                + "\nnr_anon_pages " + uses[FrameUse.ANONYMOUS.ordinal()]
                + "\nnr_mapped " + mapped()
                + "\nnr_file_pages " + uses[FrameUse.PAGE_CACHE.ordinal()]
                + "\nnr_page_table_pages " + uses[FrameUse.PAGE_TABLE.ordinal()]
                + "\npgpgin " + sources.cache().diskReads() * KIB_A_PAGE
                + "\npgpgout " + sources.cache().pages().diskWrites() * KIB_A_PAGE
                + counters()
                + "\npgfault " + faults
                + "\npgmajfault " + major
                + "\n";
    }

    String stat() {
        long idle = sources.idle().getAsLong() / TICK;
        long busy = sources.hart().cycles() / TICK - idle;
        String times = " " + busy + " 0 0 " + idle + " 0 0 0 0 0 0\n";
        int processes = sources.processes().all().size() + sources.ended().size();
        return "cpu " + times + "cpu0" + times + "btime " + Calendar.BOOT + "\nprocesses " + processes + "\n";
    }

    String uptime() {
        return seconds(sources.hart().cycles()) + " " + seconds(sources.idle().getAsLong()) + "\n";
    }

    private static String seconds(long nanoseconds) {
        return String.format(Locale.ROOT, "%d.%02d", nanoseconds / (100 * TICK), nanoseconds / TICK % 100);
    }
}
