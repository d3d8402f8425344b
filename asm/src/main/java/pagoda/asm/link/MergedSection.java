package pagoda.asm.link;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.cpu.isa.Instruction;

/** A section of the executable: the input sections that it is made of, one after another, each at its alignment. */
final class MergedSection {

    private static final int END_OF_FRAMES = 4;

    private final String name;
    private final Tier tier;
    private final List<PlacedSection> parts = new ArrayList<>();
    private final Set<SectionFlag> flags = EnumSet.noneOf(SectionFlag.class);
    private long alignment = 1;
    private long size;
    private long address;
    private byte[] contents = new byte[0];

    MergedSection(String name, Tier tier) {
        this.name = name;
        this.tier = tier;
    }

    String name() {
        return name;
    }

    Tier tier() {
        return tier;
    }

    /**
     * The address that its first part wants to have, or 0.
     *
     * @throws LayoutException if another part wants one
     */
    long wantedAddress() throws LayoutException {
        for (PlacedSection part : parts.subList(1, parts.size())) {
            if (part.section().address() != 0) {
                throw new LayoutException("section " + name + " cannot be at 0x"
                        + Long.toHexString(part.section().address()) + ": another source's comes before it");
            }
        }
        return parts.get(0).section().address();
    }

    PlacedSection add(ObjectFile object, Section section) {
        PlacedSection part = new PlacedSection(object, section, this);
        parts.add(part);
        flags.addAll(section.flags());
        if (tier != Tier.UNLOADED && OutputName.isThreadLocal(section)) {
            flags.add(SectionFlag.TLS);
        }
        alignment = Math.max(alignment, part.alignment());
        return part;
    }

    List<PlacedSection> parts() {
        return parts;
    }

    /**
     * Gives each part its offset: in the order added, but constructors and destructors by priority (GNU's {@code
     * .init_array.N}, lower numbers first, those without a number last), and the end of {@code .eh_frame} last.
     *
     * @throws ArithmeticException if the size overflows
     */
    void arrange() {
        if (name.equals(".init_array") || name.equals(".fini_array")) {
            parts.sort((a, b) -> Long.compare(
                    priority(a.section().name()), priority(b.section().name())));
        } else if (name.equals(".eh_frame")) {
            // Four zeros end the list for those who walk along it.
            parts.sort((a, b) -> Boolean.compare(
                    a.section().size() == END_OF_FRAMES, b.section().size() == END_OF_FRAMES));
        }
        size = 0;
        for (PlacedSection part : parts) {
            long start = Math.addExact(size, part.alignment() - 1) & -part.alignment();
            part.moveTo(start);
            size = Math.addExact(start, part.size());
        }
    }

    private static long priority(String section) {
        String number = section.substring(section.lastIndexOf('.') + 1);
        boolean digits =
                !number.isEmpty() && number.length() < 10 && number.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(number) : Long.MAX_VALUE;
    }

    boolean has(SectionFlag flag) {
        return flags.contains(flag);
    }

    /** The flags of its parts together; those that speak of single parts are left out. */
    long flagBits() {
        Set<SectionFlag> kept =
                EnumSet.of(SectionFlag.ALLOC, SectionFlag.WRITE, SectionFlag.EXECINSTR, SectionFlag.TLS);
        kept.retainAll(flags);
        return SectionFlag.bits(kept);
    }

    /** The type of its first part that has bytes, or NOBITS if none has. */
    SectionType type() {
        for (PlacedSection part : parts) {
            if (!part.section().isNoBits()) {
                return part.section().type();
            }
        }
        return SectionType.NOBITS;
    }

    boolean isNoBits() {
        return type() == SectionType.NOBITS;
    }

    /** A {@code .tbss}: it says how large a thread's copy is, and occupies no memory at its address. */
    boolean isThreadLocalNoBits() {
        return isNoBits() && has(SectionFlag.TLS);
    }

    long alignment() {
        return alignment;
    }

    void alignAtLeast(long bytes) {
        alignment = Math.max(alignment, bytes);
    }

    long size() {
        return size;
    }

    long address() {
        return address;
    }

    void moveTo(long newAddress) {
        address = newAddress;
    }

    long end() {
        return address + size;
    }

    /** The bytes, which relocations patch; empty until {@link #collect}, and for NOBITS. */
    byte[] contents() {
        return contents;
    }

    /** Copies the parts' bytes together; gaps in code are filled with nops, others with zeros. */
    void collect() {
        if (isNoBits()) {
            return;
        }
        contents = new byte[Math.toIntExact(size)];
        int end = 0;
        for (PlacedSection part : parts) {
            int start = (int) part.offset();
            if (has(SectionFlag.EXECINSTR)) {
                fillWithNops(end, start);
            }
            part.copyTo(contents);
            end = (int) (start + part.size());
        }
    }

    private void fillWithNops(int from, int to) {
        for (int at = (from + 3) & -4; at + 4 <= to; at += 4) {
            new Bits(contents, at).number(4, Instruction.ADDI.match());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
