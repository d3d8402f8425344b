package pagoda.asm.link;

/** The program is too large for the address space; the message says in one line what of it. */
final class LayoutException extends Exception {

    private static final long serialVersionUID = 1L;

    LayoutException(String message) {
        super(message);
    }
}
