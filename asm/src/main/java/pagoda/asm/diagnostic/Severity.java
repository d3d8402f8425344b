package pagoda.asm.diagnostic;

/** How bad a message is: an error leaves no output file, a warning does. */
public enum Severity {
    ERROR("error"),
    WARNING("warning");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** The word GCC prints for it, in lower case. */
    public String word() {
        return word;
    }
}
