package pagoda.asm.layout;

/** A section cannot take what is appended to it; the message is for the user. */
public final class SectionFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SectionFullException(String message) {
        super(message, null, false, false);
    }

    /** The message; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
