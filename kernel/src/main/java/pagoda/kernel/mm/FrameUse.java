package pagoda.kernel.mm;

/** What a frame is used for. */
public enum FrameUse {
    FREE("free"),
    PAGE_TABLE("page-table"),
    /** A page of one or, after fork, several address spaces that belongs to no file. */
    ANONYMOUS("anonymous"),
    /** A page of a file, held by the page cache and mapped by those who map the file. */
    PAGE_CACHE("page-cache");

    private final String word;

    FrameUse(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
