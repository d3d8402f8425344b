package pagoda.kernel.mm;

import java.util.Arrays;

/** The pages of bytes that the host already holds, such as the program that was given on the command line. Never written. */
public final class ArrayStore implements PageStore {
    private final byte[] bytes;

    public ArrayStore(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public void read(long index, byte[] page) {
        long start = index * page.length;
        int length = (int) Math.max(0, Math.min(page.length, bytes.length - start));
        if (length > 0) {
            System.arraycopy(bytes, (int) start, page, 0, length);
        }
        Arrays.fill(page, length, page.length, (byte) 0);
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
