package pagoda.kernel.mm;

import java.util.Arrays;

/** Numbers in a row, without boxes. */
public final class IntList {
    private int[] items = new int[16];
    private int size;

    public void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    public int get(int index) {
        return items[index];
    }

    public int size() {
        return size;
    }

    /** Orders them, the least first. */
    void sort() {
        Arrays.sort(items, 0, size);
    }

    public void clear() {
        size = 0;
    }
}
