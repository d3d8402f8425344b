package pagoda.asm.link;

import java.util.function.Supplier;

/** What came of linking: the ELF file, and the map that tells what came where. */
public final class Executable {

    private final byte[] bytes;
    private final Supplier<String> map;

    Executable(byte[] bytes, Supplier<String> map) {
        this.bytes = bytes;
        this.map = map;
    }

    /** The file's bytes; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** What came where, and why, as text: {@link LinkMap}. */
    public String map() {
        return map.get();
    }
}
