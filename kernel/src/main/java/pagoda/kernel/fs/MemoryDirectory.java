package pagoda.kernel.fs;

import pagoda.kernel.mm.PageCache;

/** A directory of the volume that lives in the machine alone, and is gone when it ends. */
final class MemoryDirectory extends Directory {
    private final PageCache cache;
    private final Disk disk;

    MemoryDirectory(Volume volume, int permissions, PageCache cache, Disk disk) {
        super(volume, permissions);
        this.cache = cache;
        this.disk = disk;
    }

    @Override
    public RegularFile createFile(String newName, int permissions) {
        RegularFile file = new RegularFile(volume(), permissions, cache, disk);
        add(newName, file);
        return file;
    }

    @Override
    public Directory createDirectory(String newName, int permissions) {
        MemoryDirectory directory = new MemoryDirectory(volume(), permissions, cache, disk);
        add(newName, directory);
        return directory;
    }

    @Override
    public SymbolicLink createLink(String newName, String target) {
        SymbolicLink link = new SymbolicLink(volume(), target);
        add(newName, link);
        return link;
    }
}
