package pagoda.asm.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.cpu.isa.Instruction;

/**
 * An input section and its place in the section of the executable that it became part of. Bytes may be taken out of it:
 * offsets of symbols and relocations are always those of the input, and {@link #moved} says where they went.
 */
final class PlacedSection {

    private final ObjectFile object;
    private final Section section;
    private final MergedSection whole;
    private final long alignment;
    private final boolean mayShrink;
    private long offset;

    /** By relocation: how it was shortened. Null if none was. */
    private @Nullable Relaxed @Nullable [] forms;

    /** The stretches that are taken out, by rising offset, and how many bytes there are before and in each of them. */
    private long[] cutStart = {};

    private long[] cutEnd = {};
    private long[] cutBefore = {};
    private int cuts;

    PlacedSection(ObjectFile object, Section section, MergedSection whole) {
        this.object = object;
        this.section = section;
        this.whole = whole;
        long needed = section.alignment();
        boolean shrinks = false;
        long before = Long.MIN_VALUE;
        boolean sorted = true;
        for (Relocation relocation : section.relocations()) {
            if (relocation.type() == RelocationType.ALIGN) {
                needed = Math.max(needed, alignment(relocation));
            }
            shrinks |= relocation.type() == RelocationType.ALIGN || relocation.type() == RelocationType.RELAX;
            sorted &= before <= relocation.offset();
            before = relocation.offset();
        }
        this.alignment = needed;
        this.mayShrink = shrinks && sorted && !section.isNoBits();
    }

    /** The boundary that an ALIGN asks for: the power of two that its nops are one unit short of. */
    private static long alignment(Relocation align) {
        return isSensible(align) ? Long.highestOneBit(align.addend()) << 1 : 1;
    }

    private static boolean isSensible(Relocation align) {
        return align.addend() > 0 && align.addend() < Relocation.MAX_ALIGNMENT;
    }

    ObjectFile object() {
        return object;
    }

    Section section() {
        return section;
    }

    MergedSection whole() {
        return whole;
    }

    /** What its address must be a multiple of. */
    long alignment() {
        return alignment;
    }

    /** Bytes from the start of the merged section. */
    long offset() {
        return offset;
    }

    void moveTo(long newOffset) {
        offset = newOffset;
    }

    long address() {
        return whole.address() + offset;
    }

    /** The address of what stood {@code offset} bytes from the input section's start. */
    long address(long offsetInSection) {
        return address() + moved(offsetInSection);
    }

    /** Bytes that it has now. */
    long size() {
        return moved(section.size());
    }

    /** Whether its relocations allow that bytes are taken out. */
    boolean mayShrink() {
        return mayShrink;
    }

    /** How the relocation of that index was shortened, or null. */
    @Nullable
    Relaxed form(int relocation) {
        return forms == null ? null : forms[relocation];
    }

    /** Shortens the instructions of a relocation; {@link #cut} takes the bytes out. */
    void relax(int relocation, Relaxed form) {
        if (forms == null) {
            forms = new Relaxed[section.relocations().size()];
        }
        forms[relocation] = form;
    }

    /** Where what stood at an offset of the input section stands now. */
    long moved(long offsetInSection) {
        int low = 0;
        int high = cuts;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cutStart[middle] < offsetInSection) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? offsetInSection : Math.max(offsetInSection, cutEnd[low - 1]) - cutBefore[low - 1];
    }

    /**
     * Takes out what shortened instructions no longer need, and of the nops before an aligned place those that are too
     * many.
     *
     * @return the first ALIGN that has too few nops for its boundary, or null
     */
    @Nullable
    Relocation cut() {
        if (!mayShrink) {
            return null;
        }
        List<Relocation> relocations = section.relocations();
        if (cutStart.length == 0) {
            cutStart = new long[relocations.size()];
            cutEnd = new long[relocations.size()];
            cutBefore = new long[relocations.size()];
        }
        cuts = 0;
        Relocation wrong = null;
        for (int i = 0; i < relocations.size(); i++) {
            Relocation relocation = relocations.get(i);
            Relaxed form = form(i);
            if (form != null) {
                cut(relocation.offset() + form.after(), relocation.offset() + form.before());
            } else if (relocation.type() == RelocationType.ALIGN) {
                long place = moved(relocation.offset());
                long needed = -place & alignment(relocation) - 1;
                boolean held = relocation.addend() <= section.size() - relocation.offset()
                        && (isSensible(relocation) || relocation.addend() == 0);
                if (!held || needed > relocation.addend()) {
                    wrong = wrong == null ? relocation : wrong;
                } else {
                    cut(relocation.offset() + needed, relocation.offset() + relocation.addend());
                }
            }
        }
        return wrong;
    }

    private void cut(long from, long to) {
        long start = cuts == 0 ? from : Math.max(from, cutEnd[cuts - 1]);
        if (start >= to) {
            return;
        }
        cutStart[cuts] = start;
        cutEnd[cuts] = to;
        cutBefore[cuts] = (cuts == 0 ? 0 : cutBefore[cuts - 1]) + to - start;
        cuts++;
    }

    /** Copies its bytes to where they stand in the merged section. */
    void copyTo(byte[] contents) {
        byte[] bytes = section.contents();
        int at = (int) offset;
        int from = 0;
        for (int i = 0; i < cuts; i++) {
            int length = (int) cutStart[i] - from;
            System.arraycopy(bytes, from, contents, at, length);
            at += length;
            from = (int) cutEnd[i];
        }
        System.arraycopy(bytes, from, contents, at, bytes.length - from);
        if (cuts > 0) {
            fillAlignments(contents);
        }
    }

    /** What is left of nops must be whole ones. */
    private void fillAlignments(byte[] contents) {
        for (Relocation relocation : section.relocations()) {
            if (relocation.type() == RelocationType.ALIGN && relocation.addend() > 0) {
                int at = (int) (offset + moved(relocation.offset()));
                int end = (int) (offset + moved(relocation.offset() + relocation.addend()));
                for (; end - at >= 4; at += 4) {
                    new Bits(contents, at).number(4, Instruction.ADDI.match());
                }
                if (end - at >= 2) {
                    new Bits(contents, at).number(2, Instruction.C_ADDI.match());
                }
            }
        }
    }
}
