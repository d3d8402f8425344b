package pagoda.kernel.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.PathWalk.Last;
import pagoda.kernel.fs.PathWalk.Place;
import pagoda.kernel.mm.PageCache;

/**
 * The tree of all names.
 *
 * <pre>
 *  /
 *  ├── dev     null zero full random urandom console tty stdin stdout stderr fd
 *  ├── mnt     what --mount gives, for one
 *  ├── proc    what the kernel tells about itself
 *  └── tmp     empty in the beginning
 * </pre>
 */
public final class FileSystem {
    /** How many pages of 4096 bytes all files can take: 512 MiB. */
    private static final long DISK_PAGES = 128 << 10;

    private static final long TMPFS_MAGIC = 0x0102_1994;
    private static final int ROOT_DEVICE = 1;
    private static final int CONSOLE = 5 << 8 | 1;
    private static final int TTY = 5 << 8;

    private final PageCache cache;
    private final Disk disk = new Disk(DISK_PAGES);
    private final LongSupplier clock;
    private final Randomness randomness;
    private final Directory root;
    private final Names names;
    private final Volume pipes;
    private final Inode input;
    private final Inode error;
    private final List<MountedDirectory> mounts = new ArrayList<>();
    private ProgramFormat programFormat = ProgramFormat.NONE;
    private int lastDevice = ROOT_DEVICE;

    /**
     * A file system with {@code /dev} and an empty {@code /tmp}.
     *
     * @param clock the time of day in simulated nanoseconds since 1970
     * @param seed what {@code /dev/urandom} begins with
     */
    public FileSystem(PageCache cache, Console console, LongSupplier clock, long seed) {
        this.cache = cache;
        this.clock = clock;
        randomness = new Randomness(seed);
        Volume volume = new Volume(ROOT_DEVICE, TMPFS_MAGIC, clock, false);
        root = new MemoryDirectory(volume, 0755, cache, disk);
        root.linked();
        names = new Names(root);
        pipes = newVolume(0x5049_5045, false);
        input = new ConsoleDevice(volume, console, false, CONSOLE, false);
        error = new ConsoleDevice(volume, console, true, CONSOLE, false);
        Directory devices = directory(volume, "dev", 0755);
        for (MemoryDevice.Kind kind : MemoryDevice.Kind.values()) {
            devices.add(kind.name().toLowerCase(Locale.ROOT), new MemoryDevice(volume, kind, randomness));
        }
        devices.add("console", input);
        devices.add("tty", new ConsoleDevice(volume, console, false, TTY, true));
        devices.add("fd", new SymbolicLink(volume, "/proc/self/fd"));
        devices.add("stdin", new SymbolicLink(volume, "/proc/self/fd/0"));
        devices.add("stdout", new SymbolicLink(volume, "/proc/self/fd/1"));
        devices.add("stderr", new SymbolicLink(volume, "/proc/self/fd/2"));
        error.linked();
        directory(volume, "tmp", 01777);
    }

    private Directory directory(Volume volume, String name, int permissions) {
        Directory directory = new MemoryDirectory(volume, permissions, cache, disk);
        root.add(name, directory);
        return directory;
    }

    /** A volume with a number of its own. */
    public Volume newVolume(long magic, boolean readOnly) {
        return new Volume(++lastDevice, magic, clock, readOnly);
    }

    public Directory root() {
        return root;
    }

    /** Changes to names. */
    public Names names() {
        return names;
    }

    /** The disk that files lie on. */
    public Disk disk() {
        return disk;
    }

    /** Random bytes for programs. */
    public Randomness randomness() {
        return randomness;
    }

    /** Adds a directory of another volume below the root. */
    public void mount(String name, Directory directory) {
        root.add(name, directory);
    }

    /** Mounts a directory of the host below the root. */
    public Directory mount(String name, HostTree tree) {
        Volume volume = newVolume(0xef53, tree.isReadOnly());
        MountedDirectory mounted = new MountedDirectory(volume, tree, cache, disk);
        mounts.add(mounted);
        root.add(name, mounted);
        return mounted;
    }

