package pagoda.elf.dwarf;

import org.jspecify.annotations.Nullable;

/**
 * A line of a source file.
 *
 * @param file the file's name as the compiler was given it, with its directory if the debug information has one
 * @param line from 1
 * @param directory where the compiler ran, from which a relative {@code file} starts; null if not known
 */
public record SourceLine(String file, int line, @Nullable String directory) {

    /** {@code file:line}. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
