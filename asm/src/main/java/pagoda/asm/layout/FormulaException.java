package pagoda.asm.layout;

/** A formula that has no value, at least not yet; the message is for the user. */
public final class FormulaException extends Exception {

    private static final long serialVersionUID = 1L;

    FormulaException(String message) {
        super(message, null, false, false);
    }

    /** The message; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
