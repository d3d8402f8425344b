package pagoda.asm.source;

import org.jspecify.annotations.Nullable;

/** The door through which the assembler reads the files that a source includes. */
@FunctionalInterface
public interface SourceFiles {

    /** No files at all. */
    SourceFiles NONE = path -> null;

    /**
     * The bytes of the regular file at this path.
     *
     * @param path as written in the source, or with the directory of the including file or of the search path before it
     * @return null if there is no such file or it cannot be read
     */
    byte @Nullable [] read(String path);
}
