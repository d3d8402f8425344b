package pagoda.asm.object;

/** Where a symbol is: ELF's {@code st_shndx} and {@code st_value} as one of four cases. */
public sealed interface Place {

    /** In no section of this object: another must define it. */
    Place UNDEFINED = new Undefined();

    /** {@link #UNDEFINED}. */
    record Undefined() implements Place {}

    /** {@code offset} bytes from the start of a section of the same object; the section's end is allowed, and what is beyond
     * it as an anchor that offsets count from. */
    record InSection(Section section, long offset) implements Place {}

    /** A number that no placement changes. */
    record Absolute(long value) implements Place {}

    /**
     * Uninitialised memory that the linker allocates once for all objects that ask for it, at the largest size asked.
     *
     * @param size in bytes, not negative
     * @param alignment a power of two
     */
    record Common(long size, long alignment) implements Place {}
}
