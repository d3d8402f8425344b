package pagoda.kernel.fs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process's file descriptors: small numbers for open files. */
public final class FileDescriptors {
    private final List<@Nullable OpenFile> files = new ArrayList<>();

    /** Descriptors 0, 1 and 2 on the console. */
    public static FileDescriptors on(Console console) {
        FileDescriptors descriptors = new FileDescriptors();
        for (int number = 0; number < 3; number++) {
            descriptors.files.add(new ConsoleFile(console, number));
        }
        return descriptors;
    }

    /** A copy for a child: the same open files. */
    public FileDescriptors copy() {
        FileDescriptors copy = new FileDescriptors();
        copy.files.addAll(files);
        return copy;
    }

    /** Closes those that a new program must not have. */
    public void closeOnExec() {}

    /** Closes all. */
    public void close() {
        files.clear();
    }

    /** The open file of the descriptor, or null if it is not open. The number is a register's: only its low 32 bits count. */
    public @Nullable OpenFile get(long descriptor) {
        int number = (int) descriptor;
        return number >= 0 && number < files.size() ? files.get(number) : null;
    }
}
