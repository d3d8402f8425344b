package pagoda.elf.dwarf;

/**
 * The sections that hold strings for others: {@code .debug_str} and {@code .debug_line_str}. Strings may share their
 * tails, so a small file could ask for endless text; what is given out in all is bounded.
 */
final class DwarfStrings {

    private static final long MOST_CHARS = 64L << 20;

    private final byte[] debugStr;
    private final byte[] debugLineStr;
    private long given;

    DwarfStrings(byte[] debugStr, byte[] debugLineStr) {
        this.debugStr = debugStr;
        this.debugLineStr = debugLineStr;
    }

    String inDebugStr(long offset) throws DwarfFormatException {
        return at(debugStr, offset);
    }

    String inDebugLineStr(long offset) throws DwarfFormatException {
        return at(debugLineStr, offset);
    }

    private String at(byte[] section, long offset) throws DwarfFormatException {
        if (offset < 0 || offset > section.length || given > MOST_CHARS) {
            throw new DwarfFormatException("string outside its section");
        }
        String string = new DwarfCursor(section, (int) offset, section.length).string();
        given += string.length();
        return string;
    }
}
