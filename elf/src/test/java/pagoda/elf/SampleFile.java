package pagoda.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import pagoda.elf.dwarf.DebugSection;
import pagoda.elf.dwarf.LineInfo;

/** A small sound executable: code with source lines at 0x10000, data and zeros at 0x11000, symbols of each kind. */
public final class SampleFile {

    public static final long TEXT = 0x10000;
    public static final long DATA = 0x11000;

    private SampleFile() {}

    public static byte[] bytes() {
        return writer(List.of(
                        new LineInfo.Row(0, "a.s", 3),
                        new LineInfo.Row(4, "a.s", 4),
                        new LineInfo.Row(12, "b.inc", 100),
                        new LineInfo.Row(16, "a.s", 5)))
                .write();
    }

    /** The file, with these rows as the lines of its 32 bytes of code. */
    public static ElfWriter writer(List<LineInfo.Row> rows) {
        ElfWriter writer = new ElfWriter(Elf.ET_EXEC, TEXT + 4, 0);
        byte[] code = new byte[32];
        int text = writer.add(section(".text", Elf.SHF_ALLOC | Elf.SHF_EXECINSTR, TEXT, code));
        int data = writer.add(section(".data", Elf.SHF_ALLOC | Elf.SHF_WRITE, DATA, new byte[] {1, 2, 3, 4}));
        int bss = writer.add(new OutputSection(
                ".bss", Elf.SHT_NOBITS, Elf.SHF_ALLOC | Elf.SHF_WRITE, DATA + 8, new byte[0], 5000, 0, 0, 8, 0));
        writer.add(lines(new LineInfo.Sequence(code.length, rows, false)));
        writer.addSegment(Elf.PT_LOAD, Elf.PF_R | Elf.PF_X, 4096, text, text);
        writer.addSegment(Elf.PT_LOAD, Elf.PF_R | Elf.PF_W, 4096, data, bss);
        writer.addMark(Elf.PT_GNU_STACK, Elf.PF_R | Elf.PF_W, 16);
        writer.add(symbol("global", TEXT + 4, Elf.STB_GLOBAL, Elf.STT_FUNC, text));
        writer.add(symbol("a.s", 0, Elf.STB_LOCAL, Elf.STT_FILE, Elf.SHN_ABS));
        writer.add(symbol("local", TEXT + 12, Elf.STB_LOCAL, Elf.STT_NOTYPE, text));
        writer.add(symbol("alias", TEXT + 4, Elf.STB_WEAK, Elf.STT_FUNC, text));
        writer.add(symbol("$xrv64i2p1", TEXT + 16, Elf.STB_LOCAL, Elf.STT_NOTYPE, text));
        writer.add(symbol(".L1", TEXT + 16, Elf.STB_LOCAL, Elf.STT_NOTYPE, text));
        writer.add(symbol("__bss_start", DATA + 8, Elf.STB_GLOBAL, Elf.STT_NOTYPE, bss));
        writer.add(symbol("buffer", DATA + 8, Elf.STB_LOCAL, Elf.STT_NOTYPE, bss));
        writer.add(symbol("constant", 0x10008, Elf.STB_GLOBAL, Elf.STT_NOTYPE, Elf.SHN_ABS));
        return writer;
    }

    private static OutputSection section(String name, long flags, long address, byte[] contents) {
        return new OutputSection(name, Elf.SHT_PROGBITS, flags, address, contents, contents.length, 0, 0, 4, 0);
    }

    private static ElfSymbol symbol(String name, long value, int binding, int type, int section) {
        return new ElfSymbol(name, value, 0, binding, type, 0, section);
    }

    private static OutputSection lines(LineInfo.Sequence sequence) {
        DebugSection section = LineInfo.lines(List.of(sequence));
        ByteBuffer bytes = ByteBuffer.wrap(section.contents()).order(ByteOrder.LITTLE_ENDIAN);
        for (DebugSection.Patch patch : section.patches()) {
            bytes.putLong(patch.offset(), TEXT + ((DebugSection.CodeAddress) patch).addend());
        }
        return OutputSection.unloaded(section.name(), bytes.array());
    }
}
