package pagoda.asm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.asm.Assembler;
import pagoda.asm.debug.DebugLines;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.link.LinkInput;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.asm.object.Binding;
import pagoda.asm.object.FloatAbi;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.elf.ElfFormatException;

/** Objects and archives, written and read back; and files that are none. */
final class ObjectFilesTest {

    private static final String SOURCE = """
                .file "made.c"
                .attribute arch, "rv64i2p1_m2p0_a2p1"
                .attribute stack_align, 16
                .globl _start
                .type _start, @function
            _start:
                la a0, message
                call elsewhere
                .weak maybe
                ld a1, maybe
            local: j local
                .size _start, .-_start
                .section .text.once, "axG", @progbits, once, comdat
                .weak once
            once: ret
                .data
                .balign 16
                .dword message + 4, _start - local
                .comm shared, 24, 8
                .local own
                .comm own, 4, 4
                .section .rodata.str1.1, "aMS", @progbits, 1
            message: .asciz "hello"
                .section .tbss, "awT", @nobits
            each: .zero 12
                .equ number, 42
                .globl number
            """;

    private static ObjectFile assembled(String source) {
        Diagnostics diagnostics = new Diagnostics();
        ObjectFile object = new Assembler(diagnostics).assemble("a.s", source.getBytes(StandardCharsets.UTF_8));
        assertThat(diagnostics.render()).isEmpty();
        return object;
    }

    private static byte[] written(String source) {
        return ObjectFileWriter.write(assembled(source));
    }

    /** A symbol as far as a file tells of it. */
    private static String text(Symbol symbol) {
        String place = symbol.place() instanceof Place.InSection in
                ? in.section().name() + "+" + in.offset()
                : String.valueOf(symbol.place());
        return symbol.name() + " " + symbol.binding() + " " + symbol.type() + " " + symbol.size() + " " + place;
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        ObjectFile before = assembled(SOURCE);
        ObjectFile after = ObjectReader.read("a.o", ObjectFileWriter.write(before));
        assertThat(after.name()).isEqualTo("a.o");
        assertThat(after.sourceName()).isEqualTo("made.c");
        assertThat(after.floatAbi()).isEqualTo(FloatAbi.SOFT);
        for (Section section : before.sections()) {
            Section same = after.section(section.name());
            assertThat(same).as(section.name()).isNotNull();
            assertThat(same.contents()).as(section.name()).isEqualTo(section.contents());
            assertThat(same.alignment()).isEqualTo(section.alignment());
            assertThat(same.type()).isEqualTo(section.type());
            assertThat(same.flags()).isEqualTo(section.flags());
            assertThat(same.entrySize()).isEqualTo(section.entrySize());
            assertThat(same.comdat()).isEqualTo(section.comdat());
            assertThat(relocations(same)).isEqualTo(relocations(section));
        }
        List<String> symbols = after.symbols().stream()
                .filter(symbol -> symbol.type() != SymbolType.SECTION)
                .map(ObjectFilesTest::text)
                .toList();
        assertThat(symbols)
                .contains(
                        "_start GLOBAL FUNC 28 .text+0",
                        "once WEAK NOTYPE 0 .text.once+0",
                        "local LOCAL NOTYPE 0 .text+24",
                        "shared GLOBAL OBJECT 24 Common[size=24, alignment=8]",
                        "own LOCAL OBJECT 4 .bss+0",
                        "maybe WEAK NOTYPE 0 Undefined[]",
                        "elsewhere GLOBAL NOTYPE 0 Undefined[]",
                        "each LOCAL TLS 0 .tbss+0",
                        "number GLOBAL NOTYPE 0 Absolute[value=42]");
    }

    private static List<String> relocations(Section section) {
        return section.relocations().stream()
                .map(r -> r.offset() + " " + r.type() + " " + r.symbol() + " " + r.addend())
                .toList();
    }

    @Test
    void relocationsAtOnePlaceKeepTheirOrder() throws Exception {
        ObjectFile object = new ObjectFile("a.s");
        Section text = object.add(
                new Section(".text", SectionType.PROGBITS, EnumSet.of(SectionFlag.ALLOC, SectionFlag.EXECINSTR)));
        text.append(new byte[16]);
        Symbol f = object.add(new Symbol("f").binding(Binding.GLOBAL));
        text.add(new Relocation(8, RelocationType.ALIGN, null, 6, null));
        text.add(new Relocation(0, RelocationType.CALL_PLT, f, 0, null));
        text.add(new Relocation(0, RelocationType.RELAX, null, 0, null));
        ObjectFile read = ObjectReader.read("a.o", ObjectFileWriter.write(object));
        assertThat(read.sections().get(0).relocations())
                .extracting(Relocation::type)
                .containsExactly(RelocationType.CALL_PLT, RelocationType.RELAX, RelocationType.ALIGN);
    }

