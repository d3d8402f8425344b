package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagoda.asm.object.Binding;
import pagoda.asm.object.Place;
import pagoda.asm.object.Symbol;

class AssemblerTest {

    @Test
    void aNumberBeforeAColonIsRepeatedAsInRars() {
        assertThat(Assembled.right(".data", "table: .byte 1, 7:3, 2").hex(".data"))
                .isEqualTo("0107070702");
    }

    @Test
    void anExternalSymbolWithASizeIsCommonMemoryAsInRars() {
        Assembled assembled = Assembled.right(".extern shared 4", ".extern other", "la a0, shared");
        assertThat(assembled.symbol("shared").place()).isEqualTo(new Place.Common(4, 4));
        assertThat(assembled.symbol("shared").binding()).isEqualTo(Binding.GLOBAL);
    }

    @Test
    void anAddressBehindASectionsNameIsKeptForTheLinker() {
        Assembled assembled =
                Assembled.right(".data 0x10010000", ".byte 1", ".text 0x400000", "nop", ".data", ".byte 2");
        assertThat(assembled.section(".data").address()).isEqualTo(0x10010000);
        assertThat(assembled.section(".text").address()).isEqualTo(0x400000);
        assertThat(assembled.hex(".data")).isEqualTo("0102");
    }

    @Test
    void aSectionOfAGroupHasNoEntrySizeBeforeTheGroupsName() {
        Assembled.right(".section .text.f,\"axG\",@progbits,f,comdat", ".weak f", "f: ret");
    }

    @Test
    void helloIsTextDataAndAGlobalEntry() {
        Assembled hello = Assembled.right(
                "    .globl _start",
                "    .text",
                "_start:",
                "    li a0, 1",
                "    la a1, message",
                "    li a2, 6",
                "    li a7, 64",
                "    ecall",
                "    .data",
                "message: .ascii \"Hello\\n\"");
        assertThat(hello.words()).isEqualTo("00100513 00000597 00058593 00600613 04000893 00000073");
        assertThat(hello.hex(".data")).isEqualTo("48656c6c6f0a");
        assertThat(hello.symbol("_start").binding()).isEqualTo(Binding.GLOBAL);
        assertThat(hello.symbol("message").place()).isEqualTo(new Place.InSection(hello.section(".data"), 0));
        assertThat(hello.section(".text").relocations())
                .extracting(relocation -> relocation.type().name())
                .containsExactly("PCREL_HI20", "RELAX", "PCREL_LO12_I", "RELAX");
    }

    @Test
    void statementsEndAtSemicolonsAndLinesNotInStrings() {
        assertThat(Assembled.right(
                                ".data",
                                ".byte 1; .byte 2 # .byte 3",
                                ".ascii \";#\" // x",
                                "/* .byte 4",
                                "*/ .byte ';'")
                        .hex(".data"))
                .isEqualTo("0102" + "3b23" + "3b");
    }

    @Test
    void operatorsHaveGnuPrecedence() {
        assertThat(Assembled.right(".data", ".byte 1+2|4, 2*3|1, 1<<2+1, 1==1, 1&&2, 2!1, -1>>63, 10-3-2, !0, ~0&15")
                        .hex(".data"))
                .isEqualTo("07" + "07" + "05" + "ff" + "01" + "fe" + "01" + "05" + "01" + "0f");
    }

    @Test
    void charactersAndStringsKnowTheEscapesOfC() {
        assertThat(Assembled.right(".data", ".byte 'a, 'b', '\\n', '\\\\, ''', '\"'", ".ascii \"\\101\\x42\\t\\\"\\0\"")
                        .hex(".data"))
                .isEqualTo("61620a5c2722" + "4142092200");
    }

    @Test
    void bytesOfAStringAreThoseOfTheFile() {
        assertThat(Assembled.right(".data", ".ascii \"\u03c0\"").hex(".data")).isEqualTo("cf80");
        byte[] latin1 = ".data\n.ascii \"\u00e9\"\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Assembled.bytes(AssemblerOptions.DEFAULT, Map.of(), latin1).hex(".data"))
                .isEqualTo("e9");
    }

    @Test
    void aSymbolSetAgainHasItsValueWhereItIsUsed() {
        assertThat(Assembled.right(".data", ".set x, 1", ".byte x", "x = 2", ".byte x", ".byte y", ".equ y, x + 5")
                        .hex(".data"))
                .isEqualTo("010207");
    }

