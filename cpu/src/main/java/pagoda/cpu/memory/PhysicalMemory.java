package pagoda.cpu.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The machine's RAM: flat, little-endian, in frames of 4 KiB, beginning at physical address {@link #BASE}.
 *
 * <p>The host's array behind it grows as higher frames are touched, so that a large RAM that is little used costs the host
 * little. Every change of bytes goes through this class or tells it ({@link #changed}), because decoded instructions must
 * follow the bytes they were made from.
 */
public final class PhysicalMemory {
    /** The physical address of the first byte. */
    public static final long BASE = 0x8000_0000L;

    /** A frame's size in bytes: 4096. */
    public static final int FRAME_SIZE = 4096;

    /** log2 of {@link #FRAME_SIZE}. */
    public static final int FRAME_SHIFT = 12;

    /** The largest RAM in bytes: 1 GiB. */
    public static final long MAX_SIZE = 1L << 30;

    private static final byte[] ZEROS = new byte[FRAME_SIZE];
    private static final int FIRST_ARRAY = 1 << 20;

    /** How many times larger the array becomes, at least: translated code is loaded anew for each. */
    private static final int GROWTH = 8;

    private final int size;
    private final DecodedPages decoded;
    private byte[] bytes;
    private ByteBuffer words;

    /**
     * RAM of {@code size} bytes, all zero.
     *
     * @throws IllegalArgumentException unless the size is a multiple of 4096, above 0, and at most {@link #MAX_SIZE}
     */
    public PhysicalMemory(long size) {
        if (size <= 0 || size > MAX_SIZE || size % FRAME_SIZE != 0) {
            throw new IllegalArgumentException("RAM must be 4K to 1G, a multiple of 4K: " + size);
        }
        this.size = (int) size;
        this.bytes = new byte[Math.min(this.size, FIRST_ARRAY)];
        this.words = wordsOf(bytes);
        this.decoded = new DecodedPages(frames());
    }

    /** The size in bytes. */
    public long size() {
        return size;
    }

    /** The number of frames. */
    public int frames() {
        return size >>> FRAME_SHIFT;
    }

    /** The physical address of frame {@code frame}, counted from 0 at {@link #BASE}. */
    public static long address(int frame) {
        return BASE + ((long) frame << FRAME_SHIFT);
    }

    /** Whether {@code length} bytes from this physical address on are RAM. */
    public boolean contains(long address, int length) {
        long offset = address - BASE;
        return offset >= 0 && offset <= size - (long) length;
    }

    /** The decoded instructions of frames that hold code. */
    public DecodedPages decodedPages() {
        return decoded;
    }

    /**
     * The host's array, good until a higher frame is touched by {@link #touch}; index 0 is {@link #BASE}. Who stores into it
     * must not do so into a frame that holds decoded code, or tell {@link #changed}.
     */
    public byte[] array() {
        return bytes;
    }

    /** The same array for what is longer than a byte. (A start has no time for the JVM to set up its {@code VarHandle}s.) */
    public ByteBuffer words() {
        return words;
    }

    private static ByteBuffer wordsOf(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Makes the host's array hold the frame of this physical address, and gives the index of the address in it. The array may
     * be another one afterwards: ask for the index first.
     */
    public int touch(long address) {
        int index = index(address, 1);
        int end = (index | FRAME_SIZE - 1) + 1;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(size, Math.max(end, (long) GROWTH * bytes.length)));
            words = wordsOf(bytes);
        }
        return index;
    }

    /** The byte at this physical address. */
    public byte getByte(long address) {
        int index = touch(address);
        return bytes[index];
    }

    /** The 16 bits at this physical address, which need not be aligned but must not cross a frame. */
    public short getShort(long address) {
        int index = touch(address);
        return words.getShort(index);
    }

    /** The 32 bits at this physical address, which need not be aligned but must not cross a frame. */
    public int getInt(long address) {
        int index = touch(address);
        return words.getInt(index);
    }

    /** The 64 bits at this physical address, which need not be aligned but must not cross a frame. */
    public long getLong(long address) {
        int index = touch(address);
        return words.getLong(index);
    }

    public void putByte(long address, byte value) {
        int index = touch(address);
        bytes[index] = value;
        changed(address, 1);
    }

    public void putShort(long address, short value) {
        int index = touch(address);
        words.putShort(index, value);
        changed(address, 2);
    }

    public void putInt(long address, int value) {
        int index = touch(address);
        words.putInt(index, value);
        changed(address, 4);
    }

    public void putLong(long address, long value) {
        int index = touch(address);
        words.putLong(index, value);
        changed(address, 8);
    }

    /** Copies out of one frame into a host array. */
    public void read(long address, byte[] target, int offset, int length) {
        int index = touch(address);
        System.arraycopy(bytes, index, target, offset, within(address, length));
    }

    /** Copies from a host array into one frame. */
    public void write(long address, byte[] source, int offset, int length) {
        int index = touch(address);
        System.arraycopy(source, offset, bytes, index, within(address, length));
        changed(address, length);
    }

    /** Fills bytes of one frame with zero. */
    public void zero(long address, int length) {
        int index = touch(address);
        System.arraycopy(ZEROS, 0, bytes, index, within(address, length));
        changed(address, length);
    }

    /** How many bytes of one frame, of {@code length} from this address on, are zero before the first that is not. */
    public int zeros(long address, int length) {
        int index = touch(address);
        int first = Arrays.mismatch(bytes, index, index + within(address, length), ZEROS, 0, length);
        return first < 0 ? length : first;
    }

    /** Copies the frame at physical address {@code from} to the one at {@code to}. */
    public void copyFrame(long from, long to) {
        touch(Math.max(from, to));
        System.arraycopy(bytes, index(from, FRAME_SIZE), bytes, index(to, FRAME_SIZE), FRAME_SIZE);
        changed(to, FRAME_SIZE);
    }

    /** Drops what was decoded from these bytes of one frame, which have changed. */
    public void changed(long address, int length) {
        decoded.changed((int) (address - BASE), length);
    }

    private int index(long address, int length) {
        if (!contains(address, length)) {
            throw new IndexOutOfBoundsException("no RAM at physical address 0x" + Long.toHexString(address));
        }
        return (int) (address - BASE);
    }

    private static int within(long address, int length) {
        if ((address & FRAME_SIZE - 1) + length > FRAME_SIZE) {
            throw new IndexOutOfBoundsException("crosses a frame: 0x" + Long.toHexString(address) + " + " + length);
        }
        return length;
    }
}
