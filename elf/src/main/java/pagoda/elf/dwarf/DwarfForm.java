package pagoda.elf.dwarf;

/** The forms in which tables of a version 5 line header hold their values (DWARF 5, 6.2.4.1 and 7.5.6). */
final class DwarfForm {

    private static final int BLOCK2 = 0x03;
    private static final int BLOCK4 = 0x04;
    private static final int DATA2 = 0x05;
    private static final int DATA4 = 0x06;
    private static final int DATA8 = 0x07;
    private static final int STRING = 0x08;
    private static final int BLOCK = 0x09;
    private static final int BLOCK1 = 0x0a;
    private static final int DATA1 = 0x0b;
    private static final int STRP = 0x0e;
    static final int UDATA = 0x0f;
    static final int DATA16 = 0x1e;
    static final int LINE_STRP = 0x1f;

    private DwarfForm() {}

    static String string(DwarfCursor from, int form, int offsetSize, DwarfStrings strings) throws DwarfFormatException {
        return switch (form) {
            case STRING -> from.string();
            case STRP -> strings.inDebugStr(from.unsigned(offsetSize));
            case LINE_STRP -> strings.inDebugLineStr(from.unsigned(offsetSize));
            default -> throw new DwarfFormatException("string form " + form);
        };
    }

    static long number(DwarfCursor from, int form) throws DwarfFormatException {
        return switch (form) {
            case DATA1 -> from.u8();
            case DATA2 -> from.u16();
            case DATA4 -> from.unsigned(4);
            case DATA8 -> from.unsigned(8);
            case UDATA -> from.uleb();
            default -> throw new DwarfFormatException("number form " + form);
        };
    }

    static void skip(DwarfCursor from, int form, int offsetSize) throws DwarfFormatException {
        switch (form) {
            case DATA1 -> from.skip(1);
            case DATA2 -> from.skip(2);
            case DATA4 -> from.skip(4);
            case DATA8 -> from.skip(8);
            case DATA16 -> from.skip(16);
            case UDATA -> from.uleb();
            case STRING -> from.string();
            case STRP, LINE_STRP -> from.skip(offsetSize);
            case BLOCK -> from.skip(from.uleb());
            case BLOCK1 -> from.skip(from.u8());
            case BLOCK2 -> from.skip(from.u16());
            case BLOCK4 -> from.skip(from.unsigned(4));
            default -> throw new DwarfFormatException("form " + form);
        }
    }
}
