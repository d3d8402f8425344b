package pagoda.asm.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pagoda.asm.object.LineRow;
import pagoda.asm.object.Section;

/** The source lines of a chunk's bytes, in the order in which the bytes were appended: a few numbers for each line. */
final class Rows {

    private static final int FRAGMENT = 0;
    private static final int OFFSET = 1;
    private static final int FILE = 2;
    private static final int LINE = 3;
    private static final int FIELDS = 4;

    private final List<String> files = new ArrayList<>();
    private int[] numbers = new int[FIELDS * 16];
    private int used;

    /** Says that the bytes from {@code offset} of the fragment with that number on come from a line. */
    void add(int fragment, int offset, String file, int line) {
        boolean sameFile = !files.isEmpty() && files.get(files.size() - 1).equals(file);
        if (sameFile && numbers[used - FIELDS + LINE] == line) {
            return;
        }
        if (!sameFile) {
            files.add(file);
        }
        ensureRoom(FIELDS);
        numbers[used + FRAGMENT] = fragment;
        numbers[used + OFFSET] = offset;
        numbers[used + FILE] = files.size() - 1;
        numbers[used + LINE] = line;
        used += FIELDS;
    }

    /** Adds the rows of a chunk whose first fragment gets the number {@code fragment}. */
    void append(Rows others, int fragment) {
        ensureRoom(others.used);
        for (int at = 0; at < others.used; at += FIELDS) {
            numbers[used + FRAGMENT] = others.numbers[at + FRAGMENT] + fragment;
            numbers[used + OFFSET] = others.numbers[at + OFFSET];
            numbers[used + FILE] = others.numbers[at + FILE] + files.size();
            numbers[used + LINE] = others.numbers[at + LINE];
            used += FIELDS;
        }
        files.addAll(others.files);
    }

    private void ensureRoom(int count) {
        if (used + count > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, used + count));
        }
    }

    /** Tells the section, when its fragments have their addresses, where its lines begin. */
    void addTo(Section section, List<Fragment> fragments) {
        String lastFile = "";
        int lastLine = 0;
        for (int at = 0; at < used; at += FIELDS) {
            String file = files.get(numbers[at + FILE]);
            int line = numbers[at + LINE];
            if (line != lastLine || !file.equals(lastFile)) {
                long address = fragments.get(numbers[at + FRAGMENT]).address() + numbers[at + OFFSET];
                section.add(new LineRow(address, file, line));
                lastFile = file;
                lastLine = line;
            }
        }
    }
}
