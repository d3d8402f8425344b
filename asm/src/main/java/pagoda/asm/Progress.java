package pagoda.asm;

/** Is told, now and then, how far the assembler has come in a source. Nothing that is assembled depends on it. */
@FunctionalInterface
public interface Progress {

    /** Nobody wants to know. */
    Progress NONE = (source, read, whole) -> {};

    /**
     * Some thousands of statements more have been assembled.
     *
     * @param source the source's name; files that it includes are part of it
     * @param read characters of it that have been read
     * @param whole all its characters
     */
    void at(String source, int read, int whole);
}
