package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagoda.asm.assembly.Isa;
import pagoda.asm.assembly.Limits;

class MacroTest {

    private static String data(String... lines) {
        return Assembled.right(lines).hex(".data");
    }

    @Test
    void argumentsGoByPositionByNameOrByDefault() {
        assertThat(data(
                        ".data",
                        ".macro m a, b=2, c=3",
                        ".byte \\a, \\b, \\c",
                        ".endm",
                        "m 9",
                        "m 9, 8",
                        "m c=7, a=6",
                        "m 5,,4",
                        "m 1 2 3"))
                .isEqualTo("090203" + "090803" + "060207" + "050204" + "010203");
    }

    @Test
    void aVariableArgumentTakesTheRest() {
        assertThat(data(".data", ".macro m a, r:vararg", ".byte \\a", ".byte \\r", ".endm", "m 1, 2, 3, 4"))
                .isEqualTo("01020304");
    }

    @Test
    void aQuotedArgumentLosesItsQuotesAndMayHoldStatements() {
        assertThat(data(".data", ".macro m s", "\\s", ".endm", "m \".byte 1; .byte 2\""))
                .isEqualTo("0102");
    }

    @Test
    void eachExpansionHasItsNumber() {
        assertThat(data(".data", ".macro m", ".Lm\\@: .byte \\@", ".endm", "m", "m", "m"))
                .isEqualTo("000102");
    }

    @Test
    void emptyParenthesesEndAName() {
        assertThat(data(".data", ".macro m n", ".equ x\\n\\()y, 7", ".byte x\\n\\()y", ".endm", "m 3"))
                .isEqualTo("07");
    }

    @Test
    void whatIsNoParameterStays() {
        assertThat(data(".data", ".macro m n", ".ascii \"\\n\\x\\\\\"", ".endm", "m 1"))
                .isEqualTo("31" + "00" + "5c");
    }

    @Test
    void macrosDefineAndCallMacros() {
        assertThat(data(
                        ".data",
                        ".macro outer v",
                        ".macro inner\\v",
                        ".byte \\v",
                        ".endm",
                        "inner\\v",
                        ".endm",
                        "outer 4",
                        "inner4"))
                .isEqualTo("0404");
    }

    @Test
    void exitmLeavesTheMacroOnly() {
        assertThat(data(
                        ".data",
                        ".macro m a",
                        ".byte 1",
                        ".if \\a",
                        ".exitm",
                        ".endif",
                        ".byte 2",
                        ".endm",
                        "m 0",
                        "m 1",
                        ".byte 3"))
                .isEqualTo("01020103");
    }

    @Test
    void aPurgedMacroCanBeDefinedAgain() {
        assertThat(data(".data", ".macro m", ".byte 1", ".endm", "m", ".purgem m", ".macro m", ".byte 2", ".endm", "m"))
                .isEqualTo("0102");
    }

    @Test
    void aMacroHidesTheInstructionOfItsName() {
        assertThat(Assembled.right(".macro nop", "addi a0, a0, 1", ".endm", "nop")
                        .words())
                .isEqualTo("00150513");
    }

    @Test
    void aLabelMayStandBeforeACall() {
        Assembled assembled = Assembled.right(".macro two", "nop", "nop", ".endm", "nop", "here: two");
        assertThat(assembled.symbol("here").place().toString()).contains("offset=4");
    }

    @Test
    void macrosOfRarsWork() {
        assertThat(Assembled.right(
                                ".macro add_to(%reg, %number)",
                                "addi %reg, %reg, %number",
                                ".end_macro",
                                ".macro done",
                                "ecall",
                                ".end_macro",
                                ".eqv LIMIT, 5",
                                ".eqv counter, t0",
                                "add_to(a0, 3)",
                                "add_to (counter, LIMIT)",
                                "done",
                                "done()",
                                ".data",
                                ".asciiz \"x\"")
                        .words())
                .isEqualTo("00350513 00528293 00000073 00000073");
    }

    @Test
    void aNameOfRarsStandsForAnyText() {
        assertThat(Assembled.right(
                                ".eqv EXIT 10",
                                ".eqv counter s0",
                                ".eqv next addi counter, counter, 1",
                                ".eqv GREETING \"hi\"",
                                ".eqv TWICE EXIT + EXIT",
                                "li counter, EXIT",
                                "next",
                                "li a0, TWICE",
                                ".data",
                                "text: .asciz GREETING, \"EXIT\"")
                        .words())
                .isEqualTo("00a00413 00140413 01400513");
    }

