package pagoda.asm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import pagoda.asm.layout.Spot;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.source.SourceFile;
import pagoda.asm.source.Statement;
import pagoda.cpu.isa.Decoder;

/**
 * The source beside what it was assembled to, line by line: place in the section, bytes, line number, source. Code is shown
 * as instruction words, before linking; what a macro brings stands at its call.
 *
 * <pre>
 * .text+0000   00500513              3  _start: li a0, 5
 * .text+0004   00000597              4          la a1, text
 * .text+0008   00058593
 * .data+0000   48 69 0a 00           6  text:   .asciz "Hi\n"
 * </pre>
 */
final class Listing {

    /** Rows for one statement; what is left of long data is counted only. */
    private static final int MAX_ROWS = 4;

    private static final int BYTES_IN_ROW = 8;

    /** The width of the columns before the line number. */
    private static final int PLACE = 16;

    private static final int BYTES = 24;

    private record Part(Spot start, Spot end) {}

    private final Map<SourceFile, Map<Integer, List<Part>>> files = new LinkedHashMap<>();

    /** Remembers what a statement appended to a section. */
    void add(Statement statement, Spot start, Spot end) {
        Statement written = statement.written();
        if (start.fragment() != end.fragment() || start.offset() != end.offset()) {
            lines(written.file())
                    .computeIfAbsent(written.line(), line -> new ArrayList<>())
                    .add(new Part(start, end));
        }
    }

    /** Sees to it that a file is listed, whether or not it has statements. */
    Map<Integer, List<Part>> lines(SourceFile file) {
        return files.computeIfAbsent(file, key -> new TreeMap<>());
    }

    /** The text, once all sections are laid out and filled. */
    String text() {
        StringBuilder out = new StringBuilder();
        files.forEach((file, parts) -> {
            out.append(out.isEmpty() ? "" : "\n").append(file.name()).append(":\n");
            int line = 0;
            for (String source : file.text().lines().toList()) {
                line++;
                append(out, parts.getOrDefault(line, List.of()), line, source);
            }
        });
        return out.toString();
    }

    private static void append(StringBuilder out, List<Part> parts, int line, String source) {
        List<String> rows = new ArrayList<>();
        for (Part part : parts) {
            rows(part, rows);
        }
        String first = rows.isEmpty() ? "" : rows.get(0);
        String left = first + " ".repeat(Math.max(1, PLACE + BYTES - first.length()));
        out.append(String.format(Locale.ROOT, "%s%5d  %s", left, line, source).stripTrailing())
                .append('\n');
        for (String row : rows.subList(Math.min(1, rows.size()), rows.size())) {
            out.append(row).append('\n');
        }
    }

    private static void rows(Part part, List<String> rows) {
        Section section = part.start.chunk().section();
        long at = part.start.address();
        long end = part.end.address();
        boolean code = section.has(SectionFlag.EXECINSTR);
        for (int row = 0; at < end; row++) {
            String place = String.format(Locale.ROOT, "%s+%04x", section.name(), at);
            String bytes;
            long size = Math.min(end - at, BYTES_IN_ROW);
            if (section.isNoBits() || row == MAX_ROWS) {
                bytes = "(" + (end - at) + " bytes)";
                size = end - at;
            } else if (code && end - at >= 2 && Decoder.length((int) section.read(at, 2)) <= end - at) {
                size = Decoder.length((int) section.read(at, 2));
                bytes = String.format(Locale.ROOT, size == 4 ? "%08x" : "%04x", section.read(at, (int) size));
            } else {
                StringBuilder hex = new StringBuilder();
                for (int i = 0; i < size; i++) {
                    hex.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%02x", section.read(at + i, 1)));
                }
                bytes = hex.toString();
            }
            rows.add(place + " ".repeat(Math.max(1, PLACE - place.length())) + bytes);
            at += size;
        }
    }
}
