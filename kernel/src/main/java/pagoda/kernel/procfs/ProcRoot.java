package pagoda.kernel.procfs;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.fs.Volume;
import pagoda.kernel.proc.Process;

/** {@code /proc}: what the kernel tells about itself and its processes. */
public final class ProcRoot extends ProcDirectory {
    /** What statfs says of it. */
    public static final long MAGIC = 0x9fa0;

    private static final long ROOT_NUMBER = 1;

    private final Sources sources;

    public ProcRoot(Volume volume, Sources sources) {
        super(volume, ROOT_NUMBER);
        this.sources = sources;
    }

    @Override
    void fill() {
        SystemText text = new SystemText(sources);
        symlink("self", this::self);
        text("meminfo", text::meminfo);
        text("vmstat", text::vmstat);
        text("stat", text::stat);
        text("uptime", text::uptime);
        text("version", () -> "Linux version 6.1.0-pagoda (pagoda@pagoda) #1 Pagoda\n");
        text("filesystems", () -> "nodev\ttmpfs\nnodev\tproc\n");
    }

    private String self() {
        Process current = sources.current().get();
        return current == null ? "1" : Integer.toString(current.pid());
    }

    @Override
    public @Nullable Inode lookup(String wanted) throws FileException {
        Inode always = super.lookup(wanted);
        if (always != null || !wanted.matches("[1-9][0-9]{0,6}")) {
            return always;
        }
        Process process = sources.processes().find(Integer.parseInt(wanted));
        return process == null ? null : of(process);
    }

    private Inode of(Process process) {
        return placed(new ProcessDirectory(volume(), process, sources), Integer.toString(process.pid()));
    }

    @Override
    public @Nullable Entry next(long position) throws FileException {
        Entry always = position < CHANGING ? super.next(position) : null;
        if (always != null) {
            return always;
        }
        for (Process process : sources.processes().all()) {
            if (CHANGING + process.pid() >= position) {
                return new Entry(Integer.toString(process.pid()), of(process), CHANGING + process.pid());
            }
        }
        return null;
    }
}