    @Test
    void numberedLabelsMeanTheNearest() {
        assertThat(Assembled.right("1: nop", "j 1b", "j 1f", "1: j 1b").words())
                .isEqualTo("00000013 ffdff06f 0040006f 0000006f");
    }

    @Test
    void aDifferenceInDataIsANumberAndOneInCodeTheLinkers() {
        Assembled assembled =
                Assembled.right("start: nop", "end: nop", ".data", "a: .word b - a", "b: .word end - start");
        assertThat(assembled.hex(".data")).isEqualTo("04000000" + "00000000");
        assertThat(assembled.section(".data").relocations())
                .extracting(relocation -> relocation.type() + " " + relocation.symbol())
                .containsExactly("ADD32 end", "SUB32 start");
    }

    @Test
    void aTargetInReachIsWrittenAndLeftToTheLinker() {
        Assembled assembled = Assembled.right("start: beqz a0, end", "nop", "end: nop");
        assertThat(assembled.words()).startsWith("00050463");
        assertThat(assembled.section(".text").relocations())
                .extracting(relocation -> relocation.offset() + " " + relocation.type() + " " + relocation.symbol())
                .containsExactly("0 BRANCH end");
    }

    @Test
    void instructionsAreShortWhereThatDoesTheSame() {
        Assembled assembled = Assembled.right(
                ".option arch, +c", "addi a0, a0, 1", "addi a0, a1, 1", "again: lw s0, 4(s1)", "bnez s0, again", "ret");
        assertThat(assembled.hex(".text")).isEqualTo("0505" + "13851500" + "c040" + "7dfc" + "8280");
    }

    @Test
    void aPartOfAnExtensionAllowsItsInstructions() {
        assertThat(Assembled.right(".option arch, rv64i_zmmul", "mul a0, a0, a1")
                        .words())
                .isEqualTo("02b50533");
        assertThat(Assembled.of(".option arch, rv64i", "mul a0, a0, a1").messages())
                .contains("'mul' needs the extension 'm'");
    }

    @Test
    void alignedCodeIsPaddedForTheLinkerToShorten() {
        Assembled assembled = Assembled.right("nop", ".align 4", "nop");
        assertThat(assembled.words()).startsWith("00000013 00000013 00000013 00000013 00000013");
        assertThat(assembled.section(".text").relocations())
                .extracting(relocation -> relocation.offset() + " " + relocation.type() + " " + relocation.addend())
                .containsExactly("4 ALIGN 12");
        assertThat(Assembled.right(".option norelax", "nop", ".align 4", "nop")
                        .section(".text")
                        .relocations())
                .isEmpty();
    }

    @Test
    void aDifferenceAcrossSectionsIsAPairOfRelocations() {
        assertThat(Assembled.right("code: nop", ".data", "datum: .dword code - datum + 4")
                        .section(".data")
                        .relocations())
                .extracting(relocation -> relocation.type() + " " + relocation.symbol() + " " + relocation.addend())
                .containsExactly("ADD64 code 4", "SUB64 datum 0");
    }

    @Test
    void aBranchTooFarIsTurnedOverAJump() {
        assertThat(Assembled.right("beq a0, a1, far", ".zero 4096", "far: nop").words())
                .startsWith("00b51463 0040106f 00000000");
        assertThat(Assembled.right("beq a0, a1, far", ".zero 4088", "far: nop").words())
                .startsWith("7eb50ee3 00000000");
    }

    @Test
    void aTargetInAnotherFileIsAlwaysReachedByAJump() {
        Assembled assembled = Assembled.right("bnez a0, elsewhere");
        assertThat(assembled.words()).isEqualTo("00050463 ffdff06f");
        assertThat(assembled.section(".text").relocations())
                .extracting(relocation -> relocation.offset() + " " + relocation.type() + " " + relocation.symbol())
                .containsExactly("4 JAL elsewhere");
    }

    @Test
    void alignmentIsKeptBehindElasticCode() {
        Assembled assembled = Assembled.right("beqz a0, end", ".align 4", "aligned: nop", "end: nop");
        assertThat(assembled.symbol("aligned").place()).isEqualTo(new Place.InSection(assembled.section(".text"), 16));
    }

