package pagoda.cli;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import pagoda.asm.diagnostic.Spelling;

/** Reads and writes the host's files for the commands; what goes wrong is a {@link Failure} that says it in a line. */
final class HostFiles {
    private HostFiles() {}

    /** All bytes of the file. */
    static byte[] read(String name) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw new Failure(name + ": is a directory");
            }
            return bytes(path);
        } catch (InvalidPathException | IOException failure) {
            throw new Failure(name + ": " + why(failure) + (failure instanceof NoSuchFileException ? near(name) : ""));
        } catch (OutOfMemoryError tooLarge) {
            throw new Failure(name + ": is too large");
        }
    }

    /** By a stream, for the classes that {@link Files} needs to read would have to be loaded. */
    private static byte[] bytes(Path path) throws IOException {
        try (InputStream file = new BufferedInputStream(new FileInputStream(path.toFile()))) { // of a pipe, too
            return file.readAllBytes();
        } catch (FileNotFoundException failure) {
            return Files.readAllBytes(path); // and if it fails, too, says why
        }
    }

    /** Writes the file whole or not at all. */
    static void write(String name, byte[] bytes, boolean executable) {
        try {
            Path path = Path.of(name);
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                Files.write(path, bytes);
                return;
            }
            Path directory = path.toAbsolutePath().getParent();
            Path temporary = Files.createTempFile(directory, ".pagoda", null);
            try {
                Files.write(temporary, bytes);
                permit(temporary, executable);
                Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (InvalidPathException | IOException failure) {
            throw new Failure(name + ": " + why(failure));
        }
    }

    private static void permit(Path file, boolean executable) {
        java.io.File host = file.toFile();
        host.setReadable(true, false);
        host.setExecutable(executable, false);
    }

    private static String why(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        return failure instanceof AccessDeniedException ? "permission denied" : "cannot be read or written";
    }

    /** A tip that names a file of nearly that name beside it; empty if there is none. */
    private static String near(String name) {
        Path path = Path.of(name);
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        Path last = path.getFileName();
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException unreadable) {
            return "";
        }
        String nearest = last == null ? null : Spelling.nearest(last.toString(), names);
        return nearest == null
                ? ""
                : "; did you mean '" + (path.getParent() == null ? "" : folder + "/") + nearest + "'?";
    }

    /** Whether there is a file of that name. */
    static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException impossible) {
            return false;
        }
    }
}
