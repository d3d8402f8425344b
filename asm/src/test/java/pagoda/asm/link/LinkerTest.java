package pagoda.asm.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static pagoda.asm.object.RelocationType.ABS32;
import static pagoda.asm.object.RelocationType.ABS64;
import static pagoda.asm.object.RelocationType.BRANCH;
import static pagoda.asm.object.RelocationType.CALL_PLT;
import static pagoda.asm.object.RelocationType.GOT_HI20;
import static pagoda.asm.object.RelocationType.HI20;
import static pagoda.asm.object.RelocationType.JAL;
import static pagoda.asm.object.RelocationType.PCREL_HI20;
import static pagoda.asm.object.RelocationType.PCREL_LO12_I;
import static pagoda.asm.object.RelocationType.SET_ULEB128;
import static pagoda.asm.object.RelocationType.SUB_ULEB128;
import static pagoda.asm.object.RelocationType.TPREL_HI20;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.Binding;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.SectionFlag;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfSymbol;
import pagoda.elf.ProgramHeader;
import pagoda.elf.SectionHeader;
import pagoda.elf.SymbolTable;
import pagoda.elf.dwarf.LineTable;

final class LinkerTest {

    private static final int NOP = 0x00000013;

    private final Diagnostics diagnostics = new Diagnostics();

    private ElfFile link(ObjectUnderTest... objects) throws Exception {
        List<ObjectFile> list = Arrays.stream(objects).map(o -> o.object).toList();
        byte[] bytes = Linker.link(list, LinkOptions.defaults(), diagnostics);
        assertThat(diagnostics.render()).isEmpty();
        assertThat(bytes).isNotNull();
        return ElfFile.read(bytes);
    }

    private String errors(ObjectUnderTest... objects) {
        List<ObjectFile> list = Arrays.stream(objects).map(o -> o.object).toList();
        assertThat(Linker.link(list, LinkOptions.defaults(), diagnostics)).isNull();
        return diagnostics.render();
    }

    private static ObjectUnderTest object(String name) {
        return new ObjectUnderTest(name);
    }

    private static SectionHeader section(ElfFile file, String name) {
        SectionHeader section = file.section(name);
        assertThat(section).as(name).isNotNull();
        return section;
    }

    private static long value(ElfFile file, String name) {
        ElfSymbol symbol = SymbolTable.of(file).named(name);
        assertThat(symbol).as(name).isNotNull();
        return symbol.value();
    }

    private static long dword(ElfFile file, String section, int index) {
        byte[] bytes = file.contents(section(file, section));
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(8 * index);
    }

