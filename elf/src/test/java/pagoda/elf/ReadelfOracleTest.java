package pagoda.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("oracle")
final class ReadelfOracleTest {

    private static final Pattern SECTION = Pattern.compile(
            "\\s*\\[ *(\\d+)] (\\S*) +(\\S+) +([0-9a-f]{16}) ([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+) +([A-Za-z]*) +(\\d+) +(\\d+) +(\\d+)");
    private static final Pattern SEGMENT = Pattern.compile(
            "  (\\S+) +0x([0-9a-f]+) 0x([0-9a-f]+) 0x[0-9a-f]+ 0x([0-9a-f]+) 0x([0-9a-f]+) ([RWE ]{3}) 0x([0-9a-f]+)");
    private static final Pattern SYMBOL =
            Pattern.compile("\\s*\\d+: ([0-9a-f]{16}) +(\\S+) (\\S+) +(\\S+) +(\\S+) +(\\S+)(?: (.*))?");

    @TempDir
    Path directory;

    private Gnu gnu;
    private ElfFile file;

    @BeforeEach
    void build() throws Exception {
        gnu = new Gnu(directory);
        gnu.file("main.c", """
                __thread int counter = 3;
                __thread int zeroed[4];
                static const char text[] = "words";
                int data = 5, buffer[100];
                int main(int argc, char **argv) {
                    counter += argc;
                    return text[counter & 3] + data + buffer[argc] + zeroed[1];
                }
                void _start(void) { main(0, 0); }
                """);
        gnu.run(
                "riscv64-unknown-elf-gcc",
                "-march=rv64ima_zicsr",
                "-mabi=lp64",
                "-nostdlib",
                "-static",
                "-g",
                "-O1",
                "-o",
                "program",
                "main.c");
        file = ElfFile.read(gnu.read("program"));
    }

    @Test
    void sectionsAreThoseThatReadelfShows() throws Exception {
        List<String> ours = new ArrayList<>();
        for (SectionHeader section : file.sections()) {
            ours.add(String.format(
                    "%s %x %x %x %x %d %d %d",
                    section.name(),
                    section.address(),
                    section.offset(),
                    section.size(),
                    section.entrySize(),
                    section.link(),
                    section.info(),
                    section.alignment()));
        }
        List<String> theirs = new ArrayList<>();
        for (Matcher m : matches(SECTION, gnu.run("riscv64-unknown-elf-readelf", "-SW", "program"))) {
            String name = m.group(2).equals("NULL") ? "" : m.group(2);
            theirs.add(String.format(
                    "%s %x %x %x %x %s %s %s",
                    name,
                    hex(m.group(4)),
                    hex(m.group(5)),
                    hex(m.group(6)),
                    hex(m.group(7)),
                    m.group(9),
                    m.group(10),
                    m.group(11)));
        }
        assertThat(ours.subList(1, ours.size()))
                .isEqualTo(theirs.subList(theirs.size() - ours.size() + 1, theirs.size()));
        assertThat(ours).hasSizeGreaterThan(10);
    }

    @Test
    void segmentsAreThoseThatReadelfShows() throws Exception {
        List<String> ours = new ArrayList<>();
        for (ProgramHeader segment : file.segments()) {
            String flags = ((segment.flags() & Elf.PF_R) != 0 ? "R" : " ")
                    + ((segment.flags() & Elf.PF_W) != 0 ? "W" : " ")
                    + ((segment.flags() & Elf.PF_X) != 0 ? "E" : " ");
            ours.add(String.format(
                    "%x %x %x %x %s %x",
                    segment.offset(),
                    segment.virtualAddress(),
                    segment.fileSize(),
                    segment.memorySize(),
                    flags,
                    segment.alignment()));
        }
        List<String> theirs = new ArrayList<>();
        for (Matcher m : matches(SEGMENT, gnu.run("riscv64-unknown-elf-readelf", "-lW", "program"))) {
            theirs.add(String.format(
                    "%x %x %x %x %s %x",
                    hex(m.group(2)), hex(m.group(3)), hex(m.group(4)), hex(m.group(5)), m.group(6), hex(m.group(7))));
        }
        assertThat(ours).isEqualTo(theirs).hasSizeGreaterThan(2);
    }

    @Test
    void symbolsAreThoseThatReadelfShows() throws Exception {
        List<String> types = List.of("NOTYPE", "OBJECT", "FUNC", "SECTION", "FILE", "COMMON", "TLS");
        List<String> bindings = List.of("LOCAL", "GLOBAL", "WEAK");
        List<String> visibilities = List.of("DEFAULT", "INTERNAL", "HIDDEN", "PROTECTED");
        List<String> ours = new ArrayList<>();
        for (ElfSymbol symbol : file.symbols()) {
            String section = symbol.section() == Elf.SHN_ABS
                    ? "ABS"
                    : symbol.section() == Elf.SHN_UNDEF ? "UND" : Integer.toString(symbol.section());
            String name = symbol.type() == Elf.STT_SECTION
                    ? file.sections().get(symbol.section()).name()
                    : symbol.name();
            ours.add(String.format(
                    "%016x %d %s %s %s %s %s",
                    symbol.value(),
                    symbol.size(),
                    types.get(symbol.type()),
                    bindings.get(symbol.binding()),
                    visibilities.get(symbol.visibility()),
                    section,
                    name));
        }
        List<String> theirs = new ArrayList<>();
        for (Matcher m : matches(SYMBOL, gnu.run("riscv64-unknown-elf-readelf", "-sW", "program"))) {
            theirs.add(String.join(
                    " ",
                    m.group(1),
                    Long.decode(m.group(2)).toString(),
                    m.group(3),
                    m.group(4),
                    m.group(5),
                    m.group(6),
                    m.group(7) == null ? "" : m.group(7)));
        }
        assertThat(ours).isEqualTo(theirs).hasSizeGreaterThan(10);
    }

    @Test
    void addressesHaveTheNamesThatAddr2lineGives() throws Exception {
        SymbolTable symbols = SymbolTable.of(file);
        SectionHeader text = file.section(".text");
        assertThat(text).isNotNull();
        for (long at = text.address(); at < text.address() + text.size(); at += 4) {
            SymbolTable.Location location = symbols.at(at);
            assertThat(location).isNotNull();
            String theirs =
                    gnu.run("riscv64-unknown-elf-addr2line", "-f", "-e", "program", "0x" + Long.toHexString(at));
            assertThat(location.symbol().name())
                    .isEqualTo(theirs.lines().findFirst().orElseThrow());
        }
    }

    @Test
    void headerIsTheOneThatReadelfShows() throws Exception {
        String printed = gnu.run("riscv64-unknown-elf-readelf", "-hW", "program");
        assertThat(printed)
                .contains("Entry point address:               0x"
                        + Long.toHexString(file.header().entry()));
        assertThat(printed).contains("Type:                              EXEC");
        assertThat(file.header().type()).isEqualTo(Elf.ET_EXEC);
        assertThat(printed)
                .contains("Flags:                             0x"
                        + Integer.toHexString(file.header().flags()));
    }

    private static List<Matcher> matches(Pattern pattern, String printed) {
        List<Matcher> all = new ArrayList<>();
        for (String line : printed.split("\n")) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                all.add(matcher);
            }
        }
        return all;
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }
}
