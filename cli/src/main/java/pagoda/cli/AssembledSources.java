package pagoda.cli;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sources that were assembled inside the machine, by their paths there, so that a crash can show the line. */
final class AssembledSources {
    /** Of more than so many bytes, those that came first are forgotten. */
    private static final long MOST = 16 << 20;

    private final Map<String, byte[]> byPath = new LinkedHashMap<>();
    private long size;

    /** Keeps a source; one of the same path before is forgotten. */
    void keep(String path, byte[] bytes) {
        byte[] old = byPath.remove(path);
        size += bytes.length - (old == null ? 0 : old.length);
        byPath.put(path, bytes);
        Iterator<byte[]> oldest = byPath.values().iterator();
        while (size > MOST && oldest.hasNext()) {
            size -= oldest.next().length;
            oldest.remove();
        }
    }

    /** The source's bytes; null if none of that path was assembled here. */
    byte @Nullable [] get(String path) {
        return byPath.get(path);
    }
}
