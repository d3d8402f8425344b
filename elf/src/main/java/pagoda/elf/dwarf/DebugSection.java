package pagoda.elf.dwarf;

import java.util.List;

/**
 * A section of debug information as it stands in an object: bytes, and the places in them that wait for addresses.
 *
 * @param name such as {@code .debug_line}
 * @param contents the bytes; zero where a patch goes
 * @param patches by rising offset
 */
public record DebugSection(String name, byte[] contents, List<Patch> patches) {

    /** Whether it holds nothing but texts that end in a zero. */
    public boolean isText() {
        return name.endsWith("_str");
    }

    /** A number to be filled in once everything has its place. */
    public sealed interface Patch {

        /** Bytes from the section's start. */
        int offset();
    }

    /** Eight bytes: the address {@code addend} bytes into the code of that sequence (its index in the unit). */
    public record CodeAddress(int offset, int sequence, long addend) implements Patch {}

    /** {@code size} bytes, 2 or 8: how far apart two places in the code of that sequence are, which the linker may yet change. */
    public record CodeDistance(int offset, int size, int sequence, long from, long to) implements Patch {}

    /** Four bytes: the offset {@code addend} bytes into this object's part of that debug section. */
    public record SectionOffset(int offset, String section, long addend) implements Patch {}
}
