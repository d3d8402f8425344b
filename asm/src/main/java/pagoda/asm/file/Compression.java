package pagoda.asm.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import pagoda.asm.object.Section;
import pagoda.elf.Elf;
import pagoda.elf.ElfFormatException;

/** Expands sections that GCC's {@code -gz} compressed (System V ABI, "Section Compression"). */
final class Compression {

    /** What was compressed, and the alignment it wants. */
    record Expanded(byte[] bytes, long alignment) {}

    private Compression() {}

    static Expanded expand(String name, byte[] contents) throws ElfFormatException {
        ByteBuffer in = ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN);
        if (contents.length < Elf.CHDR_SIZE || in.getInt(0) != Elf.ELFCOMPRESS_ZLIB) {
            throw new ElfFormatException("section " + name + " is compressed in an unknown way");
        }
        long size = in.getLong(8);
        long alignment = Math.max(1, in.getLong(16));
        // Deflate cannot do better than about 1032 to 1: a size beyond that is a lie.
        if (size < 0
                || size > Section.MAX_CONTENTS
                || size > 1100L * contents.length
                || Long.bitCount(alignment) != 1) {
            throw new ElfFormatException("section " + name + " has an unsound compression header");
        }
        byte[] bytes = new byte[(int) size];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(contents, Elf.CHDR_SIZE, contents.length - Elf.CHDR_SIZE);
            int filled = 0;
            while (filled < bytes.length) {
                int more = inflater.inflate(bytes, filled, bytes.length - filled);
                if (more == 0) {
                    throw new ElfFormatException("section " + name + " is compressed, and cut off");
                }
                filled += more;
            }
        } catch (DataFormatException unsound) {
            throw new ElfFormatException("section " + name + " is compressed, but not soundly");
        } finally {
            inflater.end();
        }
        return new Expanded(bytes, alignment);
    }
}
