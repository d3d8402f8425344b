package pagoda.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;

/** An ELF file written field by field, so that tests can make such as no linker would. */
public final class ElfImage {
    /** Where {@link #of} puts the code. */
    public static final long TEXT = 0x10000;

    /** Where {@link #of} puts the data: a page with bytes of the file, then .bss. */
    public static final long DATA = 0x40000;

    /** Bytes of the .bss behind the data's page. */
    public static final long BSS = 3 * 4096;

    private record Segment(
            int type, int flags, long offset, long address, long fileSize, long memorySize, long alignment) {}

    private static final int CONTENTS = 0x1000;

    private final List<Segment> segments = new ArrayList<>();
    private final ByteArrayOutputStream contents = new ByteArrayOutputStream();
    private int type = Elf.ET_EXEC;
    private int flags;
    private long entry = TEXT;

    /** Code at {@link #TEXT}, readable and executable; data, readable and writable, at {@link #DATA}. */
    public static ElfImage of(byte[] code, byte[] data) {
        ElfImage image = new ElfImage();
        image.load(Elf.PF_R | Elf.PF_X, TEXT, code, code.length);
        return image.load(Elf.PF_R | Elf.PF_W, DATA, data, 4096 + BSS);
    }

    /** The program of this code, with no data but .bss. */
    public static ElfFile program(Code code) {
        return of(code.bytes(), new byte[8]).file();
    }

    /** The program of this code and data. */
    public static ElfFile program(Code code, byte[] data) {
        return of(code.bytes(), data).file();
    }

    public ElfImage type(int newType) {
        type = newType;
        return this;
    }

    public ElfImage flags(int newFlags) {
        flags = newFlags;
        return this;
    }

    public ElfImage entry(long address) {
        entry = address;
        return this;
    }

    /** Adds bytes to the file, in new pages, and a PT_LOAD for them, congruent to its address modulo the page size. */
    public ElfImage load(int segmentFlags, long address, byte[] bytes, long memorySize) {
        pad();
        long skip = address & 4095;
        contents.writeBytes(new byte[(int) skip]);
        long offset = (long) CONTENTS + contents.size();
        contents.writeBytes(bytes);
        return header(Elf.PT_LOAD, segmentFlags, offset, address, bytes.length, memorySize, 4096);
    }

    /** Adds bytes to the file, in new pages; the offset of the first of them is {@link #end} before. */
    public ElfImage bytes(byte[] bytes) {
        pad();
        contents.writeBytes(bytes);
        return this;
    }

    /** The file offset at which {@link #bytes} will put what it is given next. */
    public long end() {
        return CONTENTS + (contents.size() + 4095L & -4096);
    }

    /** Adds a program header with these fields. */
    public ElfImage header(
            int segmentType, int segmentFlags, long offset, long address, long fileSize, long memorySize, long align) {
        segments.add(new Segment(segmentType, segmentFlags, offset, address, fileSize, memorySize, align));
        return this;
    }

    /** The file's bytes. */
    public byte[] write() {
        ByteBuffer out = ByteBuffer.allocate(CONTENTS + contents.size()).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x464c_457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
        out.putShort((short) type)
                .putShort((short) Elf.EM_RISCV)
                .putInt(1)
                .putLong(entry)
                .putLong(64)
                .putLong(0);
        out.putInt(flags).putShort((short) 64).putShort((short) 56).putShort((short) segments.size());
        out.putShort((short) 64).putShort((short) 0).putShort((short) 0);
        for (Segment segment : segments) {
            out.putInt(segment.type)
                    .putInt(segment.flags)
                    .putLong(segment.offset)
                    .putLong(segment.address);
            out.putLong(segment.address).putLong(segment.fileSize).putLong(segment.memorySize);
            out.putLong(segment.alignment);
        }
        out.position(CONTENTS);
        return out.put(contents.toByteArray()).array();
    }

    /** The file, read as exec reads it. */
    public ElfFile file() {
        try {
            return ElfFile.readForExec(write());
        } catch (ElfFormatException e) {
            throw new AssertionError(e);
        }
    }

    private void pad() {
        contents.writeBytes(new byte[(int) (end() - CONTENTS - contents.size())]);
    }
}
