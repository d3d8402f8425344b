package pagoda.asm.object;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One section of an object: bytes that grow (or, for NOBITS, only a size), the relocations that will patch them, and
 * the source lines they came from. All offsets are in bytes from the section's start; numbers are stored little-endian.
 */
public final class Section {

    /** The most bytes of contents a section may have. */
    public static final int MAX_CONTENTS = 1 << 28;

    private final String name;
    private final SectionType type;
    private final Set<SectionFlag> flags;
    private final long entrySize;
    private @Nullable String comdat;
    private long alignment = 1;
    private long address;
    private byte[] contents = new byte[0];
    private long size;
    private final List<Relocation> relocations = new ArrayList<>();
    private final List<LineRow> lines = new ArrayList<>();

    /**
     * An empty section with alignment 1.
     *
     * @param entrySize the size of an entry of a MERGE section, or what {@link SectionType#entrySize} says
     */
    public Section(String name, SectionType type, Set<SectionFlag> flags, long entrySize) {
        this.name = name;
        this.type = type;
        Set<SectionFlag> copy = EnumSet.noneOf(SectionFlag.class);
        copy.addAll(flags);
        this.flags = Collections.unmodifiableSet(copy);
        this.entrySize = entrySize;
    }

    public Section(String name, SectionType type, Set<SectionFlag> flags) {
        this(name, type, flags, 0);
    }

    public String name() {
        return name;
    }

    public SectionType type() {
        return type;
    }

    public Set<SectionFlag> flags() {
        return flags;
    }

    public boolean has(SectionFlag flag) {
        return flags.contains(flag);
    }

    /** Whether it has a size but no bytes in the file. */
    public boolean isNoBits() {
        return type == SectionType.NOBITS;
    }

    /** The size of an entry of a MERGE section or an array of addresses, else 0. */
    public long entrySize() {
        return entrySize;
    }

    /** The signature of the COMDAT group that it belongs to: of all objects' groups of that signature one is kept; or null. */
    public @Nullable String comdat() {
        return comdat;
    }

    public Section comdat(@Nullable String signature) {
        comdat = signature;
        return this;
    }

    /** What its address must be a multiple of: a power of two. */
    public long alignment() {
        return alignment;
    }

    /** Raises the alignment to at least {@code bytes}, a power of two; it never falls. */
    public void alignAtLeast(long bytes) {
        if (Long.bitCount(bytes) != 1 || bytes < 0) {
            throw new IllegalArgumentException("alignment is no power of two: " + bytes);
        }
        alignment = Math.max(alignment, bytes);
    }

    /** The address that the source wants it to have, or 0 if that is left to the linker. */
    public long address() {
        return address;
    }

    /** Says which address it is to have. */
    public void address(long wanted) {
        address = wanted;
    }

    public long size() {
        return size;
    }

    /**
     * Adds bytes at the end.
     *
     * @throws IllegalStateException for a NOBITS section, or when it would grow beyond {@link #MAX_CONTENTS}
     */
    public void append(byte[] bytes, int from, int length) {
        int at = room(length);
        System.arraycopy(bytes, from, contents, at, length);
    }

    public void append(byte[] bytes) {
        append(bytes, 0, bytes.length);
    }

    /** Adds the low {@code bytes} (1 to 8) bytes of {@code value} at the end. */
    public void append(long value, int bytes) {
        room(bytes);
        write(size - bytes, value, bytes);
    }

    /**
     * Adds {@code count} bytes of one value at the end; in a NOBITS section {@code value} must be 0 and only the size
     * grows.
     */
    public void fill(long count, int value) {
        if (count < 0) {
            throw new IllegalArgumentException("fill by " + count);
        }
        if (isNoBits()) {
            if (value != 0) {
                throw new IllegalStateException("contents in section " + name + ", which has none");
            }
            size = Math.addExact(size, count);
            return;
        }
        if (count > MAX_CONTENTS) {
            throw new IllegalStateException("section " + name + " is too large");
        }
        int at = room((int) count);
        Arrays.fill(contents, at, at + (int) count, (byte) value);
    }

    private int room(int length) {
        if (isNoBits()) {
            throw new IllegalStateException("contents in section " + name + ", which has none");
        }
        if (length > MAX_CONTENTS - size) {
            throw new IllegalStateException("section " + name + " is too large");
        }
        int at = (int) size;
        size += length;
        if (size > contents.length) {
            contents = Arrays.copyOf(contents, (int) Math.min(MAX_CONTENTS, Math.max(size, 2L * contents.length + 64)));
        }
        return at;
    }

    /** The {@code bytes} (1 to 8) bytes at {@code offset}, zero-extended. */
    public long read(long offset, int bytes) {
        int at = within(offset, bytes);
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = (value << 8) | (contents[at + i] & 0xff);
        }
        return value;
    }

    /**
     * Replaces the {@code bytes} (1 to 8) bytes at {@code offset}, which must exist, by the low bytes of {@code value}.
     */
    public void write(long offset, long value, int bytes) {
        int at = within(offset, bytes);
        for (int i = 0; i < bytes; i++) {
            contents[at + i] = (byte) (value >>> (8 * i));
        }
    }

    private int within(long offset, int bytes) {
        if (isNoBits() || offset < 0 || offset > size - bytes) {
            throw new IndexOutOfBoundsException(bytes + " bytes at " + offset + " of section " + name);
        }
        return (int) offset;
    }

    /** A copy of the bytes; empty for NOBITS. */
    public byte[] contents() {
        return isNoBits() ? new byte[0] : Arrays.copyOf(contents, (int) size);
    }

    /** The relocations in the order they were added, which the psABI makes significant for pairs at one offset. */
    public List<Relocation> relocations() {
        return Collections.unmodifiableList(relocations);
    }

    public void add(Relocation relocation) {
        relocations.add(relocation);
    }

    /** The source lines, by rising offset; each holds until the next one's offset or the section's end. */
    public List<LineRow> lines() {
        return Collections.unmodifiableList(lines);
    }

    /** Adds a row; its offset is at least that of the row before. Of two at one offset the later one holds. */
    public void add(LineRow row) {
        if (!lines.isEmpty() && lines.get(lines.size() - 1).offset() > row.offset()) {
            throw new IllegalArgumentException("line rows of section " + name + " go back to " + row);
        }
        lines.add(row);
    }

    @Override
    public String toString() {
        return name;
    }
}
