package pagoda.asm.link;

import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.elf.Elf;

/**
 * A part of the executable's memory that has one protection: each is a segment of its own, in this order of addresses.
 */
enum Tier {
    CODE(Elf.PF_R | Elf.PF_X),
    READ_ONLY(Elf.PF_R),
    CODE_AND_DATA(Elf.PF_R | Elf.PF_W | Elf.PF_X),
    DATA(Elf.PF_R | Elf.PF_W),
    /** In the file, not in memory. */
    UNLOADED(0);

    private final int segmentFlags;

    Tier(int segmentFlags) {
        this.segmentFlags = segmentFlags;
    }

    /** The {@code PF_} bits of its segment. */
    int segmentFlags() {
        return segmentFlags;
    }

    /** Where a section belongs by its flags. */
    static Tier of(Section section) {
        if (!section.has(SectionFlag.ALLOC)) {
            return UNLOADED;
        }
        if (OutputName.isThreadLocal(section)) {
            return DATA;
        }
        boolean write = section.has(SectionFlag.WRITE);
        if (section.has(SectionFlag.EXECINSTR)) {
            return write ? CODE_AND_DATA : CODE;
        }
        return write ? DATA : READ_ONLY;
    }
}
