package pagoda.asm.link;

import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Section;

/** An input section and its place in the section of the executable that it became part of. */
final class PlacedSection {

    private final ObjectFile object;
    private final Section section;
    private final MergedSection whole;
    private long offset;

    PlacedSection(ObjectFile object, Section section, MergedSection whole) {
        this.object = object;
        this.section = section;
        this.whole = whole;
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
}
