package pagoda.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class ElfFileTest {

    private static final int FIRST_SEGMENT = 64;
    private static final int SECOND_SEGMENT = 64 + 56;

    /** What is wrong with the sample file after a change to it. */
    private static String wrong(Consumer<ByteBuffer> change) {
        byte[] bytes = SampleFile.bytes();
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return wrong(bytes);
    }

    private static String wrong(byte[] bytes) {
        Throwable thrown = catchThrowable(() -> ElfFile.read(bytes));
        assertThat(thrown).isInstanceOf(ElfFormatException.class);
        assertThat(thrown.getMessage()).doesNotContain("\n");
        return String.valueOf(thrown.getMessage());
    }

    private static int sectionHeader(ByteBuffer b, int index) {
        return (int) b.getLong(40) + 64 * index;
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        ElfFile file = ElfFile.read(SampleFile.bytes());
        assertThat(file.header().type()).isEqualTo(Elf.ET_EXEC);
        assertThat(file.header().entry()).isEqualTo(SampleFile.TEXT + 4);
        assertThat(file.segments()).hasSize(3);
        ProgramHeader data = file.segments().get(1);
        assertThat(data.virtualAddress()).isEqualTo(SampleFile.DATA);
        assertThat(data.fileSize()).isEqualTo(4);
        assertThat(data.memorySize()).isEqualTo(5008);
        assertThat(data.offset() % 4096).isZero();
        assertThat(file.contents(data)).containsExactly(1, 2, 3, 4);
        assertThat(file.sections())
                .extracting(SectionHeader::name)
                .containsExactly("", ".text", ".data", ".bss", ".debug_line", ".symtab", ".strtab", ".shstrtab");
        assertThat(file.symbols())
                .extracting(ElfSymbol::name)
                .containsExactly(
                        "",
                        "a.s",
                        "local",
                        "$xrv64i2p1",
                        ".L1",
                        "buffer",
                        "global",
                        "alias",
                        "__bss_start",
                        "constant");
        SectionHeader bss = file.section(".bss");
        assertThat(bss).isNotNull();
        assertThat(file.contents(bss)).isEmpty();
    }

    @Test
    void filesOfOtherKindsAreRefusedByName() {
        assertThat(wrong(new byte[0])).isEqualTo("not an ELF file: it does not begin with 7f 45 4c 46");
        assertThat(wrong(new byte[] {0x7f, 'E', 'L', 'F', 2}))
                .isEqualTo("truncated: 5 bytes are too few for an ELF header (64)");
        assertThat(wrong(b -> b.put(0, (byte) '#'))).startsWith("not an ELF file");
        assertThat(wrong(b -> b.put(4, (byte) 1))).isEqualTo("not a 64-bit ELF file (class 1, not 2)");
        assertThat(wrong(b -> b.put(5, (byte) 2))).startsWith("not a little-endian ELF file");
        assertThat(wrong(b -> b.put(6, (byte) 0))).isEqualTo("unknown ELF version 0");
        assertThat(wrong(b -> b.putInt(20, 7))).isEqualTo("unknown ELF version 7");
        assertThat(wrong(b -> b.putShort(16, (short) 4))).isEqualTo("unknown ELF file type 4");
        assertThat(wrong(b -> b.putShort(18, (short) 62))).isEqualTo("not a RISC-V file (machine 62, not 243)");
    }

    @Test
    void headersOfWrongSizesAreRefused() {
        assertThat(wrong(b -> b.putShort(52, (short) 52))).isEqualTo("e_ehsize is 52, not 64");
        assertThat(wrong(b -> b.putShort(54, (short) 32))).isEqualTo("e_phentsize is 32, not 56");
        assertThat(wrong(b -> b.putShort(58, (short) 40))).isEqualTo("e_shentsize is 40, not 64");
        assertThat(wrong(b -> b.putShort(56, (short) -1))).isEqualTo("more than 65534 program headers");
    }

    @Test
    void tablesOutsideTheFileAreRefused() {
        assertThat(wrong(b -> b.putLong(32, -8))).contains("program header table", "past the end of the file");
        assertThat(wrong(b -> b.putLong(32, Long.MAX_VALUE))).contains("program header table");
        assertThat(wrong(b -> b.putLong(40, b.capacity() - 10))).contains("section header table");
        assertThat(wrong(b -> b.putShort(60, (short) 1000))).contains("section header table");
        assertThat(wrong(b -> b.putShort(62, (short) 99))).isEqualTo("e_shstrndx 99 names no section");
        byte[] half = SampleFile.bytes();
        assertThat(wrong(Arrays.copyOf(half, half.length / 2))).contains("past the end of the file");
    }

    @Test
    void segmentsThatMakeNoSenseAreRefused() {
        assertThat(wrong(b -> b.putLong(SECOND_SEGMENT + 40, 3)))
                .isEqualTo("segment 1: p_filesz 0x4 is larger than p_memsz 0x3");
        assertThat(wrong(b -> b.putLong(SECOND_SEGMENT + 32, -1))).contains("past the end of the file");
        assertThat(wrong(b -> b.putLong(FIRST_SEGMENT + 8, -4096))).contains("past the end of the file");
        assertThat(wrong(b -> b.putLong(FIRST_SEGMENT + 40, -1))).contains("p_memsz 0xffffffffffffffff overflows");
        assertThat(wrong(b -> b.putLong(FIRST_SEGMENT + 48, 4097))).contains("p_align 0x1001 is not a power of two");
        assertThat(wrong(b -> b.putLong(FIRST_SEGMENT + 16, 0x10004))).contains("differ modulo p_align");
        assertThat(wrong(b -> b.putLong(FIRST_SEGMENT + 40, 0x1001)))
                .isEqualTo("segments at 0x10000 and 0x11000 overlap");
    }

    @Test
    void sectionsThatMakeNoSenseAreRefused() {
        assertThat(wrong(b -> b.putLong(sectionHeader(b, 1) + 32, 1L << 40))).startsWith("section 1 (.text) (");
        assertThat(wrong(b -> b.putLong(sectionHeader(b, 1) + 48, 3))).contains("sh_addralign 0x3");
        assertThat(wrong(b -> b.putLong(sectionHeader(b, 3) + 16, -2))).contains("section 3 (.bss)", "overflows");
        assertThat(wrong(b -> b.putInt(sectionHeader(b, 5) + 40, 77)))
                .isEqualTo("section 5 (.symtab): sh_link 77 names no section");
        assertThat(wrong(b -> b.putInt(sectionHeader(b, 5) + 40, 1)))
                .startsWith("the symbol name table is no string table");
        assertThat(wrong(b -> b.putLong(sectionHeader(b, 5) + 56, 16))).contains("entries are not of 24 bytes");
        assertThat(wrong(b -> b.putInt(sectionHeader(b, 2), 9999))).startsWith("the name of section 2 (offset 0x270f)");
        assertThat(wrong(b -> b.putLong(sectionHeader(b, 6) + 32, 3))).contains("string table");
    }

    @Test
    void symbolsOfNoSectionAreRefused() {
        assertThat(wrong(b -> b.putShort((int) b.getLong(sectionHeader(b, 5) + 24) + 24 * 2 + 6, (short) 50)))
                .isEqualTo("symbol 2 (local): section 50 does not exist");
    }

    @Test
    void unsoundSectionsDoNotKeepAFileFromRunning() throws Exception {
        byte[] bytes = SampleFile.bytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(40, bytes.length);
        ElfFile file = ElfFile.readForExec(bytes);
        assertThat(file.segments()).hasSize(3);
        assertThat(file.sections()).isEmpty();
        assertThat(file.symbols()).isEmpty();
    }
}
