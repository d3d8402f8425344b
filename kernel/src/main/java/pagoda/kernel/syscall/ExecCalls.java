package pagoda.kernel.syscall;

import static pagoda.kernel.syscall.PathArguments.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.Directory;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.FileSystem;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.OpenFlags;
import pagoda.kernel.fs.PathWalk.Place;
import pagoda.kernel.fs.ProgramFormat;
import pagoda.kernel.fs.RegularFile;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.ArrayStore;
import pagoda.kernel.mm.CachedFile;
import pagoda.kernel.proc.Exec;
import pagoda.kernel.proc.ExecException;
import pagoda.kernel.proc.Program;

/** The system call that gives a process another program. */
final class ExecCalls {
    /** The longest argument, its final zero counted: Linux's {@code MAX_ARG_STRLEN}. */
    private static final int MAX_STRING = 32 * AddressSpace.PAGE_SIZE;

    /** No larger program is read. */
    private static final long MAX_PROGRAM = 256L << 20;

    private ExecCalls() {}

    /** Until the last check has been passed, nothing of the old program is touched. */
    static long execve(Call call) throws FileException {
        String path = PathArguments.path(call, call.argument(0));
        Directory start = PathArguments.start(call, PathArguments.AT_FDCWD, path);
        FileSystem files = PathArguments.files(call);
        Place place = files.find(start, path, true);
        if (!(place.existing() instanceof RegularFile file)) {
            return Errno.EACCES.result();
        }
        boolean source = path.endsWith(".s") || path.endsWith(".S");
        check(source || file.isExecutable(), Errno.EACCES);
        OpenFile open = files.open(file, OpenFlags.O_RDONLY, FileSystem.path(place));
        try {
            check(!file.isBeingWritten(), Errno.ETXTBSY);
            long[] left = {call.process().limits().argumentBytes()};
            List<String> argv = strings(call, call.argument(1), left);
            List<String> environment = strings(call, call.argument(2), left);
            Program program = program(call, open, file, place);
            if (argv.isEmpty()) {
                argv.add("");
            }
            Exec.Image image = call.services()
                    .exec()
                    .prepare(program, argv, environment, call.process().limits());
            call.services().processes().exec(call.thread(), image);
            return Call.GONE;
        } catch (ExecException failure) {
            return failure.errno().result();
        } finally {
            open.discard();
        }
    }

    /** An array of strings that ends in a null pointer; a null array is empty. */
    private static List<String> strings(Call call, long array, long[] left) throws FileException {
        List<String> strings = new ArrayList<>();
        if (array == 0) {
            return strings;
        }
        for (long at = array; ; at += 8) {
            ByteBuffer pointer = call.isUserRange(at, 8) ? call.load(at, 8) : null;
            if (pointer == null) {
                throw new FileException(Errno.EFAULT);
            }
            if (pointer.getLong(0) == 0) {
                break;
            }
            String text = PathArguments.string(call, pointer.getLong(0), MAX_STRING);
            if (text == null) {
                throw new FileException(Errno.E2BIG);
            }
            left[0] -= text.length() + 1 + 8;
            check(left[0] >= 0, Errno.E2BIG);
            strings.add(text);
        }
        return strings;
    }

    private static Program program(Call call, OpenFile open, RegularFile file, Place place)
            throws FileException, ExecException {
        byte[] bytes = bytes(call, open, file);
        CachedFile cached = file.cachedFile();
        if (!ElfFile.isElf(bytes)) {
            byte[] made = PathArguments.files(call)
                    .programFormat()
                    .executable(human(open.path()), bytes, name -> beside(call, place, name));
            check(made != null, Errno.ENOEXEC);
            if (made != null) {
                bytes = made;
                cached = new CachedFile(
                        new ArrayStore(made), made.length, call.services().cache());
            }
        }
        try {
            return new Program(ElfFile.readForExec(bytes), cached, human(open.path()));
        } catch (ElfFormatException unsound) {
            throw new ExecException(Errno.ENOEXEC, String.valueOf(unsound.getMessage()));
        }
    }

    /** Files that are read for an exec, as far as they have been: what was read once need not be in RAM any more. */
    private static final class Loading {
        final Map<CachedFile, byte[]> files = new HashMap<>();
        final Map<CachedFile, Integer> done = new HashMap<>();
    }

    private static byte[] bytes(Call call, OpenFile open, RegularFile file) throws FileException {
        check(file.size() <= MAX_PROGRAM, Errno.ENOMEM);
        Loading loading = call.thread().continuation() instanceof Loading begun ? begun : new Loading();
        call.thread().setContinuation(loading);
        CachedFile content = file.cachedFile();
        byte[] bytes = loading.files.get(content);
        if (bytes == null || bytes.length != file.size()) {
            bytes = new byte[(int) file.size()];
            loading.files.put(content, bytes);
            loading.done.put(content, 0);
        }
        int done = loading.done.getOrDefault(content, 0);
        while (done < bytes.length) {
            byte[] page = new byte[Math.min(AddressSpace.PAGE_SIZE, bytes.length - done)];
            long got = file.read(open, done, page, page.length);
            check(got != Errno.EIO.result(), Errno.EIO);
            check(got == page.length, Errno.ENOMEM);
            System.arraycopy(page, 0, bytes, done, page.length);
            done += page.length;
            loading.done.put(content, done);
            call.committed();
        }
        return bytes;
    }

    /** A file beside the program, for {@link ProgramFormat}; null if it cannot be read. */
    private static byte @Nullable [] beside(Call call, Place place, String name) {
        try {
            String path = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            FileSystem files = PathArguments.files(call);
            OpenFile open = files.open(place.directory(), path, OpenFlags.O_RDONLY, 0);
            try {
                return open.inode() instanceof RegularFile file ? bytes(call, open, file) : null;
            } finally {
                open.discard();
            }
        } catch (FileException unreadable) {
            return null;
        }
    }

    private static String human(String path) {
        return new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
