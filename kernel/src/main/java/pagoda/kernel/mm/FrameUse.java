package pagoda.kernel.mm;

/** What a frame is used for. */
public enum FrameUse {
    FREE("free"),
    PAGE_TABLE("page-table"),
    /** A page of an address space that belongs to no file. */
    ANONYMOUS("anonymous"),
    /** A private copy of a file's page. */
    PRIVATE_FILE("private-file");

    private final String word;

    FrameUse(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
