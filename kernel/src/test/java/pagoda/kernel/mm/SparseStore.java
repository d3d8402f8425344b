package pagoda.kernel.mm;

import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file's part of the simulated disk: only pages that were written take room. */
final class SparseStore implements PageStore {
    private final TreeMap<Long, byte[]> pages = new TreeMap<>();

    @Override
    public void read(long index, byte[] page) {
        byte @Nullable [] kept = pages.get(index);
        if (kept == null) {
            Arrays.fill(page, (byte) 0);
        } else {
            System.arraycopy(kept, 0, page, 0, page.length);
        }
    }

    @Override
    public boolean has(long index) {
        return pages.containsKey(index);
    }

    @Override
    public void write(long index, byte[] page) {
        pages.put(index, page.clone());
    }

    @Override
    public void truncate(long index) {
        pages.tailMap(index, true).clear();
    }
}
