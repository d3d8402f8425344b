package pagoda.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.FileType;
import pagoda.kernel.fs.HostTree;
import pagoda.kernel.mm.PageStore;

/**
 * A directory of the host for {@code --mount}. It cannot be left: each name on a path must be a plain name, and nothing but
 * directories is walked through, so that no link of the host leads out.
 */
final class HostDirectory implements HostTree {
    private static final int PAGE = 4096;

    private final Path root;
    private final boolean readOnly;

    /** @throws Failure if the directory is none */
    HostDirectory(String name, boolean readOnly) {
        this.readOnly = readOnly;
        try {
            root = Path.of(name).toRealPath();
        } catch (InvalidPathException | IOException failure) {
            throw new Failure("--mount: " + name + ": no such directory");
        }
        if (!Files.isDirectory(root)) {
            throw new Failure("--mount: " + name + ": not a directory");
        }
    }

    /** What {@code --mount} names: {@code HOSTDIR}, or {@code HOSTDIR:ro} if nothing there may be changed. */
    static HostDirectory of(String option) {
        boolean readOnly = option.endsWith(":ro");
        return new HostDirectory(readOnly ? option.substring(0, option.length() - 3) : option, readOnly);
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    /** Something that the host may refuse. */
    private interface Action<T> {
        T run() throws IOException;
    }

    private static <T> T attempt(Action<T> action) throws FileException {
        try {
            return action.run();
        } catch (NoSuchFileException missing) {
            throw new FileException(Errno.ENOENT);
        } catch (AccessDeniedException denied) {
            throw new FileException(Errno.EACCES);
        } catch (FileAlreadyExistsException there) {
            throw new FileException(Errno.EEXIST);
        } catch (DirectoryNotEmptyException full) {
            throw new FileException(Errno.ENOTEMPTY);
        } catch (InvalidPathException unspeakable) {
            throw new FileException(Errno.EINVAL);
        } catch (IOException | DirectoryIteratorException | UnsupportedOperationException failure) {
            throw new FileException(Errno.EIO);
        } catch (OutOfMemoryError tooLarge) {
            throw new FileException(Errno.ENOMEM);
        }
    }

    private Path resolve(String path) throws FileException {
        Path at = root;
        if (path.isEmpty()) {
            return at;
        }
        for (String name : path.split("/", -1)) {
            boolean plain = !name.isEmpty() && !name.equals(".") && !name.equals("..") && name.indexOf('\0') < 0;
            if (!plain || !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileException(Errno.ENOENT);
            }
            at = at.resolve(name);
        }
        return at;
    }

    private Path resolveToChange(String path) throws FileException {
        if (readOnly) {
            throw new FileException(Errno.EROFS);
        }
        return resolve(path);
    }

    @Override
    public List<Entry> list(String directory) throws FileException {
        Path path = resolve(directory);
        return attempt(() -> {
            List<Entry> entries = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    add(entries, file);
                }
            }
            entries.sort(Comparator.comparing(Entry::name));
            return entries;
        });
    }

    /** What is neither file nor directory nor link is not shown. */
    private static void add(List<Entry> entries, Path file) throws IOException {
        BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String name = file.getFileName().toString();
        if (about.isDirectory()) {
            entries.add(new Entry(name, FileType.DIRECTORY, 0, true, ""));
        } else if (about.isRegularFile()) {
            entries.add(new Entry(name, FileType.REGULAR, about.size(), Files.isExecutable(file), ""));
        } else if (about.isSymbolicLink()) {
            String target = Files.readSymbolicLink(file).toString();
            entries.add(new Entry(name, FileType.SYMBOLIC_LINK, 0, true, target));
        }
    }

    @Override
    public byte[] read(String file) throws FileException {
        Path path = resolve(file);
        Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        return attempt(() -> {
            try (SeekableByteChannel channel = Files.newByteChannel(path, options)) {
                ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), Integer.MAX_VALUE - 8));
                int got = 0;
                while (bytes.hasRemaining() && got >= 0) {
                    got = channel.read(bytes);
                }
                return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
            }
        });
    }

    @Override
    public void write(String file, long size, PageStore content) throws FileException {
        Path path = resolveToChange(file);
        Set<OpenOption> options =
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
        attempt(() -> {
            try (SeekableByteChannel channel = Files.newByteChannel(path, options)) {
                channel.truncate(size);
                byte[] page = new byte[PAGE];
                for (long at = 0; at < size; at += PAGE) {
                    content.read(at / PAGE, page);
                    ByteBuffer bytes = ByteBuffer.wrap(page, 0, (int) Math.min(PAGE, size - at));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }
            }
            return path;
        });
    }

    @Override
    public void makeDirectory(String directory) throws FileException {
        Path path = resolveToChange(directory);
        attempt(() -> Files.createDirectory(path));
    }

    @Override
    public void makeLink(String link, String target) throws FileException {
        Path path = resolveToChange(link);
        attempt(() -> Files.createSymbolicLink(path, Path.of(target)));
    }

    @Override
    public void link(String file, String name) throws FileException {
        Path existing = resolveToChange(file);
        Path path = resolveToChange(name);
        attempt(() -> Files.createLink(path, existing));
    }

    @Override
    public void delete(String path) throws FileException {
        Path gone = resolveToChange(path);
        attempt(() -> {
            Files.delete(gone);
            return gone;
        });
    }

    @Override
    public void move(String from, String to) throws FileException {
        Path source = resolveToChange(from);
        Path target = resolveToChange(to);
        attempt(() -> Files.move(source, target));
    }

    @Override
    public void setExecutable(String file, boolean executable) throws FileException {
        Path path = resolveToChange(file);
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            path.toFile().setExecutable(executable, false);
        }
    }
}