    /** What the first process begins with: the console as descriptors 0, 1 and 2. */
    public FileDescriptors begin(Directory current) {
        FileDescriptors descriptors = new FileDescriptors(current);
        descriptors.put(0, new OpenFile(input, OpenFlags.O_RDONLY, "/dev/console"), false);
        descriptors.put(1, new OpenFile(input, OpenFlags.O_WRONLY, "/dev/console"), false);
        descriptors.put(2, new OpenFile(error, OpenFlags.O_WRONLY, "/dev/console"), false);
        return descriptors;
    }

    /** What a path names, from {@code start} if it is relative. */
    public Place find(Directory start, String path, boolean followLast) throws FileException {
        return PathWalk.find(root, start, path, followLast);
    }

    /** A new pipe. */
    public Pipe newPipe() {
        return new Pipe(pipes);
    }

    /**
     * Opens what a path names, and makes a file if the flags ask for it and there is none.
     *
     * @param permissions of a new file
     */
    public OpenFile open(Directory start, String path, int flags, int permissions) throws FileException {
        boolean create = (flags & OpenFlags.O_CREAT) != 0;
        boolean exclusive = create && (flags & OpenFlags.O_EXCL) != 0;
        boolean follow = (flags & OpenFlags.O_NOFOLLOW) == 0 && !exclusive;
        Place place = create ? findToCreate(start, path, follow) : find(start, path, follow);
        Inode inode = place.inode();
        if (inode == null) {
            if (!create) {
                throw new FileException(Errno.ENOENT);
            }
            names.checkDirectory(place.directory());
            RegularFile file = place.directory().createFile(place.name(), permissions);
            return new OpenFile(file, flags, path(place));
        }
        if (exclusive) {
            throw new FileException(Errno.EEXIST);
        }
        checkOpen(inode, flags, create);
        OpenFile file = new OpenFile(inode, flags, path(place));
        if ((flags & OpenFlags.O_TRUNC) != 0 && inode instanceof RegularFile regular && !file.has(OpenFlags.O_PATH)) {
            regular.truncate(0);
        }
        return file;
    }

    /** Opens an inode anew, whatever its name. */
    public OpenFile open(Inode inode, int flags, String path) throws FileException {
        checkOpen(inode, flags, false);
        return new OpenFile(inode, flags, path);
    }

    private Place findToCreate(Directory start, String path, boolean follow) throws FileException {
        Place place = PathWalk.find(root, start, path, follow);
        if (place.last() != Last.NAME || place.slash()) {
            throw new FileException(Errno.EISDIR);
        }
        return place;
    }

    private static void checkOpen(Inode inode, int flags, boolean create) throws FileException {
        if ((flags & OpenFlags.O_DIRECTORY) != 0 && inode.type() != FileType.DIRECTORY) {
            throw new FileException(Errno.ENOTDIR);
        }
        if ((flags & OpenFlags.O_PATH) != 0) {
            return;
        }
        if (inode.type() == FileType.SYMBOLIC_LINK) {
            throw new FileException(Errno.ELOOP);
        }
        boolean write = (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY || (flags & OpenFlags.O_TRUNC) != 0;
        if (inode.type() == FileType.DIRECTORY && (write || create)) {
            throw new FileException(Errno.EISDIR);
        }
        if (write && inode.type() == FileType.REGULAR) {
            inode.volume().checkWritable();
        }
        inode.checkOpen(flags);
    }

    /** The path by which the place is known from the root. */
    public static String path(Place place) {
        String directory = place.inode() instanceof Directory self
                ? self.path()
                : place.directory().path();
        if (directory == null) {
            return place.name() + " (deleted)";
        }
        if (place.inode() instanceof Directory) {
            return directory;
        }
        return (directory.equals("/") ? "" : directory) + "/" + place.name();
    }

    /** Writes what was changed below the mounts to the host; 0, or a negative error number. */
    public long sync() {
        long first = 0;
        for (MountedDirectory mount : mounts) {
            long error = mount.syncAll();
            first = first == 0 ? error : first;
        }
        return first;
    }

    /** How files that are not ELF are executed. */
    public ProgramFormat programFormat() {
        return programFormat;
    }

    public void setProgramFormat(ProgramFormat format) {
        programFormat = format;
    }
}
