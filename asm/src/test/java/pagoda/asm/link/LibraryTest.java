package pagoda.asm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import pagoda.asm.Assembler;
import pagoda.asm.AssemblerOptions;
import pagoda.asm.assembly.Isa;
import pagoda.asm.assembly.Limits;
import pagoda.asm.debug.DebugLines;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.file.Archive;
import pagoda.asm.file.Archives;
import pagoda.asm.file.ObjectFileWriter;
import pagoda.asm.file.ObjectReader;
import pagoda.asm.object.FloatAbi;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.source.SourceFiles;
import pagoda.elf.ElfFile;
import pagoda.elf.ProgramHeader;
import pagoda.elf.SymbolTable;

/** What the linker takes of archives, what it leaves out, and what its map tells of that. */
final class LibraryTest {
    private static final AssemblerOptions WORDS =
            new AssemblerOptions(new Isa("rv64g"), Map.of(), List.of(), Limits.DEFAULT);

    private final Diagnostics diagnostics = new Diagnostics();
    private final List<LinkInput> inputs = new ArrayList<>();
    private LinkOptions options = LinkOptions.defaults();

    private static ObjectFile assembled(String name, String source) {
        Diagnostics wrong = new Diagnostics();
        ObjectFile object =
                new Assembler(WORDS, SourceFiles.NONE, wrong).assemble(name, source.getBytes(StandardCharsets.UTF_8));
        assertThat(wrong.render()).isEmpty();
        return object;
    }

    private void source(String name, String source) {
        inputs.add(new LinkInput.Single(assembled(name, source)));
    }

    /** An archive of a member for each name and source. */
    private void library(String name, String... members) throws Exception {
        Archives archive = new Archives();
        for (int i = 0; i < members.length; i += 2) {
            archive.member(members[i], ObjectFileWriter.write(assembled(members[i], members[i + 1])));
        }
        inputs.add(new LinkInput.Library(Archive.read(name, archive.bytes())));
    }

    private Executable link() {
        Executable file = Linker.linkInputs(inputs, options, diagnostics);
        assertThat(diagnostics.render()).isEmpty();
        return Objects.requireNonNull(file);
    }

    private SymbolTable symbols() throws Exception {
        return SymbolTable.of(ElfFile.read(link().bytes()));
    }

    private static long value(SymbolTable symbols, String name) {
        return Objects.requireNonNull(symbols.named(name), name).value();
    }

    private static String function(String name, String body) {
        return "  .globl " + name + "\n" + name + ": " + body + "\n  ret\n";
    }

    @Test
    void onlyMembersThatAreNeededAreTakenWhateverTheOrderOfArchives() throws Exception {
        library("one.a", "f.o", function("f", "call g"), "h.o", function("h", "nop"));
        source("main.s", function("main", "call f"));
        library("two.a", "g.o", function("g", "call h"), "unused.o", function("unused", "call nowhere"));
        SymbolTable symbols = symbols();
        assertThat(symbols.named("f")).isNotNull();
        assertThat(symbols.named("g")).isNotNull();
        assertThat(symbols.named("h")).isNotNull();
        assertThat(symbols.named("unused")).isNull();
    }

    @Test
    void aWeakUseTakesNoMember() throws Exception {
        source("main.s", "  .weak f\n  .globl main\nmain: la a0, f\n  ret\n");
        library("one.a", "f.o", function("f", "nop"));
        assertThat(symbols().named("f")).isNull();
    }

    @Test
    void aMemberMayHoldTheStart() throws Exception {
        source("main.s", function("main", "nop"));
        library("crt.a", "start.o", function("_start", "call main"));
        assertThat(ElfFile.read(link().bytes()).header().entry()).isEqualTo(value(symbols(), "_start"));
    }

    @Test
    void codeMayBeAlignedToMoreThanAPage() throws Exception {
        source("main.s", ".globl main\n.option arch, +c\nmain: nop\n .p2align 13\nfar: ret\n");
        assertThat(value(symbols(), "far") % 8192).isZero();
    }

    @Test
    void aGroupIsKeptOnceAndTheOthersNamesMeanIt() throws Exception {
        String once = "  .section .text.once, \"axG\", @progbits, once, comdat\n  .weak once\nonce: li a0, 1\n ret\n";
        source("a.s", function("main", "call once") + once);
        source("b.s", function("b", "call once") + once + "  .data\n  .dword once\n");
        ElfFile file = ElfFile.read(link().bytes());
        assertThat(link().map()).contains("group once is in a.s");
        assertThat(Objects.requireNonNull(file.section(".text")).size()).isEqualTo(8 + 8 + 8 + 32);
    }

