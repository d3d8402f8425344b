package pagoda.kernel.procfs;

import java.util.Locale;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.FrameUse;
import pagoda.kernel.mm.MemoryCounters;
import pagoda.kernel.mm.Region;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.UserThread;

/** What {@code /proc/PID/stat}, {@code statm} and {@code status} say of a process: proc(5). */
final class ProcessText {
    private static final int KIB_A_PAGE = AddressSpace.PAGE_SIZE / 1024;

    private final Process process;
    private final Sources sources;

    ProcessText(Process process, Sources sources) {
        this.process = process;
        this.sources = sources;
    }

    private int parent() {
        Process parent = process.parent();
        return parent == null ? 1 : parent.pid();
    }

    private char state() {
        if (process.isZombie()) {
            return 'Z';
        }
        boolean runnable = process.threads().stream().anyMatch(thread -> thread.state() == UserThread.State.RUNNABLE);
        return runnable ? 'R' : 'S';
    }

    /** One line of 52 fields. */
    String stat() {
        MemoryCounters memory = process.memoryCounters();
        ExitStatus status = process.status();
        boolean alive = process.hasSpace();
        long minor = memory.faults() - memory.majorFaults();
        long[] fields = new long[53];
        fields[4] = parent();
        fields[5] = process.group();
        fields[6] = process.session();
        fields[8] = -1;
        fields[10] = minor;
        fields[12] = memory.majorFaults();
        // In hundredths of a second, the instructions counting one nanosecond each.
        fields[14] = process.instructions() / 10_000_000;
        fields[18] = 20;
        fields[20] = process.threads().size();
        fields[23] = alive ? memory.mappedPages() * AddressSpace.PAGE_SIZE : 0;
        fields[24] = alive ? memory.residentPages() : 0;
        fields[25] = -1;
        fields[28] = alive ? process.space().stackTop() : 0;
        fields[38] = 17;
        fields[52] = status == null ? 0 : status.waitStatus();
        StringBuilder text = new StringBuilder();
        text.append(process.pid())
                .append(" (")
                .append(process.name())
                .append(") ")
                .append(state());
        for (int field = 4; field < fields.length; field++) {
            text.append(' ').append(field == 25 ? Long.toUnsignedString(fields[field]) : Long.toString(fields[field]));
        }
        return text.append('\n').toString();
    }

    /** How the process's pages divide. */
    private record Pages(long size, long resident, long file, long shared, long text, long data, long stack) {}

    private Pages pages() {
        if (!process.hasSpace()) {
            return new Pages(0, 0, 0, 0, 0, 0, 0);
        }
        AddressSpace space = process.space();
        long[] count = new long[5];
        for (Region region : space.regions()) {
            if (region.backing() instanceof Backing.Guard) {
                continue;
            }
            long length = region.length() / AddressSpace.PAGE_SIZE;
            boolean stack = region.growsDown();
            boolean executable = region.protection().execute();
            count[2] += executable && !region.protection().write() ? length : 0;
            count[3] += region.protection().write() && !region.isShared() && !stack ? length : 0;
            count[4] += stack ? length : 0;
            space.pageTable().forEach(region.start(), region.end(), (address, frame) -> {
                if (sources.frames().use(frame) == FrameUse.PAGE_CACHE) {
                    count[region.isShared() && region.name().startsWith("/dev/zero") ? 1 : 0]++;
                }
            });
        }
        MemoryCounters memory = process.memoryCounters();
        return new Pages(
                memory.mappedPages(), memory.residentPages(), count[0], count[1], count[2], count[3], count[4]);
    }

    /** Seven numbers of pages. */
    String statm() {
        Pages pages = pages();
        return pages.size + " " + pages.resident + " " + (pages.file + pages.shared) + " " + pages.text + " 0 "
                + (pages.data + pages.stack) + " 0\n";
    }

    /** A line for each fact. */
    String status() {
        Pages pages = pages();
        StringBuilder text = new StringBuilder();
        char state = state();
        String word = state == 'R' ? "running" : state == 'S' ? "sleeping" : "zombie";
        text.append("Name:\t").append(process.name()).append('\n');
        text.append(String.format(Locale.ROOT, "Umask:\t%04o\n", process.files().umask()));
        text.append("State:\t").append(state).append(" (").append(word).append(")\n");
        text.append("Tgid:\t")
                .append(process.pid())
                .append("\nNgid:\t0\nPid:\t")
                .append(process.pid());
        text.append("\nPPid:\t").append(parent()).append("\nTracerPid:\t0\n");
        text.append("Uid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nFDSize:\t64\nGroups:\t \n");
        if (process.hasSpace()) {
            MemoryCounters memory = process.memoryCounters();
            row(text, "VmPeak:", memory.mostMappedPages());
            row(text, "VmSize:", pages.size);
            row(text, "VmLck:", 0);
            row(text, "VmPin:", 0);
            row(text, "VmHWM:", memory.mostResidentPages());
            row(text, "VmRSS:", pages.resident);
            row(text, "RssAnon:", pages.resident - pages.file - pages.shared);
            row(text, "RssFile:", pages.file);
            row(text, "RssShmem:", pages.shared);
            row(text, "VmData:", pages.data);
            row(text, "VmStk:", pages.stack);
            row(text, "VmExe:", pages.text);
            row(text, "VmLib:", 0);
            row(text, "VmPTE:", process.space().pageTable().tableFrames());
            row(text, "VmSwap:", memory.swappedPages());
        }
        return text.append("Threads:\t")
                .append(process.threads().size())
                .append('\n')
                .toString();
    }

    private static void row(StringBuilder text, String label, long pages) {
        text.append(String.format(Locale.ROOT, "%s\t%8d kB\n", label, pages * KIB_A_PAGE));
    }
}
