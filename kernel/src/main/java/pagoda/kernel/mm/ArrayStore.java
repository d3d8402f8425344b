package pagoda.kernel.mm;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The pages of bytes that were just made, such as the program that was given on the command line. Each is at hand when it is
 * read first; once it was dropped, it comes from the disk. Never written.
 */
public final class ArrayStore implements PageStore {
    private final byte[] bytes;
    private final BitSet read = new BitSet();

    public ArrayStore(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public void read(long index, byte[] page) {
        read.set((int) index);
        long start = index * page.length;
        int length = (int) Math.max(0, Math.min(page.length, bytes.length - start));
        if (length > 0) {
            System.arraycopy(bytes, (int) start, page, 0, length);
        }
        Arrays.fill(page, length, page.length, (byte) 0);
    }

    @Override
    public boolean has(long index) {
        return index * AddressSpace.PAGE_SIZE < bytes.length;
    }

    @Override
    public boolean isAtHand(long index) {
        return !read.get((int) index);
    }

    @Override
    public void write(long index, byte[] page) {
        throw new UnsupportedOperationException("the program's file is read-only");
    }

    @Override
    public void truncate(long index) {
        throw new UnsupportedOperationException("the program's file is read-only");
    }
}
