package pagoda.kernel.procfs;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.fs.Directory;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.SymbolicLink;
import pagoda.kernel.fs.Volume;
import pagoda.kernel.proc.Process;

/** {@code /proc/PID}. */
final class ProcessDirectory extends ProcDirectory {
    private final Process process;
    private final Sources sources;

    ProcessDirectory(Volume volume, Process process, Sources sources) {
        super(volume, process.pid() * NUMBERS);
        this.process = process;
        this.sources = sources;
        ProcessText text = new ProcessText(process, sources);
        MemoryText memory = new MemoryText(process, sources.frames());
        text("stat", text::stat);
        text("statm", text::statm);
        text("status", text::status);
        text("comm", () -> process.name() + "\n");
        bytes(
                "cmdline",
                () -> String.join(
                                "",
                                process.arguments().stream()
                                        .map(argument -> argument + "\0")
                                        .toList())
                        .getBytes(StandardCharsets.ISO_8859_1));
        text("maps", memory::maps);
        text("smaps", memory::smaps);
        inode("pagemap", () -> new Pagemap(volume, process.pid() * NUMBERS + 50, process));
        symlink("exe", () -> process.program().path());
        inode(
                "cwd",
                () -> leading(
                        51,
                        process.files().directory(),
                        String.valueOf(process.files().directory().path())));
        inode("fd", () -> new Descriptors(volume));
    }

    @Override
    boolean exists() {
        return sources.processes().find(process.pid()) == process;
    }

    /** A link that leads to the inode, whatever its text. */
    private SymbolicLink leading(long index, Inode inode, String text) {
        return new SymbolicLink(volume(), process.pid() * NUMBERS + index, text) {
            @Override
            public Inode destination() {
                return inode;
            }
        };
    }

    /** {@code /proc/PID/fd}: a link for each descriptor. */
    private final class Descriptors extends Directory {
        private static final long FIRST_NUMBER = 2000;

        Descriptors(Volume volume) {
            super(volume, process.pid() * NUMBERS + 52, 0500);
            linked();
        }

        @Override
        public @Nullable Inode lookup(String wanted) throws FileException {
            int number = wanted.matches("[0-9]{1,6}") ? Integer.parseInt(wanted) : -1;
            return exists() ? of(number) : null;
        }

        private @Nullable Inode of(int number) {
            OpenFile file = process.files().get(number);
            return file == null ? null : leading(FIRST_NUMBER + number, file.inode(), file.path());
        }

        @Override
        public @Nullable Entry next(long position) throws FileException {
            for (int number : process.files().numbers()) {
                Inode inode = FIRST + number < position || !exists() ? null : of(number);
                if (inode != null) {
                    return new Entry(Integer.toString(number), inode, FIRST + number);
                }
            }
            return null;
        }
    }
}
