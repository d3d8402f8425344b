package pagoda.kernel.fs;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;

/**
 * Finds what a path names, as path_resolution(7) has it: component by component, following symbolic links, 40 at most. Nobody
 * is kept out by permissions, as everybody is root.
 */
public final class PathWalk {
    /** A path is shorter than this, its final zero counted. */
    public static final int PATH_MAX = 4096;

    private static final int NAME_MAX = 255;
    private static final int MOST_LINKS = 40;

    /** What the last component of a path is. */
    public enum Last {
        /** A name. */
        NAME,
        /** {@code .} */
        DOT,
        /** {@code ..} */
        DOT_DOT,
        /** There is none: the path is the root. */
        ROOT
    }

    /**
     * Where a path leads.
     *
     * @param directory the directory that holds the last component
     * @param name the last component
     * @param last what the last component is
     * @param slash whether slashes stand behind it, so that it must be a directory
     * @param inode what it stands for; null if there is no such name
     */
    public record Place(
            Directory directory,
            String name,
            Last last,
            boolean slash,
            @Nullable Inode inode) {
        /** The inode. @throws FileException ENOENT if there is none */
        public Inode existing() throws FileException {
            if (inode == null) {
                throw new FileException(Errno.ENOENT);
            }
            return inode;
        }
    }

    private enum Follow {
        ALL,
        /** But for the last component, unless a slash stands behind it. */
        NOT_LAST,
        /** But for the last component, whatever stands behind it: the name is what matters. */
        PARENT
    }

    private final Directory root;
    private final Follow follow;
    private Directory at;
    private String rest;
    private int links;

    private PathWalk(Directory root, Directory start, String path, Follow follow) {
        this.root = root;
        this.at = start;
        this.rest = path;
        this.follow = follow;
    }

    /**
     * What the path names.
     *
     * @param start where a relative path begins
     * @param followLast whether a symbolic link at the path's end is followed, too
     * @return the place; its inode is null if all is there but the last component
     */
    public static Place find(Directory root, Directory start, String path, boolean followLast) throws FileException {
        Place place = new PathWalk(root, start, path, followLast ? Follow.ALL : Follow.NOT_LAST).walk();
        if (place.slash && place.inode != null && !(place.inode instanceof Directory)) {
            throw new FileException(Errno.ENOTDIR);
        }
        return place;
    }

    /** The directory and the name that the path ends in, and what that name stands for now. */
    public static Place findName(Directory root, Directory start, String path) throws FileException {
        return new PathWalk(root, start, path, Follow.PARENT).walk();
    }

    private Place walk() throws FileException {
        if (rest.isEmpty()) {
            throw new FileException(Errno.ENOENT);
        }
        if (rest.startsWith("/")) {
            at = root;
        }
        String name = "/";
        Last last = Last.ROOT;
        while (true) {
            rest = withoutSlashes(rest);
            if (rest.isEmpty()) {
                return new Place(at, name, last, true, at);
            }
            int end = rest.indexOf('/');
            name = end < 0 ? rest : rest.substring(0, end);
            rest = end < 0 ? "" : rest.substring(end);
            if (name.length() > NAME_MAX) {
                throw new FileException(Errno.ENAMETOOLONG);
            }
            boolean slash = !rest.isEmpty();
            boolean isLast = withoutSlashes(rest).isEmpty();
            last = name.equals(".") ? Last.DOT : name.equals("..") ? Last.DOT_DOT : Last.NAME;
            if (last != Last.NAME) {
                at = last == Last.DOT ? at : at.parent();
                if (isLast) {
                    return new Place(at, name, last, slash, at);
                }
                continue;
            }
            Inode inode = at.isRemoved() ? null : at.lookup(name);
            if (inode instanceof SymbolicLink link && isFollowed(isLast, slash)) {
                Inode destination = follow(link);
                if (destination == null) {
                    continue;
                }
                inode = destination;
            }
            if (isLast) {
                return new Place(at, name, last, slash, inode);
            }
            if (inode == null) {
                throw new FileException(Errno.ENOENT);
            }
            if (!(inode instanceof Directory directory)) {
                throw new FileException(Errno.ENOTDIR);
            }
            at = directory;
        }
    }

    private boolean isFollowed(boolean isLast, boolean slash) {
        return switch (follow) {
            case ALL -> true;
            case NOT_LAST -> !isLast || slash;
            case PARENT -> !isLast;
        };
    }

    /** What the link leads to at once; null if its path is walked next. */
    private @Nullable Inode follow(SymbolicLink link) throws FileException {
        if (++links > MOST_LINKS) {
            throw new FileException(Errno.ELOOP);
        }
        Inode destination = link.destination();
        if (destination != null) {
            return destination;
        }
        String target = link.target();
        if (target.isEmpty()) {
            throw new FileException(Errno.ENOENT);
        }
        if (target.startsWith("/")) {
            at = root;
        }
        rest = target + rest;
        return null;
    }

    private static String withoutSlashes(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '/') {
            at++;
        }
        return text.substring(at);
    }
}
