package pagoda.tests.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pagoda.tests.host.HostCommand;

/** What GNU objdump {@code -M no-aliases} makes of words, each of which is one instruction's bits or nothing's. */
final class Objdump {
    private static final String ARCHITECTURE = "rv64gc_zba_zbb_zbs_zihintpause";

    private final Path temporary;

    Objdump(Path temporary) {
        this.temporary = temporary;
    }

    /** The text of each word, the first at address 0, addresses in our form; what is no instruction begins with a dot. */
    List<String> text(int[] words, int length) throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            if (length == 2) {
                bytes.putShort((short) word);
            } else {
                bytes.putInt(word);
            }
        }
        Files.write(temporary.resolve("words.bin"), bytes.array());
        Path assembly =
                Files.writeString(temporary.resolve("words.s"), ".incbin \"" + temporary.resolve("words.bin") + "\"\n");
        Path object = temporary.resolve("words.o");
        Path output = temporary.resolve("words.txt");
        List<String> assemble = List.of(
                "riscv64-unknown-elf-as", "-march=" + ARCHITECTURE, "-o", object.toString(), assembly.toString());
        HostCommand.runInto(output, assemble);
        // Without the symbol that says these bytes were not written as instructions.
        HostCommand.runInto(output, List.of("riscv64-unknown-elf-strip", object.toString()));
        HostCommand.runInto(
                output, List.of("riscv64-unknown-elf-objdump", "-d", "-z", "-M", "no-aliases", object.toString()));
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(output, StandardCharsets.US_ASCII)) {
            reader.lines().filter(line -> line.startsWith(" ")).forEach(line -> {
                assertThat(Long.parseLong(line.substring(0, line.indexOf(':')).strip(), 16))
                        .isEqualTo((long) length * lines.size());
                lines.add(bare(line.substring(line.indexOf('\t', line.indexOf('\t') + 1) + 1)));
            });
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        assertThat(lines).hasSize(words.length);
        return lines;
    }

    /** Without the comment, and with an address in our form. */
    private static String bare(String text) {
        int comment = text.indexOf(" #");
        return (comment < 0 ? text : text.substring(0, comment)).stripTrailing();
    }
}
