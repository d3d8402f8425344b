package pagoda.elf;

/** The bytes are no ELF file that this house can use; the message says in one line what is wrong with them. */
public final class ElfFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    public ElfFormatException(String message) {
        super(message);
    }
}
