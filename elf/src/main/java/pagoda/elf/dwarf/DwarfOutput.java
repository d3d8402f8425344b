package pagoda.elf.dwarf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A DWARF section being written: values are added at its end, little-endian (DWARF 4, section 7). */
final class DwarfOutput {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<DebugSection.Patch> patches = new ArrayList<>();

    DebugSection section(String name) {
        return new DebugSection(name, bytes.toByteArray(), List.copyOf(patches));
    }

    /** The bytes so far. */
    int size() {
        return bytes.size();
    }

    /** The low {@code size} bytes of a value. */
    DwarfOutput number(long value, int size) {
        for (int i = 0; i < size; i++) {
            bytes.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    DwarfOutput u8(int value) {
        return number(value, 1);
    }

    DwarfOutput uleb(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            u8((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    /** The bytes of a value in unsigned LEB128. */
    static int ulebSize(long value) {
        return Math.max(1, (63 - Long.numberOfLeadingZeros(value)) / 7 + 1);
    }

    DwarfOutput sleb(long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            u8((int) (rest & 0x7f) | 0x80);
            rest >>= 7;
        }
        return u8((int) (rest & 0x7f));
    }

    DwarfOutput string(String value) {
        bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        return u8(0);
    }

    /** Room for an address in a sequence's code. */
    DwarfOutput address(int sequence, long addend) {
        patches.add(new DebugSection.CodeAddress(bytes.size(), sequence, addend));
        return number(0, 8);
    }

    /** Room of {@code size} bytes, 2 or 8, for a distance in a sequence's code. */
    DwarfOutput distance(int size, int sequence, long from, long to) {
        patches.add(new DebugSection.CodeDistance(bytes.size(), size, sequence, from, to));
        return number(0, size);
    }

    /** Room for the offset of this object's part of another section. */
    DwarfOutput offsetOf(String section) {
        return offsetOf(section, 0);
    }

    /** Room for the offset {@code addend} bytes into this object's part of another section. */
    DwarfOutput offsetOf(String section, long addend) {
        patches.add(new DebugSection.SectionOffset(bytes.size(), section, addend));
        return number(0, 4);
    }

    /** Another part, after its length in four bytes. */
    DwarfOutput counted(DwarfOutput part) {
        number(part.bytes.size(), 4);
        int start = bytes.size();
        for (DebugSection.Patch patch : part.patches) {
            patches.add(moved(patch, start));
        }
        bytes.writeBytes(part.bytes.toByteArray());
        return this;
    }

    private static DebugSection.Patch moved(DebugSection.Patch patch, int by) {
        if (patch instanceof DebugSection.CodeAddress code) {
            return new DebugSection.CodeAddress(code.offset() + by, code.sequence(), code.addend());
        }
        if (patch instanceof DebugSection.CodeDistance distance) {
            return new DebugSection.CodeDistance(
                    distance.offset() + by, distance.size(), distance.sequence(), distance.from(), distance.to());
        }
        DebugSection.SectionOffset section = (DebugSection.SectionOffset) patch;
        return new DebugSection.SectionOffset(section.offset() + by, section.section(), section.addend());
    }
}
