package pagoda.elf.dwarf;

/** Debug information that is cut off or of a form not known here; whoever reads it goes on without it. */
final class DwarfFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    DwarfFormatException(String message) {
        super(message);
    }
}