    @Test
    void eachProtectionHasASegmentOfItsOwnPages() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.rodata().value(8, 1);
        a.data().value(8, 2);
        a.bss().space(10_000);
        ElfFile file = link(a);
        assertThat(file.header().entry()).isEqualTo(0x10200);
        assertThat(file.segments())
                .filteredOn(s -> s.type() == 1)
                .extracting(
                        ProgramHeader::virtualAddress,
                        ProgramHeader::flags,
                        ProgramHeader::fileSize,
                        ProgramHeader::memorySize)
                .containsExactly(
                        tuple(0x10000L, 5, 0x204L, 0x204L),
                        tuple(0x11000L, 4, 8L, 8L),
                        tuple(0x12000L, 6, 8L, 10_008L));
        assertThat(file.segments())
                .allSatisfy(s -> assertThat(s.offset() % 4096).isZero());
    }

    @Test
    void theSameObjectsGiveTheSameBytes() {
        byte[][] files = new byte[2][];
        for (int i = 0; i < 2; i++) {
            ObjectUnderTest a =
                    object("a.s").global("_start").code(NOP, CALL_PLT, "f").code(NOP);
            ObjectUnderTest b = object("b.s").global("f").code(NOP);
            b.data().label("l").value(8, ABS64, "_end", 0).common("c", 8, 8);
            files[i] = Linker.link(List.of(a.object, b.object), LinkOptions.defaults(), diagnostics);
        }
        assertThat(files[0]).isNotNull().isEqualTo(files[1]);
    }

    @Test
    void sectionsOfANameAreMergedInInputOrderAtTheirAlignment() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.data().label("a1").value(1, 0xaa);
        ObjectUnderTest b = object("b.s");
        b.in(".data.hot", SectionFlag.ALLOC, SectionFlag.WRITE)
                .align(16)
                .label("b1")
                .value(1, 0xbb);
        b.data().label("b2").value(1, 0xcc);
        ElfFile file = link(a, b);
        assertThat(value(file, "b1")).isEqualTo(value(file, "a1") + 16);
        assertThat(value(file, "b2")).isEqualTo(value(file, "a1") + 20);
        assertThat(section(file, ".data").size()).isEqualTo(21);
        assertThat(section(file, ".data").alignment()).isEqualTo(16);
    }

    @Test
    void sectionsOfOtherNamesGoWhereTheirFlagsSay() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.in("codeish", SectionFlag.ALLOC, SectionFlag.EXECINSTR).value(4, NOP);
        a.in("constants", SectionFlag.ALLOC).value(4, 1);
        a.in("variables", SectionFlag.ALLOC, SectionFlag.WRITE).value(4, 1);
        a.in("both", SectionFlag.ALLOC, SectionFlag.WRITE, SectionFlag.EXECINSTR)
                .value(4, 1);
        a.in("notes").text("not in memory");
        ElfFile file = link(a);
        assertThat(section(file, "codeish").address()).isEqualTo(0x10204);
        assertThat(section(file, "constants").address()).isEqualTo(0x11000);
        assertThat(section(file, "both").address()).isEqualTo(0x12000);
        assertThat(section(file, "variables").address()).isEqualTo(0x13000);
        assertThat(section(file, "notes").address()).isZero();
        assertThat(file.segments().stream().filter(s -> s.type() == 1).map(ProgramHeader::flags))
                .containsExactly(5, 4, 7, 6);
    }

    @Test
    void constructorsRunInOrderOfPriority() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.in(".init_array", SectionFlag.ALLOC, SectionFlag.WRITE).value(8, 3);
        a.in(".init_array.00200", SectionFlag.ALLOC, SectionFlag.WRITE).value(8, 2);
        a.in(".init_array.00100", SectionFlag.ALLOC, SectionFlag.WRITE).value(8, 1);
        a.data().value(8, ABS64, "__init_array_start", 0).value(8, ABS64, "__init_array_end", 0);
        ElfFile file = link(a);
        assertThat(List.of(dword(file, ".init_array", 0), dword(file, ".init_array", 1), dword(file, ".init_array", 2)))
                .containsExactly(1L, 2L, 3L);
        assertThat(dword(file, ".data", 1) - dword(file, ".data", 0)).isEqualTo(24);
    }

    @Test
    void theLinkersOwnSymbolsAreDefinedIfUsed() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.data();
        for (String name :
                List.of("_etext", "__DATA_BEGIN__", "_edata", "__bss_start", "_end", "__global_pointer$", "end")) {
            a.value(8, ABS64, name, 0);
        }
        a.bss().space(100);
        ElfFile file = link(a);
        SectionHeader data = section(file, ".data");
        SectionHeader bss = section(file, ".bss");
        long[] expected = {
            0x10204,
            data.address(),
            data.address() + data.size(),
            bss.address(),
            bss.address() + 100,
            data.address() + 0x800,
            bss.address() + 100
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(dword(file, ".data", i)).as("symbol " + i).isEqualTo(expected[i]);
        }
        assertThat(SymbolTable.of(file).named("edata")).isNull();
    }

    @Test
    void aProgramMayDefineALinkersSymbolItself() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.data().value(8, 7).global("end").value(8, ABS64, "end", 0);
        ElfFile file = link(a);
        assertThat(dword(file, ".data", 1)).isEqualTo(section(file, ".data").address() + 8);
    }

    @Test
    void aStrongDefinitionWinsOverCommonAndWeak() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.data().label("x").value(8, 1).weak("x").value(8, ABS64, "x", 0).value(8, ABS64, "y", 0);
        ObjectUnderTest b = object("b.s").common("x", 8, 8).common("y", 8, 8);
        ObjectUnderTest c = object("c.s");
        c.data().global("x").value(8, 2).weak("y").label("y").value(8, 3);
        ElfFile file = link(a, b, c);
        assertThat(dword(file, ".data", 1)).isEqualTo(section(file, ".data").address() + 24);
        assertThat(dword(file, ".data", 2)).isEqualTo(section(file, ".bss").address());
    }

    @Test
    void aWeakNameThatNobodyDefinesIsZero() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.data().weak("nobody").value(8, ABS64, "nobody", 5);
        assertThat(dword(link(a), ".data", 0)).isEqualTo(5);
    }

    @Test
    void aCommonSymbolHasAnEntryInTheGlobalOffsetTable() throws Exception {
        ObjectUnderTest a =
                object("a.s").global("_start").code(NOP, GOT_HI20, "c").common("c", 8, 8);
        ElfFile file = link(a);
        assertThat(dword(file, ".got", 0)).isEqualTo(value(file, "c"));
    }

    @Test
    void allThreadLocalSectionsComeTogetherWhereDataBegins() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.data().value(8, 1);
        a.in(".tbss", SectionFlag.ALLOC, SectionFlag.WRITE, SectionFlag.TLS)
                .align(1 << 14)
                .label("zeros")
                .space(100);
        a.in("mine", SectionFlag.ALLOC, SectionFlag.TLS).label("mine").value(4, 2);
        ElfFile file = link(a);
        ProgramHeader threads =
                file.segments().stream().filter(s -> s.type() == 7).findFirst().orElseThrow();
        assertThat(threads.virtualAddress()).isEqualTo(section(file, ".tdata").address());
        assertThat(threads.fileSize()).isEqualTo(4);
        assertThat(threads.memorySize()).isEqualTo((1 << 14) + 100);
        assertThat(section(file, ".data").address())
                .isEqualTo(section(file, ".tbss").address());
        assertThat(file.symbols())
                .filteredOn(symbol -> symbol.name().equals("zeros"))
                .singleElement()
                .returns(1L << 14, ElfSymbol::value);
    }

    @Test
    void zerosOfThreadsTakeNoMemoryOfTheProgram() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.in(".tdata", SectionFlag.ALLOC, SectionFlag.WRITE, SectionFlag.TLS).value(4, 1);
        a.in(".tbss", SectionFlag.ALLOC, SectionFlag.WRITE, SectionFlag.TLS).space(100_000);
        ProgramHeader data = link(a).segments().get(1);
        assertThat(data.flags()).isEqualTo(6);
        assertThat(data.memorySize()).isEqualTo(4);
    }

    @Test
    void aCommonSymbolHasTheLargestSizeAndAlignmentAskedFor() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP).common("c", 8, 64);
        ObjectUnderTest b = object("b.s").common("c", 24, 4);
        ElfFile file = link(a, b, object("c.s").common("c", 16, 8));
        assertThat(section(file, ".bss").size()).isEqualTo(24);
        assertThat(section(file, ".bss").alignment()).isEqualTo(64);
    }

    @Test
    void differencesAreWrittenAsUleb128InTheRoomTheyHave() throws Exception {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.rodata().label("s").space(300).label("e");
        a.data().value(2, 0x0080).and(2, SET_ULEB128, "e").and(2, SUB_ULEB128, "s");
        byte[] data = link(a).contents(section(link(a), ".data"));
        assertThat(data).containsExactly(0xac, 0x02);
    }

    @Test
    void addressesHaveTheirLinesAndNames() throws Exception {
        ObjectUnderTest a = object("a.s")
                .global("_start")
                .code(NOP)
                .code(NOP)
                .label(".Lmade")
                .code(NOP);
        ObjectUnderTest b = object("b.s").label("helper").code(NOP);
        ElfFile file = link(a, b);
        LineTable lines = LineTable.of(file);
        assertThat(lines.at(0x10204)).hasToString("a.s:3");
        assertThat(lines.at(0x1020c)).hasToString("b.s:2");
        assertThat(lines.at(0x10210)).isNull();
        SymbolTable symbols = SymbolTable.of(file);
        assertThat(symbols.at(0x10208)).hasToString("_start+0x8");
        assertThat(symbols.at(0x1020c)).hasToString("helper");
        assertThat(file.symbols())
                .extracting(ElfSymbol::name)
                .doesNotContain(".Lmade")
                .contains("helper", "b.s");
    }

    @Test
    void withoutStartAndMainTheProgramBeginsWithItsText() throws Exception {
        assertThat(link(object("a.s").label("begin").code(NOP)).header().entry())
                .isEqualTo(0x10200);
    }

    @Test
    void withoutCodeThereIsNothingToRun() {
        assertThat(errors(object("a.s").data().value(8, 1)))
                .isEqualTo("error: nothing to run: there is no _start, no main and no code in .text\n1 error\n");
    }

    @Test
    void anUndefinedSymbolIsNamedOnceWithThePlacesThatUseIt() {
        diagnostics.sources().add("a.s", "_start:\n    call prnt\n    call prnt\n");
        ObjectUnderTest a =
                object("a.s").global("_start").code(NOP, CALL_PLT, "prnt").code(NOP);
        for (int i = 0; i < 5; i++) {
            a.code(NOP, JAL, "prnt");
        }
        ObjectUnderTest b = object("b.s").global("print").code(NOP);
        assertThat(errors(a, b)).isEqualTo("""
                a.s:2:5: error: undefined symbol 'prnt'; did you mean 'print'?
                    2 |     call prnt
                      |     ^~~~
                note: 'prnt' is also used at a.s:4:5
                note: 'prnt' is also used at a.s:5:5
                note: 'prnt' is also used at a.s:6:5
                note: 'prnt' is also used at a.s:7:5
                note: 'prnt' is also used at a.s:8:5
                1 error
                """);
    }

    @Test
    void namesAreCheckedAlsoForObjectsThatCannotBeLinked() {
        ObjectUnderTest a =
                object("a.s").global("_start").code(NOP, JAL, "nowhere").code(NOP, JAL, "_end");
        a.code(NOP, BRANCH, "far").space(5000).label("far").code(NOP);
        Linker.checkNames(Linker.inputs(List.of(a.object)), diagnostics);
        assertThat(diagnostics.render()).isEqualTo("""
                a.s:2:5: error: undefined symbol 'nowhere'
                1 error
                """);
    }

    @Test
    void aStartAmongDataIsWarnedOf() {
        ObjectUnderTest a = object("a.s");
        a.data().value(8, 1).label("main").code(NOP);
        assertThat(Linker.link(List.of(a.object), LinkOptions.defaults(), diagnostics))
                .isNotNull();
        assertThat(diagnostics.render()).isEqualTo("""
                a.s:1:1: warning: the program starts at 'main', which is in .data, where nothing can be executed
                tip: put .text before it
                1 warning
                """);
    }

    @Test
    void aSymbolHiddenInAnotherFileGetsATip() {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP, JAL, "helper");
        ObjectUnderTest b = object("b.s").label("helper").code(NOP);
        assertThat(errors(a, b)).isEqualTo("""
                a.s:2:5: error: undefined symbol 'helper'
                tip: 'helper' is defined in b.s, for that file only: add '.globl helper' there
                1 error
                """);
    }

    @Test
    void aSymbolDefinedTwiceNamesBothPlaces() {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        ObjectUnderTest b = object("b.s").code(NOP).global("_start").code(NOP);
        assertThat(errors(a, b)).isEqualTo("""
                b.s:2:1: error: symbol '_start' is defined a second time
                note: '_start' is first defined at a.s:1:1
                1 error
                """);
    }

    @Test
    void aBranchThatDoesNotReachSaysHowFarItIs() {
        ObjectUnderTest a =
                object("a.s").global("_start").code(NOP, BRANCH, "far").code(NOP, JAL, "farther");
        a.space(5000).label("far").space(2_000_000).label("farther").code(NOP);
        assertThat(errors(a)).isEqualTo("""
                a.s:2:5: error: branch to 'far': 5008 bytes away, out of range [-4096, 4094]
                tip: branch over a jump (j) with the opposite condition
                a.s:3:5: error: jump to 'farther': 2005004 bytes away, out of range [-1048576, 1048574]
                tip: call and tail reach 2 GiB
                2 errors
                """);
    }

    @Test
    void valuesThatDoNotFitAreReported() {
        ObjectUnderTest a = object("a.s").global("_start");
        a.symbol("big").define(new Place.Absolute(0x1_2345_6789L), null);
        a.code(NOP, HI20, "big").code(NOP, PCREL_HI20, "big").code(NOP, TPREL_HI20, "big");
        a.code(NOP, PCREL_LO12_I, "_start")
                .code(NOP, PCREL_LO12_I, "elsewhere")
                .label("elsewhere")
                .code(NOP, BRANCH, "odd");
        a.symbol("odd").define(new Place.Absolute(0x10201), null);
        a.data().value(4, ABS32, "big", 0);
        assertThat(errors(a).lines().filter(line -> line.contains("error:")))
                .containsExactly(
                        "a.s:2:5: error: address 0x123456789 of 'big' is beyond %hi, which has 32 bits",
                        "a.s:3:5: error: 'big' is 4886652293 bytes away, beyond the 2 GiB of a pc-relative address",
                        "a.s:4:5: error: 'big' is not thread-local",
                        "a.s:5:5: error: %pcrel_lo(_start): no %pcrel_hi at that label",
                        "a.s:6:5: error: %pcrel_lo(elsewhere): no %pcrel_hi at that label",
                        "a.s:8:5: error: branch to 'odd', which is at an odd address",
                        "a.s:9:5: error: 0x123456789, for 'big', does not fit 32 bits");
    }

    @Test
    void memoryBeyondTheAddressSpaceIsRefused() {
        ObjectUnderTest a = object("a.s").global("_start").code(NOP);
        a.bss().space(1L << 39);
        assertThat(errors(a)).startsWith("error: section .bss (549755813888 bytes) does not fit");
        ObjectUnderTest b = object("b.s").global("_start").code(NOP);
        b.bss().space(Long.MAX_VALUE - 3);
        ObjectUnderTest c = object("c.s");
        c.bss().space(Long.MAX_VALUE - 3);
        assertThat(errors(b, c)).contains("error: ");
        ObjectUnderTest d = object("d.s").global("_start").code(NOP);
        d.data().align(1L << 62).value(8, 1);
        assertThat(errors(d)).contains("error: section .data (8 bytes) does not fit");
        ObjectUnderTest e = object("e.s").global("_start").code(NOP);
        e.in(".text.far", SectionFlag.ALLOC, SectionFlag.EXECINSTR)
                .align(1L << 30)
                .code(NOP);
        assertThat(errors(e)).contains("bytes; at most 268435456 can be written");
    }

    @Test
    void theInputsAreLeftAsTheyWere() throws Exception {
        ObjectUnderTest a =
                object("a.s").label("main").code(NOP, CALL_PLT, "c").code(NOP).common("c", 8, 8);
        byte[] before = a.object.sections().get(0).contents();
        ElfFile first = link(a);
        ElfFile second = link(a);
        assertThat(first.bytes()).isEqualTo(second.bytes());
        assertThat(a.object.sections().get(0).contents()).isEqualTo(before);
        assertThat(a.symbol("c").place()).isInstanceOf(Place.Common.class);
        assertThat(a.symbol("main").binding()).isEqualTo(Binding.LOCAL);
    }
}
