package pagoda.kernel.procfs;

import java.util.Locale;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.FrameUse;
import pagoda.kernel.mm.Region;
import pagoda.kernel.proc.Process;

/** A process's regions as {@code /proc/PID/maps} and {@code smaps} show them: proc(5). */
final class MemoryText {
    private static final int NAME_COLUMN = 73;
    private static final int KIB_A_PAGE = AddressSpace.PAGE_SIZE / 1024;

    private final Process process;
    private final FrameTable frames;

    MemoryText(Process process, FrameTable frames) {
        this.process = process;
        this.frames = frames;
    }

    /** A line for each region. */
    String maps() {
        StringBuilder text = new StringBuilder();
        if (process.hasSpace()) {
            for (Region region : process.space().regions()) {
                if (!(region.backing() instanceof Backing.Guard)) {
                    text.append(line(region));
                }
            }
        }
        return text.toString();
    }

    private static String line(Region region) {
        boolean file = region.backing() instanceof Backing.FileMapping;
        long offset = region.backing() instanceof Backing.FileMapping mapping ? mapping.offset() : 0;
        String line = String.format(
                Locale.ROOT,
                "%08x-%08x %s%s %08x 00:%02x 0 ",
                region.start(),
                region.end(),
                region.protection(),
                region.isShared() ? "s" : "p",
                offset,
                file ? 1 : 0);
        if (region.name().isEmpty()) {
            return line + "\n";
        }
        return line + " ".repeat(Math.max(0, NAME_COLUMN - line.length())) + region.name() + "\n";
    }

    /** For each region, its line, and what its pages are. */
    String smaps() {
        StringBuilder text = new StringBuilder();
        if (process.hasSpace()) {
            for (Region region : process.space().regions()) {
                if (!(region.backing() instanceof Backing.Guard)) {
                    text.append(line(region));
                    detail(text, region);
                }
            }
        }
        return text.toString();
    }

    private void detail(StringBuilder text, Region region) {
        long[] shared = new long[2];
        long[] alone = new long[2];
        long[] anonymous = new long[1];
        double[] share = new double[2];
        AddressSpace space = process.space();
        space.pageTable().forEach(region.start(), region.end(), (address, frame) -> {
            boolean cached = frames.use(frame) == FrameUse.PAGE_CACHE;
            int maps = Math.max(1, frames.sharers(frame));
            int dirty = !cached || space.pageTable().isDirty(address) ? 1 : 0;
            (maps > 1 ? shared : alone)[dirty]++;
            anonymous[0] += cached ? 0 : 1;
            share[0] += 1.0 / maps;
            share[1] += dirty == 1 ? 1.0 / maps : 0;
        });
        long resident = shared[0] + shared[1] + alone[0] + alone[1];
        row(text, "Size:", region.length() / 1024);
        row(text, "KernelPageSize:", KIB_A_PAGE);
        row(text, "MMUPageSize:", KIB_A_PAGE);
        row(text, "Rss:", resident * KIB_A_PAGE);
        row(text, "Pss:", (long) (share[0] * KIB_A_PAGE));
        row(text, "Pss_Dirty:", (long) (share[1] * KIB_A_PAGE));
        row(text, "Shared_Clean:", shared[0] * KIB_A_PAGE);
        row(text, "Shared_Dirty:", shared[1] * KIB_A_PAGE);
        row(text, "Private_Clean:", alone[0] * KIB_A_PAGE);
        row(text, "Private_Dirty:", alone[1] * KIB_A_PAGE);
        row(text, "Referenced:", resident * KIB_A_PAGE);
        row(text, "Anonymous:", anonymous[0] * KIB_A_PAGE);
        long[] swapped = new long[1];
        space.pageTable().forEachSlot(region.start(), region.end(), (address, slot) -> swapped[0]++);
        for (String none : new String[] {
            "LazyFree:",
            "AnonHugePages:",
            "ShmemPmdMapped:",
            "FilePmdMapped:",
            "Shared_Hugetlb:",
            "Private_Hugetlb:",
            "Locked:"
        }) {
            if (none.equals("Locked:")) {
                row(text, "Swap:", swapped[0] * KIB_A_PAGE);
                row(text, "SwapPss:", swapped[0] * KIB_A_PAGE);
            }
            row(text, none, 0);
        }
        text.append("THPeligible:    0\nVmFlags: ").append(flags(region)).append('\n');
    }

    private static void row(StringBuilder text, String label, long kib) {
        text.append(String.format(Locale.ROOT, "%-16s%8d kB\n", label, kib));
    }

    private static String flags(Region region) {
        return (region.protection().read() ? "rd " : "")
                + (region.protection().write() ? "wr " : "")
                + (region.protection().execute() ? "ex " : "")
                + (region.isShared() ? "sh " : "")
                + "mr "
                + (region.mayWrite() ? "mw " : "")
                + "me "
                + (region.growsDown() ? "gd " : "");
    }
}
