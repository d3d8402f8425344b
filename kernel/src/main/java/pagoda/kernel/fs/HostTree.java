package pagoda.kernel.fs;

import java.util.List;
import pagoda.kernel.mm.PageStore;

/**
 * A directory of the host, and what is in it: the kernel's only door there. A path is relative to the directory, its names
 * separated by slashes, none of them {@code .} or {@code ..}; the directory itself is the empty path. No symbolic link is
 * followed: the kernel follows them itself, in its own tree. Errors are those that a system call gives.
 */
public interface HostTree {
    /**
     * A name in a directory.
     *
     * @param type a regular file, a directory or a symbolic link
     * @param size the file's bytes
     * @param target the symbolic link's path; empty for others
     */
    record Entry(String name, FileType type, long size, boolean executable, String target) {}

    /** Whether nothing can be changed. */
    boolean isReadOnly();

    /** The names in a directory, in the order of their characters. */
    List<Entry> list(String directory) throws FileException;

    /** All bytes of a file. */
    byte[] read(String file) throws FileException;

    /** Gives a file, made if it is not there, this content. */
    void write(String file, long size, PageStore content) throws FileException;

    void makeDirectory(String directory) throws FileException;

    void makeLink(String link, String target) throws FileException;

    /** Gives a file another name. */
    void link(String file, String name) throws FileException;

    /** Deletes a file, a symbolic link or an empty directory. */
    void delete(String path) throws FileException;

    /** Moves something to a name that is free. */
    void move(String from, String to) throws FileException;

    void setExecutable(String file, boolean executable) throws FileException;
}
