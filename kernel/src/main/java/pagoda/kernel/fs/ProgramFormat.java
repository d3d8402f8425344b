package pagoda.kernel.fs;

import org.jspecify.annotations.Nullable;

/** A way to execute files that are not ELF: makes an ELF executable of them, as an assembler does of sources. */
public interface ProgramFormat {
    /** Knows no format. */
    ProgramFormat NONE = (path, bytes, others) -> null;

    /** Reads other files that a program is made of. */
    interface Files {
        /** All bytes of the file, or null if it cannot be read. A relative path begins beside the program. */
        byte @Nullable [] read(String path);
    }

    /**
     * An ELF executable made of the file, or null if it is of no known format or has errors, which were then shown.
     *
     * @param path the file's path, for messages
     */
    byte @Nullable [] executable(String path, byte[] bytes, Files others);
}
