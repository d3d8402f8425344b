package pagoda.asm.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DiagnosticsTest {

    private final Diagnostics diagnostics = new Diagnostics();

    @Test
    void noMessagesPrintNothing() {
        assertThat(diagnostics.render()).isEmpty();
        assertThat(diagnostics.hasErrors()).isFalse();
    }

    @Test
    void aMessageShowsPlaceLineCaretsAndTip() {
        diagnostics.sources().add("prog.s", "\n".repeat(11) + "  addi a0, a0, 5000\n");
        diagnostics.error(
                new SourcePosition("prog.s", 12, 16, 4),
                "immediate 5000 out of range [-2048, 2047]",
                "li t0, 5000, then add a0, a0, t0");
        assertThat(diagnostics.render()).isEqualTo("""
                prog.s:12:16: error: immediate 5000 out of range [-2048, 2047]
                   12 |   addi a0, a0, 5000
                      |                ^~~~
                tip: li t0, 5000, then add a0, a0, t0
                1 error
                """);
    }

    @Test
    void notesFollowWithTheirPlaces() {
        diagnostics.report(Diagnostic.error(new SourcePosition("a.s", 3, 1, 3), "wrong")
                .withNote(new SourcePosition("prog.s", 40, 5, 4), "in expansion of 'NAME'")
                .withNote(null, "and 3 more times"));
        assertThat(diagnostics.render()).isEqualTo("""
                a.s:3:1: error: wrong
                note: in expansion of 'NAME' at prog.s:40:5
                note: and 3 more times
                1 error
                """);
    }

    @Test
    void tabsOfTheSourceStandInTheCaretLineToo() {
        assertThat(rendered("\taddi\ta0, a0", 7, 2)).isEqualTo("""
                a.s:1:7: error: x
                    1 | \taddi\ta0, a0
                      | \t    \t^~
                1 error
                """);
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        assertThat(rendered("la 日本, x", 8, 1)).contains("      |          ^\n");
        assertThat(rendered("la 日本, x", 4, 2)).contains("      |    ^~~~\n");
        assertThat(rendered("la é́, x", 8, 1)).contains("      |       ^\n");
    }

    @Test
    void controlCharactersOfTheSourceDoNotReachTheTerminal() {
        assertThat(rendered("a\u001b[31mb\u202ec", 1, 1))
                .contains("    1 | a?[31mb?c\n")
                .doesNotContain("\u001b");
    }

    @Test
    void aCaretAtOrBehindTheLinesEndStandsThere() {
        assertThat(rendered("abc", 4, 1)).contains("      |    ^\n");
        assertThat(rendered("abc", 40, 7)).contains("      |    ^\n");
        assertThat(rendered("", 1, 0)).contains("    1 | \n      | ^\n");
        assertThat(rendered("abc", 2, 99)).contains("      |  ^~\n");
    }

    @Test
    void aLongLineIsShownAroundItsCarets() {
        String text = rendered("x".repeat(1000) + "HERE" + "y".repeat(1000), 1001, 4);
        String[] lines = text.split("\n");
        assertThat(lines[1].length()).isLessThan(200);
        int caret = lines[2].indexOf('^');
        assertThat(lines[1].substring(caret, caret + 4)).isEqualTo("HERE");
        assertThat(lines[2]).endsWith("^~~~");
        assertThat(rendered("x".repeat(300), 290, 99).split("\n")[2]).hasSizeLessThan(200);
    }

    @Test
    void aWholeLineHasNoCaret() {
        diagnostics.sources().add("a.s", "ld a0, x\r\nlast");
        diagnostics.warning(SourcePosition.ofLine("a.s", 1), "odd");
        diagnostics.warning(SourcePosition.ofLine("a.s", 2), "odd too");
        diagnostics.warning(SourcePosition.ofLine("a.s", 3), "nowhere");
        assertThat(diagnostics.render()).isEqualTo("""
                a.s:1: warning: odd
                    1 | ld a0, x
                a.s:2: warning: odd too
                    2 | last
                a.s:3: warning: nowhere
                3 warnings
                """);
    }

    @Test
    void twentyAreShownAndAllAreCounted() {
        for (int i = 0; i < 15; i++) {
            diagnostics.warning(null, "w" + i);
        }
        for (int i = 0; i < 13; i++) {
            diagnostics.error(null, "e" + i);
        }
        List<String> lines = diagnostics.render().lines().toList();
        assertThat(lines)
                .hasSize(21)
                .startsWith("warning: w0")
                .endsWith("error: e12", "13 errors and 15 warnings; 20 are shown");
        assertThat(lines).contains("warning: w6").doesNotContain("warning: w7");
        for (int i = 13; i < 1000; i++) {
            diagnostics.error(null, "e" + i);
        }
        lines = diagnostics.render().lines().toList();
        assertThat(lines)
                .hasSize(21)
                .startsWith("error: e0")
                .endsWith("error: e19", "1000 errors and 15 warnings; 20 are shown");
        assertThat(diagnostics.errorCount()).isEqualTo(1000);
    }

    @Test
    void aMisspeltNameFindsTheNearestKnownOne() {
        List<String> known = List.of("addi", "add", "addiw", "sub", "fence.i");
        assertThat(Spelling.nearest("adi", known)).isEqualTo("add");
        assertThat(Spelling.nearest("addii", known)).isEqualTo("addi");
        assertThat(Spelling.nearest("SUB", known)).isEqualTo("sub");
        assertThat(Spelling.nearest("sbu", known)).isEqualTo("sub");
        assertThat(Spelling.nearest("fencei", known)).isEqualTo("fence.i");
        assertThat(Spelling.nearest("xyz", known)).isNull();
        assertThat(Spelling.nearest("q", List.of("a", "b"))).isNull();
        assertThat(Spelling.nearest("lop", List.of("loop"))).isEqualTo("loop");
    }

    private static String rendered(String source, int column, int length) {
        Diagnostics one = new Diagnostics();
        one.sources().add("a.s", source);
        one.error(new SourcePosition("a.s", 1, column, length), "x");
        return one.render();
    }
}
