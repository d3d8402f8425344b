package pagoda.elf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Collects names for a {@code SHT_STRTAB} section, each once, in the order they are first asked for. */
final class StringTableBuilder {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<String, Integer> offsets = new HashMap<>();

    StringTableBuilder() {
        bytes.write(0);
        offsets.put("", 0);
    }

    /** The offset at which the name stands in the table. */
    int offset(String name) {
        Integer known = offsets.get(name);
        if (known != null) {
            return known;
        }
        int offset = bytes.size();
        bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        bytes.write(0);
        offsets.put(name, offset);
        return offset;
    }

    byte[] contents() {
        return bytes.toByteArray();
    }
}
