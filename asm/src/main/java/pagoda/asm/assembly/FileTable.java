package pagoda.asm.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.elf.dwarf.LineUnit;

/**
 * The files that {@code .file} gives numbers, and the directories in their names. As in GNU as, a directory gets its index when
 * a name first has it, and index 0 is where the compiler ran, which only file 0 tells.
 */
final class FileTable {

    /** The greatest number a file may have. */
    static final long MOST = 1 << 16;

    private record Named(@Nullable String directory, String name) {}

    private final Map<Integer, Named> written = new TreeMap<>();
    private final Map<Integer, LineUnit.File> files = new TreeMap<>();
    private final List<@Nullable String> directories = new ArrayList<>();

    boolean has(int number) {
        return files.containsKey(number);
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /**
     * Gives a file its number, 0 to {@link #MOST}.
     *
     * @return whether the number was free, or that file's already
     */
    boolean add(int number, @Nullable String directory, String name, byte @Nullable [] md5) {
        Named named = new Named(directory, name);
        Named before = written.putIfAbsent(number, named);
        if (before != null) {
            return before.equals(named);
        }
        int slash = name.lastIndexOf('/');
        // A name may be in a directory below the one that the compiler ran in; that of a file in the root stays whole.
        boolean split = slash > 0 && (directory == null || number == 0);
        String own = split ? name.substring(0, slash) : directory == null ? "" : directory;
        String where = own.length() > 1 && own.endsWith("/") ? own.substring(0, own.length() - 1) : own;
        int index =
                where.isEmpty() ? 0 : index(where, split ? name : where, number == 0 ? directory : null, number == 0);
        files.put(number, new LineUnit.File(split ? name.substring(slash + 1) : name, index, md5));
        return true;
    }

    /** The index of a directory, new if it has none yet. */
    private int index(String directory, String whole, @Nullable String current, boolean mayBeFirst) {
        int index = directories.indexOf(directory);
        if (index >= 0) {
            return index;
        }
        index = Math.max(1, directories.size());
        if (mayBeFirst && (directories.isEmpty() || directories.get(0) == null)) {
            if (current == null || whole.equals(current)) {
                index = 0;
            } else {
                set(0, current);
                index = Math.max(1, directories.size());
            }
        }
        set(index, directory);
        return index;
    }

    private void set(int index, String directory) {
        while (directories.size() <= index) {
            directories.add(null);
        }
        directories.set(index, directory);
    }

    /** The least number below the greatest one given that no file has, or −1; 0 may be left out. */
    int missing() {
        int next = has(0) ? 0 : 1;
        for (int number : files.keySet()) {
            if (number != next++) {
                return next - 1;
            }
        }
        return -1;
    }

    /** The table for a line table: of DWARF 5 if there is a file 0, else of DWARF 3. */
    LineUnit unit() {
        boolean fifth = has(0);
        List<LineUnit.File> numbered = new ArrayList<>();
        if (!fifth) {
            numbered.add(new LineUnit.File("", 0, null));
        }
        numbered.addAll(files.values());
        List<String> names = new ArrayList<>();
        for (String directory : directories) {
            names.add(directory == null ? "" : directory);
        }
        if (names.isEmpty()) {
            names.add("");
        }
        return new LineUnit(fifth ? 5 : 3, names, numbered);
    }
}