    @Test
    void sectionsThatNothingRefersToAreLeftOutIfThatIsWanted() throws Exception {
        source("a.s", """
                .globl _start
            _start: call used
                .section .text.used, "ax"
            used: la a0, table
                ret
                .section .text.unused, "ax"
            unused: call missing
                .section .rodata.table, "a"
            table: .dword 1
                .section .rodata.other, "a"
                .dword unused
                .section .init_array, "aw", @init_array
                .dword constructed
                .section .text.constructed, "ax"
            constructed: ret
                .section kept, "aR"
                .dword 7
                .section named, "a"
                .dword 8
                .section .text.used, "ax"
                la a0, __start_named
            """);
        options = options.withCollect(true);
        Executable file = link();
        SymbolTable symbols = SymbolTable.of(ElfFile.read(file.bytes()));
        assertThat(symbols.named("used")).isNotNull();
        assertThat(symbols.named("table")).isNotNull();
        assertThat(symbols.named("constructed")).isNotNull();
        assertThat(symbols.named("unused")).isNull();
        assertThat(ElfFile.read(file.bytes()).section("kept")).isNotNull();
        assertThat(ElfFile.read(file.bytes()).section("named")).isNotNull();
        assertThat(file.map())
                .contains(".text.unused                    8  a.s: nothing refers to it\n")
                .contains(".rodata.other                   8  a.s: nothing refers to it\n");
    }

    @Test
    void theMapTellsWhatCameWhereAndWhy() throws Exception {
        source("main.s", function("main", "call f"));
        library("one.a", "f.o", function("f", "nop"));
        assertThat(link().map()).isEqualTo("""
            Members of archives, and what each was taken for
            one.a(f.o)                                f, used by main.s

            Memory
            0x0000000000010200       48  .text
            0x0000000000010200        8    .text  main.s
            0x0000000000010200                 main
            0x0000000000010208        8    .text  one.a(f.o)
            0x0000000000010208                 f
            0x0000000000010210       32    .text  start stub
            0x0000000000010210                 _start
            """);
    }

    @Test
    void aCompactFileHasNoGapsAndItsSegmentsStillHavePagesOfTheirOwn() throws Exception {
        source("a.s", "_start: nop\n  .section .rodata\n  .dword 1\n  .data\n  .dword 2\n");
        options = options.withDebugLines(false);
        byte[] split = link().bytes();
        options = options.withCompact(true);
        byte[] compact = link().bytes();
        assertThat(split.length - compact.length).isGreaterThan(7500);
        ElfFile file = ElfFile.read(compact);
        List<ProgramHeader> loads =
                file.segments().stream().filter(s -> s.type() == 1).toList();
        assertThat(loads).extracting(s -> s.virtualAddress() >> 12).doesNotHaveDuplicates();
        assertThat(loads.get(1).offset()).isLessThan(512);
        assertThat(loads).allSatisfy(s -> assertThat(s.virtualAddress() % 4096).isEqualTo(s.offset() % 4096));
    }

    @Test
    void theProgramHeadersAreInMemory() throws Exception {
        source("a.s", "  .globl _start\n_start: la a0, __ehdr_start\n");
        for (boolean compact : new boolean[] {false, true}) {
            options = options.withCompact(compact);
            ElfFile file = ElfFile.read(link().bytes());
            ProgramHeader first = file.segments().get(0);
            assertThat(first.offset()).isZero();
            assertThat(first.fileSize())
                    .isGreaterThanOrEqualTo(64 + 56L * file.segments().size());
            assertThat(value(SymbolTable.of(file), "__ehdr_start")).isEqualTo(first.virtualAddress());
        }
    }

    @Test
    void anUndefinedSymbolOfAMemberIsNamedWithArchiveMemberAndFunction() throws Exception {
        source("main.s", function("main", "call f"));
        library("one.a", "f.o", "  .type f, @function\n" + function("f", "call nowhere") + "  .size f, .-f\n");
        assertThat(Linker.linkInputs(inputs, options, diagnostics)).isNull();
        assertThat(diagnostics.render()).contains("undefined symbol 'nowhere' (one.a(f.o):.text+0x0 <f>)");
    }

    @Test
    void anUndefinedSymbolOfAnObjectIsNamedWithItsLine() throws Exception {
        byte[] object = ObjectFileWriter.write(
                DebugLines.joined(assembled("f.s", "  .globl main\nmain: nop\n  call nowhere\n  ret\n")));
        inputs.add(new LinkInput.Single(ObjectReader.read("f.o", object)));
        assertThat(Linker.linkInputs(inputs, options, diagnostics)).isNull();
        assertThat(diagnostics.render()).isEqualTo("f.s:3: error: undefined symbol 'nowhere'\n1 error\n");
    }

    @Test
    void objectsOfDifferentCallingConventionsDoNotMix() {
        ObjectFile soft = assembled("soft.s", function("main", "nop"));
        ObjectFile hard = assembled("hard.s", function("other", "nop"));
        soft.floatAbi(FloatAbi.SOFT);
        hard.floatAbi(FloatAbi.DOUBLE);
        assertThat(Linker.link(List.of(soft, hard), options, diagnostics)).isNull();
        assertThat(diagnostics.render())
                .contains(
                        "hard.s passes floating-point numbers in another way (double-float) than soft.s (soft-float)");
    }
}
