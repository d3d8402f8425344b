package pagoda.kernel.proc;

import pagoda.elf.ElfFile;
import pagoda.kernel.mm.CachedFile;

/**
 * A program that can be executed.
 *
 * @param elf its headers, and what names its places
 * @param file its bytes, as the page cache has them
 * @param path the file's name as it was given
 */
public record Program(ElfFile elf, CachedFile file, String path) {
    private static final int MOST_NAME = 15;

    /** The last part of the path without {@code .s}: what a limit on its memory calls it. */
    String groupName() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith(".s") || name.endsWith(".S") ? name.substring(0, name.length() - 2) : name;
    }

    /** The last part of the path, at most 15 characters. */
    public String shortName() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.substring(0, Math.min(MOST_NAME, name.length()));
    }
}
