package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import pagoda.asm.assembly.Isa;
import pagoda.asm.assembly.Limits;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Section;
import pagoda.asm.object.Symbol;
import pagoda.asm.source.SourceFiles;

/** A source that was assembled in a test, as {@code prog.s}, and what came of it. */
final class Assembled {

    private final ObjectFile object;
    private final Diagnostics diagnostics;

    private Assembled(ObjectFile object, Diagnostics diagnostics) {
        this.object = object;
        this.diagnostics = diagnostics;
    }

    /** Without compressed instructions, so that tests can tell words. */
    static final AssemblerOptions WORDS =
            new AssemblerOptions(new Isa("rv64g"), Map.of(), java.util.List.of(), Limits.DEFAULT);

    /** Assembles lines, whether they are right or not. */
    static Assembled of(String... lines) {
        return with(WORDS, Map.of(), String.join("\n", lines) + "\n");
    }

    static Assembled with(AssemblerOptions options, Map<String, String> files, String source) {
        return bytes(options, files, source.getBytes(StandardCharsets.UTF_8));
    }

    static Assembled limited(Limits limits, String... lines) {
        return with(
                new AssemblerOptions(Isa.DEFAULT, Map.of(), java.util.List.of(), limits),
                Map.of(),
                String.join("\n", lines));
    }

    static Assembled bytes(AssemblerOptions options, Map<String, String> files, byte[] source) {
        Diagnostics diagnostics = new Diagnostics();
        SourceFiles door = path -> {
            String text = files.get(path);
            return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        };
        ObjectFile object = new Assembler(options, door, diagnostics).assemble("prog.s", source);
        return new Assembled(object, diagnostics);
    }

    /** Assembles lines that must be right. */
    static Assembled right(String... lines) {
        Assembled assembled = of(lines);
        assertThat(assembled.messages()).isEmpty();
        return assembled;
    }

    ObjectFile object() {
        return object;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    String messages() {
        return diagnostics.render();
    }

    Section section(String name) {
        return Objects.requireNonNull(object.section(name), name);
    }

    /** A section's bytes as hexadecimal digits. */
    String hex(String section) {
        return HexFormat.of().formatHex(section(section).contents());
    }

    /** The instruction words of {@code .text} as eight digits each. */
    String words() {
        StringBuilder out = new StringBuilder();
        Section text = section(".text");
        for (long offset = 0; offset < text.size(); offset += 4) {
            out.append(offset == 0 ? "" : " ").append("%08x".formatted(text.read(offset, 4)));
        }
        return out.toString();
    }

    Symbol symbol(String name) {
        return object.symbols().stream()
                .filter(symbol -> symbol.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