    @Test
    void aSectionThatIsCompressedIsExpanded() throws Exception {
        byte[] plain = "what a debugger reads, again and again and again and again".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1)
                .putInt(0)
                .putLong(plain.length)
                .putLong(1)
                .array());
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(plain);
        }
        assertThat(Compression.expand(".debug_str", packed.toByteArray()).bytes())
                .isEqualTo(plain);
        byte[] cut = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
        assertThatThrownBy(() -> Compression.expand(".debug_str", cut))
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining(".debug_str");
    }

    @Test
    void anUnknownRelocationIsNamedWithItsPlace() {
        byte[] file = written(SOURCE);
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        // The type of the first relocation, which is a PCREL_HI20 at 0.
        int at = 0;
        while (bytes.getLong(at) != 0 || bytes.getInt(at + 8) != RelocationType.PCREL_HI20.number()) {
            at++;
        }
        bytes.putInt(at + 8, 200);
        assertThatThrownBy(() -> ObjectReader.read("a.o", file))
                .isInstanceOf(ElfFormatException.class)
                .hasMessage("unknown relocation type 200 at .text+0x0");
    }

    @Test
    void aThinArchiveIsRefused() {
        assertThatThrownBy(() -> Archive.read("t.a", "!<thin>\n".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining("thin archive");
    }

    @Test
    void membersAreFoundByTheIndexOrWithoutOne() throws Exception {
        byte[] f = written("  .globl f\nf: ret\n");
        byte[] g = written("  .globl g\ng: ret\nhidden: ret\n");
        byte[] indexed = new Archives()
                .member("f.o", f, "f")
                .member("a-rather-long-name.o", g, "g")
                .bytes();
        byte[] plain = new Archives()
                .member("f.o", f)
                .member("a-rather-long-name.o", g)
                .member("README", "text".getBytes(StandardCharsets.US_ASCII))
                .bytes();
        for (byte[] bytes : List.of(indexed, plain)) {
            Archive archive = Archive.read("lib.a", bytes);
            Archive.Member member = archive.defining("g");
            assertThat(member).isNotNull();
            assertThat(member.name()).isEqualTo("a-rather-long-name.o");
            assertThat(archive.object(member).name()).isEqualTo("lib.a(a-rather-long-name.o)");
            assertThat(archive.defining("hidden")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void damagedFilesNeverThrowAnythingElse(int block) {
        byte[] object = ObjectFileWriter.write(DebugLines.joined(assembled(SOURCE)));
        byte[] archive = new Archives()
                .member("a-rather-long-name.o", object, "_start", "once")
                .member("b.o", written("  .globl elsewhere\nelsewhere: ret\n"), "elsewhere")
                .bytes();
        int read = 0;
        for (int i = 0; i < 3000; i++) {
            long seed = block * 3000L + i;
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = (random.nextBoolean() ? object : archive).clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                int at = random.nextInt(bytes.length);
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ 1 << random.nextInt(8));
            }
            try {
                read += link(bytes) ? 1 : 0;
            } catch (RuntimeException | Error thrown) {
                throw new AssertionError("seed " + seed, thrown);
            }
        }
        assertThat(read).isBetween(300, 2900);
    }

    private static boolean link(byte[] bytes) {
        List<LinkInput> inputs = new ArrayList<>();
        inputs.add(new LinkInput.Single(assembled("  .globl main\nmain: call once\n call elsewhere\n ret\n")));
        try {
            inputs.add(
                    Archive.isArchive(bytes)
                            ? new LinkInput.Library(Archive.read("x.a", bytes))
                            : new LinkInput.Single(ObjectReader.read("x.o", bytes)));
        } catch (ElfFormatException unsound) {
            return false;
        }
        Diagnostics diagnostics = new Diagnostics();
        Linker.linkInputs(inputs, LinkOptions.defaults().withCollect(bytes.length % 2 == 0), diagnostics);
        assertThat(diagnostics.render()).isNotNull();
        return true;
    }
}
