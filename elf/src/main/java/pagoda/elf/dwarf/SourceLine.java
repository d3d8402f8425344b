package pagoda.elf.dwarf;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of a source file.
 *
 * @param file the file's name as the compiler was given it, with its directory if the debug information has one
 * @param line from 1
 * @param directory where the compiler ran, from which a relative {@code file} starts; null if not known
 */
public record SourceLine(String file, int line, @Nullable String directory) {

    // A record's own methods are made by the host's virtual machine when they are first called, which takes long.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SourceLine source
                && line == source.line
                && file.equals(source.file)
                && Objects.equals(directory, source.directory);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * file.hashCode() + line) + Objects.hashCode(directory);
    }

    /** {@code file:line}. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
