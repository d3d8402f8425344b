package pagoda.kernel.fs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;

/** A process's hold on files: its descriptors, which are small numbers for open files, its current directory, its umask. */
public final class FileDescriptors {
    /** Linux's default for RLIMIT_NOFILE. */
    public static final int DEFAULT_LIMIT = 1024;

    private static final class Slot {
        final OpenFile file;
        boolean closeOnExec;

        Slot(OpenFile file, boolean closeOnExec) {
            this.file = file;
            this.closeOnExec = closeOnExec;
        }
    }

    private final List<@Nullable Slot> slots = new ArrayList<>();
    private Directory directory;
    private int umask = 022;
    private int limit = DEFAULT_LIMIT;

    /** No descriptors yet. */
    public FileDescriptors(Directory current) {
        this.directory = current;
    }

    /** A copy for a child: the same open files. */
    public FileDescriptors copy() {
        FileDescriptors copy = new FileDescriptors(directory);
        copy.umask = umask;
        copy.limit = limit;
        for (Slot slot : slots) {
            if (slot == null) {
                copy.slots.add(null);
            } else {
                slot.file.hold();
                copy.slots.add(new Slot(slot.file, slot.closeOnExec));
            }
        }
        return copy;
    }

    /** Closes those that a new program must not have. */
    public void closeOnExec() {
        for (int number = 0; number < slots.size(); number++) {
            Slot slot = slots.get(number);
            if (slot != null && slot.closeOnExec) {
                close(number);
            }
        }
    }

    /** Closes all. */
    public void close() {
        for (int number = 0; number < slots.size(); number++) {
            close(number);
        }
        slots.clear();
    }

    /** Closes one; 0 or a negative error number, after which it is closed all the same. */
    public long close(long descriptor) {
        Slot slot = slot(descriptor);
        if (slot == null) {
            return Errno.EBADF.result();
        }
        slots.set((int) descriptor, null);
        return slot.file.release();
    }

    /** The open file of the descriptor, or null if it is not open. The number is a register's: only its low 32 bits count. */
    public @Nullable OpenFile get(long descriptor) {
        Slot slot = slot(descriptor);
        return slot == null ? null : slot.file;
    }

    private @Nullable Slot slot(long descriptor) {
        int number = (int) descriptor;
        return number >= 0 && number < slots.size() ? slots.get(number) : null;
    }

    /**
     * The lowest free number that is not below {@code least}.
     *
     * @throws FileException EMFILE if there is none below the limit
     */
    public int free(int least) throws FileException {
        int number = least;
        while (number < slots.size() && slots.get(number) != null) {
            number++;
        }
        if (number >= limit) {
            throw new FileException(Errno.EMFILE);
        }
        return number;
    }

    /** Lets the number, which is free or is closed by this, stand for the open file. */
    public void put(int number, OpenFile file, boolean closeOnExec) {
        file.hold();
        close(number);
        while (slots.size() <= number) {
            slots.add(null);
        }
        slots.set(number, new Slot(file, closeOnExec));
    }

    /** Whether the open descriptor is closed by exec. */
    public boolean isCloseOnExec(long descriptor) {
        Slot slot = slot(descriptor);
        return slot != null && slot.closeOnExec;
    }

    public void setCloseOnExec(long descriptor, boolean now) {
        Slot slot = slot(descriptor);
        if (slot != null) {
            slot.closeOnExec = now;
        }
    }

    /** The open descriptors' numbers, in order. */
    public List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < slots.size(); number++) {
            if (slots.get(number) != null) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** The current directory. */
    public Directory directory() {
        return directory;
    }

    public void setDirectory(Directory current) {
        directory = current;
    }

    /** Permissions that new files do not get. */
    public int umask() {
        return umask;
    }

    public void setUmask(int bits) {
        umask = bits & 0777;
    }

    /** Descriptors are below this: RLIMIT_NOFILE. */
    public int limit() {
        return limit;
    }

    public void setLimit(int number) {
        limit = number;
    }
}