    @Test
    void anImmediateMayBeDefinedLater() {
        assertThat(Assembled.right("addi a0, a0, later", "sw a0, later(sp)", ".equ later, 12")
                        .words())
                .isEqualTo("00c50513 00a12623");
    }

    @Test
    void linesAreThoseTheUserWrote() {
        assertThat(Assembled.right(".macro m", "nop", "nop", ".endm", "li a0, 0x12345678", "m", "la a0, x", "nop")
                        .section(".text")
                        .lines())
                .extracting(row -> row.offset() + ":" + row.line())
                .containsExactly("0:5", "8:6", "16:7", "24:8");
    }

    @Test
    void namesOfTheAssemblerStayOutOfTheObject() {
        assertThat(Assembled.right(".Lhidden: j .Lhidden", "1: j 1b", "seen: nop")
                        .object()
                        .symbols())
                .extracting(Symbol::name)
                .filteredOn(name -> !name.startsWith("$x"))
                .containsExactly("seen", ".Lhidden", ".L1");
    }

    @Test
    void commonMemoryStandsBehindTheRestOfBss() {
        Assembled assembled = Assembled.right(".local c", ".comm c, 8, 8", ".bss", "b: .zero 4", ".comm shared, 16");
        assertThat(assembled.symbol("b").place()).isEqualTo(new Place.InSection(assembled.section(".bss"), 0));
        assertThat(assembled.symbol("c").place()).isEqualTo(new Place.InSection(assembled.section(".bss"), 8));
        assertThat(assembled.symbol("shared").place()).isEqualTo(new Place.Common(16, 16));
    }

    @Test
    void sectionsAreLeftAndEnteredAgain() {
        Assembled assembled = Assembled.right(
                ".data",
                ".byte 1",
                ".pushsection .rodata",
                ".byte 2",
                ".popsection",
                ".byte 3",
                ".text",
                ".previous",
                ".byte 4");
        assertThat(assembled.hex(".data")).isEqualTo("010304");
        assertThat(assembled.hex(".rodata")).isEqualTo("02");
    }

    @Test
    void aRelocationNamesWhatTheSourceNames() {
        Assembled assembled = Assembled.right(
                "a: nop",
                ".set before, a + 4",
                ".set twice, a",
                ".data",
                ".dword before, before + 1, behind, twice",
                ".set twice, a + 4",
                ".set behind, a + 8");
        assertThat(assembled.section(".data").relocations())
                .extracting(relocation -> relocation.symbol() + " " + relocation.addend())
                .containsExactly("before 0", "before 1", "behind 0", "a 0");
        assertThat(assembled.symbol("before").place()).isEqualTo(new Place.InSection(assembled.section(".text"), 4));
    }

    @Test
    void anArrayOfInitialisersHasEntriesOfEightBytes() {
        Assembled assembled = Assembled.right(".section .init_array.00101, \"aw\"", ".section .fini_array", ".data");
        assertThat(assembled.section(".init_array.00101").entrySize()).isEqualTo(8);
        assertThat(assembled.section(".fini_array").entrySize()).isEqualTo(8);
        assertThat(assembled.section(".data").entrySize()).isZero();
    }

    @Test
    void anObjectIsCompressedIfInstructionsMayHaveBeenAnywhere() {
        assertThat(Assembled.right("nop").object().isCompressed()).isFalse();
        assertThat(Assembled.right(".option push", ".option rvc", ".option pop", "nop")
                        .object()
                        .isCompressed())
                .isTrue();
    }

    @Test
    void anObjectSaysWhatItIsForWithWhatThatBringsAlong() {
        String attributes = new String(
                Assembled.right(".attribute unaligned_access, 0", ".attribute arch, \"rv64imac_zbs_zba\"")
                        .object()
                        .attributes()
                        .section(),
                StandardCharsets.US_ASCII);
        assertThat(attributes)
                .contains("\5rv64i2p1_m2p0_a2p1_c2p0_zmmul1p0_zba1p0_zbs1p0\0")
                .doesNotContain("\6");
    }

    @Test
    void allErrorsAreFoundInOneRun() {
        Assembled assembled = Assembled.of(
                "adi a0, a0, 1", "j far", "lw a0, 4", ".zero 0x200000", "far: addi a0, a0, 4096", ".wrod 1");
        assertThat(assembled.diagnostics().errorCount()).isEqualTo(5);
    }
}
