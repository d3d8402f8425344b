package pagoda.elf.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfWriter;
import pagoda.elf.OutputSection;
import pagoda.elf.SampleFile;

final class LineTableTest {

    private static final long TEXT = SampleFile.TEXT;

    @Test
    void anAddressHasTheLineOfTheRowBeforeIt() throws Exception {
        LineTable lines = LineTable.of(ElfFile.read(SampleFile.bytes()));
        assertThat(lines.at(TEXT)).hasToString("a.s:3");
        assertThat(lines.at(TEXT + 11)).hasToString("a.s:4");
        assertThat(lines.at(TEXT + 12)).hasToString("b.inc:100");
        assertThat(lines.at(TEXT + 31)).hasToString("a.s:5");
        assertThat(lines.at(TEXT - 1)).isNull();
        assertThat(lines.at(TEXT + 32)).isNull();
        assertThat(lines.files()).containsExactly("a.s", "b.inc");
        assertThat(lines.firstAddress("a.s", 5)).isEqualTo(TEXT + 16);
        assertThat(lines.firstAddress("a.s", 6)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverRowsAreWrittenAreRead(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<LineInfo.Row> rows = new ArrayList<>();
        for (int offset = 0; offset < 32; offset += 1 + random.nextInt(6)) {
            int line = random.nextBoolean() ? 1 + random.nextInt(30) : 1 + random.nextInt(1_000_000);
            rows.add(new LineInfo.Row(offset, "file" + random.nextInt(3), line));
        }
        LineTable lines = LineTable.of(ElfFile.read(SampleFile.writer(rows).write()));
        for (int offset = 0; offset < 32; offset++) {
            LineInfo.Row expected = null;
            for (LineInfo.Row row : rows) {
                expected = row.offset() <= offset ? row : expected;
            }
            assertThat(lines.at(TEXT + offset))
                    .as("seed %d, offset %d", seed, offset)
                    .isEqualTo(expected == null ? null : new SourceLine(expected.file(), expected.line(), null));
        }
    }

    private static final byte[] NAMES = "/tmp/lk\0a.s\0".getBytes(StandardCharsets.US_ASCII);

    /** What GNU as 2.40 makes of a six-line source with {@code -g}: version 5, names in .debug_line_str. */
    private static byte[] versionFive() {
        String program = "5c000000" + "0500" + "0800" + "2a000000" // length, version, address size, header length
                + "010101fb0e0d" + "000101010100000001000001" // constants, operand counts
                + "01011f01" + "00000000" // one directory, by line_strp
                + "02011f020b02" + "08000000" + "00" + "08000000" + "00" // two files, by line_strp and udata
                + "000902" + "0000010000000000" + "13" // at 0x10000, line 2
                + "0301" + "090800" + "01" + "0301" + "090800" + "01" + "0301" + "090400" + "01"
                + "0301" + "090400" + "01" + "090400" + "000101";
        return HexFormat.of().parseHex(program);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void mutatedTablesDoNoHarm(int block) throws Exception {
        byte[] sound = versionFive();
        for (int seed = block * 1000; seed < (block + 1) * 1000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = sound.clone();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            LineTable lines = table(bytes, NAMES);
            for (int offset = 0; offset < 64; offset++) {
                SourceLine line = lines.at(TEXT + offset);
                assertThat(line == null || line.line() > 0).as("seed %d", seed).isTrue();
            }
        }
    }

    @Test
    void versionFiveWithNamesElsewhereIsRead() throws Exception {
        LineTable table = table(versionFive(), NAMES);
        assertThat(table.at(TEXT)).isEqualTo(new SourceLine("a.s", 2, "/tmp/lk"));
        assertThat(table.at(TEXT + 8)).hasToString("a.s:3");
        assertThat(table.at(TEXT + 0x17)).hasToString("a.s:5");
        assertThat(table.at(TEXT + 0x1b)).hasToString("a.s:6");
        assertThat(table.at(TEXT + 0x1c)).isNull();
    }

    @Test
    void whatCannotBeReadIsLeftOutAndTheNextUnitStillRead() throws Exception {
        byte[] sound = lineSection();
        byte[] both = new byte[10 + sound.length];
        System.arraycopy(HexFormat.of().parseHex("060000000600000000ff"), 0, both, 0, 10); // version 6
        System.arraycopy(sound, 0, both, 10, sound.length);
        assertThat(table(both, new byte[0]).at(TEXT)).hasToString("a.s:3");
        byte[] cut = Arrays.copyOf(sound, sound.length - 3);
        assertThat(table(cut, new byte[0]).isEmpty()).isTrue();
    }

    private static byte[] lineSection() throws Exception {
        ElfFile file = ElfFile.read(SampleFile.bytes());
        return file.contents(file.sections().stream()
                .filter(section -> section.name().equals(".debug_line"))
                .findFirst()
                .orElseThrow());
    }

    private static LineTable table(byte[] lines, byte[] names) throws Exception {
        ElfWriter writer = new ElfWriter(Elf.ET_EXEC, TEXT, 0);
        int text = writer.add(new OutputSection(
                ".text", Elf.SHT_PROGBITS, Elf.SHF_ALLOC | Elf.SHF_EXECINSTR, TEXT, new byte[64], 64, 0, 0, 4, 0));
        writer.addSegment(Elf.PT_LOAD, Elf.PF_R | Elf.PF_X, 4096, text, text);
        writer.add(OutputSection.unloaded(".debug_line", lines));
        writer.add(OutputSection.unloaded(".debug_line_str", names));
        return LineTable.of(ElfFile.read(writer.write()));
    }
}