    @Test
    void labelsInAMacroOfRarsAreAnotherOneEachTime() {
        Assembled assembled = Assembled.right(
                ".macro countdown(%register)",
                "again: addi %register, %register, -1",
                "bnez %register, again",
                ".end_macro",
                "countdown(t0)",
                "countdown(t1)");
        assertThat(assembled.words()).isEqualTo("fff28293 fe029ee3 fff30313 fe031ee3");
    }

    @Test
    void aMacroOfRarsTakesAStringWithItsQuotesAndAnotherMacro() {
        Assembled assembled = Assembled.right(
                ".macro print(%text)",
                ".data",
                "text: .asciz %text",
                ".text",
                "la a0, text",
                ".end_macro",
                ".macro twice(%body)",
                "%body ()",
                "%body ()",
                ".end_macro",
                ".macro stop",
                "ecall",
                ".end_macro",
                "print(\"a, b (c)\\n\")",
                "print (\"d\")",
                "twice(stop)");
        assertThat(assembled.hex(".data")).isEqualTo("612c2062202863290a006400");
        assertThat(assembled.words()).endsWith("00000073 00000073");
    }

    @Test
    void repetitionsNestAndCount() {
        assertThat(data(
                        ".data",
                        ".set i, 0",
                        ".rept 2",
                        ".irp x, 1, 2",
                        ".irpc y, 34",
                        ".byte \\x\\y + i",
                        ".endr",
                        ".endr",
                        ".set i, i+1",
                        ".endr"))
                .isEqualTo("0d0e1718" + "0e0f1819");
    }

    @Test
    void conditionalsLookOnlyAtWhatTheyTake() {
        assertThat(data(
                        ".data",
                        ".if 0",
                        "junk(((",
                        ".if 1",
                        ".else",
                        ".byte 9",
                        ".endif",
                        ".elseif 1",
                        ".byte 1",
                        ".elseif junk",
                        ".byte 2",
                        ".else",
                        ".byte 3",
                        ".endif"))
                .isEqualTo("01");
    }

    @Test
    void symbolsOfTheCommandLineAreDefined() {
        AssemblerOptions options = new AssemblerOptions(Isa.DEFAULT, Map.of("DEBUG", 3L), List.of(), Limits.DEFAULT);
        Assembled assembled = Assembled.with(
                options, Map.of(), ".data\n.ifdef DEBUG\n.byte DEBUG\n.endif\n.set DEBUG, 4\n.byte DEBUG\n");
        assertThat(assembled.messages()).isEmpty();
        assertThat(assembled.hex(".data")).isEqualTo("0304");
    }

    @Test
    void includedFilesAreLookedForBesideTheFileThenHereThenOnThePath() {
        AssemblerOptions options =
                new AssemblerOptions(Isa.DEFAULT, Map.of(), List.of("lib", "other/"), Limits.DEFAULT);
        Assembled assembled = Assembled.with(
                options,
                Map.of(
                        "sub/a.s", ".include \"b.s\"\n.include \"c.s\"\n.include \"d.s\"\n.include \"e.s\"\n",
                        "sub/b.s", ".byte 1\n",
                        "b.s", ".byte 9\n",
                        "c.s", ".byte 2\n",
                        "lib/d.s", ".byte 3\n",
                        "other/d.s", ".byte 9\n",
                        "other/e.s", ".byte 4\n.incbin \"text\", 1, 2\n",
                        "other/text", "ABCD"),
                ".data\n.include \"sub/a.s\"\n.byte 5\n");
        assertThat(assembled.messages()).isEmpty();
        assertThat(assembled.hex(".data")).isEqualTo("01020304" + "4243" + "05");
    }

    @Test
    void aMistakeInAnIncludedFileIsShownThere() {
        Assembled assembled = Assembled.with(
                AssemblerOptions.DEFAULT, Map.of("inc.s", "nop\n  adi a0, a0, 1\n"), ".include \"inc.s\"\n");
        assertThat(assembled.messages()).isEqualTo("""
                        inc.s:2:3: error: unknown instruction 'adi'; did you mean 'addi'?
                            2 |   adi a0, a0, 1
                              |   ^~~
                        1 error
                        """);
    }

    @Test
    void aFileThatIncludesItselfEnds() {
        Assembled assembled = Assembled.with(
                AssemblerOptions.DEFAULT, Map.of("prog.s", ".include \"prog.s\"\n"), ".include \"prog.s\"\n");
        assertThat(assembled.messages())
                .contains("files are included more than 50 deep")
                .contains("1 error");
    }

    @Test
    void repetitionsWithoutMeasureEnd() {
        Limits limits = new Limits(1 << 20, 10, 10, 1000, 1000);
        assertThat(Assembled.limited(limits, ".rept 100", ".rept 100", ".rept 100", "nop", ".endr", ".endr", ".endr")
                        .messages())
                .contains("macros and included files expand to more than 1000 statements")
                .contains("1 error");
    }
}
