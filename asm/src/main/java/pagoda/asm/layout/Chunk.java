package pagoda.asm.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.source.Statement;

/**
 * A section while it grows: its fixed bytes, the fragments they fall into, and what waits for values. Statements append to its
 * end; {@link Layout} gives the fragments their addresses when all is known.
 */
public final class Chunk {

    /** A relocation that the source writes itself; its value is null if it names no symbol. */
    record Written(
            Formula offset,
            RelocationType type,
            @Nullable Formula value,
            Tail.Source offsetSource,
            Tail.Source source) {}

    private final Section section;
    private final List<Written> written = new ArrayList<>();
    private final List<Fragment> fragments = new ArrayList<>();
    private final List<Fixup> fixups = new ArrayList<>();
    private final Rows rows = new Rows();
    private final Allowance allowance;
    private byte[] bytes = new byte[64];
    private long size;
    private final Mapping mapping = new Mapping();
    private Fragment last;
    private final boolean behindOthers;
    private boolean ended;
    private boolean laidOut;

    /**
     * An empty section, or subsection.
     *
     * @param section what it will fill
     * @param allowance from which its contents are taken
     * @param behindOthers whether it will stand behind others of that section, which may grow yet
     */
    public Chunk(Section section, Allowance allowance, boolean behindOthers) {
        this.behindOthers = behindOthers;
        this.section = section;
        this.allowance = allowance;
        this.last = new Fragment(this, 0);
        fragments.add(last);
    }

    public Section section() {
        return section;
    }

    List<Fragment> fragments() {
        return fragments;
    }

    List<Fixup> fixups() {
        return fixups;
    }

    Rows rows() {
        return rows;
    }

    /** Whether all its addresses are final. */
    boolean isLaidOut() {
        return laidOut;
    }

    void laidOut() {
        laidOut = true;
    }

    /** Where the next byte will stand. */
    public Spot here() {
        return new Spot(last, size - last.start());
    }

    /** Whether the offset of {@link #here} from the section's start is known already. */
    public boolean isOffsetKnown() {
        return fragments.size() == 1 && !behindOthers;
    }

