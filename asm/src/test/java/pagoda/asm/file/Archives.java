package pagoda.asm.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes archives as {@code ar} would, with long names; with an index if symbols are given. */
public final class Archives {

    private final Map<String, byte[]> members = new LinkedHashMap<>();
    private final Map<String, String> index = new LinkedHashMap<>();

    public Archives member(String name, byte[] contents, String... symbols) {
        members.put(name, contents);
        for (String symbol : symbols) {
            index.put(symbol, name);
        }
        return this;
    }

    public byte[] bytes() {
        StringBuilder longNames = new StringBuilder();
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : members.keySet()) {
            if (name.length() < 16) {
                fields.put(name, name + "/");
            } else {
                fields.put(name, "/" + longNames.length());
                longNames.append(name).append("/\n");
            }
        }
        int names = index.keySet().stream().mapToInt(name -> name.length() + 1).sum();
        int at = 8;
        if (!index.isEmpty()) {
            at += 60 + even(4 + 4 * index.size() + names);
        }
        if (longNames.length() > 0) {
            at += 60 + even(longNames.length());
        }
        Map<String, Integer> offsets = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
            offsets.put(member.getKey(), at);
            at += 60 + even(member.getValue().length);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
        if (!index.isEmpty()) {
            ByteBuffer table = ByteBuffer.allocate(4 + 4 * index.size() + names).putInt(index.size());
            List<String> symbols = new ArrayList<>(index.keySet());
            symbols.forEach(symbol -> table.putInt(offsets.getOrDefault(index.getOrDefault(symbol, ""), 0)));
            symbols.forEach(symbol -> table.put((symbol + "\0").getBytes(StandardCharsets.US_ASCII)));
            add(out, "/", table.array());
        }
        if (longNames.length() > 0) {
            add(out, "//", longNames.toString().getBytes(StandardCharsets.US_ASCII));
        }
        members.forEach((name, contents) -> add(out, fields.getOrDefault(name, ""), contents));
        return out.toByteArray();
    }

    private static int even(int size) {
        return size + (size & 1);
    }

    private static void add(ByteArrayOutputStream out, String field, byte[] contents) {
        String header = String.format(
                Locale.ROOT, "%-16s%-12s%-6s%-6s%-8s%-10d`\n", field, "0", "0", "0", "644", contents.length);
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(contents);
        if (contents.length % 2 != 0) {
            out.write('\n');
        }
    }
}