    /** Takes over all that a subsection has, at the end; nothing may be appended to that any more. */
    public void append(Chunk subsection) {
        closeLast();
        for (Fragment fragment : subsection.fragments) {
            fragment.moveTo(this, size);
        }
        rows.append(subsection.rows, fragments.size());
        fragments.addAll(subsection.fragments);
        if (!section.isNoBits()) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(bytes.length, size + subsection.size));
            System.arraycopy(subsection.bytes, 0, bytes, (int) size, (int) subsection.size);
        }
        size += subsection.size;
        last = subsection.last;
        fixups.addAll(subsection.fixups);
        written.addAll(subsection.written);
        mapping.append(subsection.mapping);
    }

    /** The number of fixed bytes so far: the offset, if {@link #isOffsetKnown}. */
    public long size() {
        return size;
    }

    /** Whether it has any bytes, or may get some from an elastic tail. */
    public boolean isEmpty() {
        return size == 0 && fragments.size() == 1;
    }

    /**
     * Makes room for contents.
     *
     * @throws SectionFullException if the section would grow beyond its limit, or is one without contents
     */
    private int room(long length) {
        checkHoldsData();
        allowance.takeBytes(length);
        int at = (int) size;
        size += length;
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(size, Math.min(allowance.bytes(), 2L * bytes.length)));
        }
        return at;
    }

    private void checkHoldsData() {
        if (section.isNoBits()) {
            throw new SectionFullException("section " + section.name() + " holds no data, only space");
        }
    }

    /** Appends the low {@code count} bytes of a value, little-endian. */
    public void append(long value, int count) {
        data();
        store(value, count);
    }

    /** Appends an instruction; {@link #code} says before which it may be. */
    public void appendCode(int word, int length) {
        store(word, length);
    }

    private void store(long value, int count) {
        if (section.isNoBits() && value == 0) {
            leave(count);
            return;
        }
        int at = room(count);
        for (int i = 0; i < count; i++) {
            bytes[at + i] = (byte) (i < 8 ? value >>> 8 * i : value >> 63);
        }
    }

    public void append(byte[] data) {
        data();
        store(data);
    }

    /** Appends code, as {@link #appendCode(int, int)} does. */
    public void appendCode(byte[] code) {
        store(code);
    }

    private void store(byte[] data) {
        int at = room(data.length);
        System.arraycopy(data, 0, bytes, at, data.length);
    }

    /** Appends zeros. */
    public void skip(long count) {
        data();
        leave(count);
    }

    private void leave(long count) {
        if (section.isNoBits()) {
            if (count > Long.MAX_VALUE / 4 - size) {
                throw new SectionFullException("section " + section.name() + " grows beyond all memory");
            }
            size += count;
            return;
        }
        room(count);
    }

    /** Appends {@code count} times the low {@code unit} bytes of a value. */
    public void fill(long count, int unit, long value) {
        data();
        if (value == 0) {
            if (unit > 0 && count > Long.MAX_VALUE / 4 / unit) {
                throw new SectionFullException("section " + section.name() + " grows beyond all memory");
            }
            skip(count * unit);
            return;
        }
        if (unit > 0 && count > allowance.bytes() / unit) {
            throw allowance.tooMuch();
        }
        for (long i = 0; i < count; i++) {
            append(value, unit);
        }
    }

    /** Pads to an alignment, at once if the offset is known. */
    public void align(Tail.Align align) {
        section.alignAtLeast(align.alignment());
        if (isOffsetKnown()) {
            long gap = -size & align.alignment() - 1;
            if (gap <= align.most()) {
                if (!align.padding().code()) {
                    data();
                }
                pad(gap, align.padding());
            }
            return;
        }
        close(align);
    }

    /**
     * Says that instructions come next.
     *
     * @param isa which ones may be used, as an ISA string
     * @param padding whether they only fill a gap
     */
    public void code(String isa, boolean padding) {
        if (section.has(SectionFlag.EXECINSTR) && !mapping.isCode(isa, padding)) {
            mapping.code(here(), isa, padding);
        }
    }

    /** Says that data come next, if any. */
    private void data() {
        if (!ended && section.has(SectionFlag.EXECINSTR) && !mapping.isData()) {
            mapping.data(here());
        }
    }

    /**
     * Pads the end to an alignment; what code is filled up with is code, whatever it is.
     *
     * @param isa as for {@link #code}
     */
    void alignEnd(Tail.Align align, String isa) {
        code(isa, true);
        ended = true;
        align(align);
    }

    /** Where code and data begin; empty for a section that holds no code. */
    Mapping mapping() {
        return mapping;
    }

    private void pad(long gap, Padding padding) {
        if (gap > allowance.bytes() || section.isNoBits()) {
            leave(gap);
        } else {
            store(padding.bytes((int) gap));
        }
    }

    /**
     * Ends the fragment by a tail and begins the next one.
     *
     * @throws SectionFullException if the tail is more than space and the section is one without contents
     */
    public void close(Tail tail) {
        if (tail.leastSize() > 0) {
            checkHoldsData();
        }
        allowance.takeReference();
        if (tail.isData()) {
            data();
        }
        last.close(size - last.start(), tail);
        last = new Fragment(this, size);
        fragments.add(last);
    }

    void closeLast() {
        last.closeLast(size - last.start());
    }

    /**
     * Lets bytes wait for a value.
     *
     * @throws SectionFullException if the section is one without contents
     */
    public void add(Fixup fixup) {
        checkHoldsData();
        allowance.takeReference();
        fixups.add(fixup);
    }

    /**
     * Adds a relocation just as it is.
     *
     * @param offset where in this section
     * @param value its symbol and addend, or null if it has none
     * @param offsetSource where the offset is written
     */
    public void relocate(
            Formula offset,
            RelocationType type,
            @Nullable Formula value,
            Tail.Source offsetSource,
            Tail.Source source) {
        allowance.takeReference();
        written.add(new Written(offset, type, value, offsetSource, source));
    }

    List<Written> written() {
        return written;
    }

    /** Says that the bytes that follow come from this statement. */
    public void row(Statement statement) {
        Statement origin = statement.written();
        rows.add(
                fragments.size() - 1, (int) (size - last.start()), origin.file().name(), origin.line());
    }

    byte[] fixedBytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return section.name();
    }
}
