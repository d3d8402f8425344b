package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.asm.object.ObjectFile;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfSymbol;
import pagoda.elf.SymbolTable;

/** Sources as courses with RARS have them. */
class RarsTest {

    private final Diagnostics diagnostics = new Diagnostics();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "fibonacci",
                "bubble-sort",
                "reverse",
                "factorial",
                "macros",
                "names",
                "list",
                "table",
                "addresses"
            })
    void programsOfRarsAssembleAndLink(String name) throws Exception {
        assertThat(linked(name).section(".text")).isNotNull();
    }

    @Test
    void sectionsComeToTheAddressesThatTheSourceGivesThem() throws Exception {
        SymbolTable symbols = SymbolTable.of(linked("addresses"));
        assertThat(value(symbols, "main")).isEqualTo(0x400000);
        assertThat(value(symbols, "first")).isEqualTo(0x10010000);
        assertThat(value(symbols, "second")).isEqualTo(0x10010004);
    }

    @Test
    void anAddressBelowWhatStandsBeforeItIsAnError() {
        link("prog.s", ".text 0x400000\nnop\n.data 0x10000\n.byte 1\n".getBytes(StandardCharsets.UTF_8));
        assertThat(diagnostics.render())
                .contains("section .data cannot be at 0x10000: what comes before it ends at 0x401000");
    }

    @Test
    void onlyTheFirstSourceGivesASectionAnAddress() {
        List<ObjectFile> objects = new ArrayList<>();
        for (String source : List.of(".text\nnop\n", ".text 0x400000\nnop\n")) {
            objects.add(new Assembler(diagnostics).assemble("prog.s", source.getBytes(StandardCharsets.UTF_8)));
        }
        Linker.link(objects, LinkOptions.defaults(), diagnostics);
        assertThat(diagnostics.render())
                .contains("section .text cannot be at 0x400000: another source's comes before it");
    }

    private static long value(SymbolTable symbols, String name) {
        ElfSymbol symbol = symbols.named(name);
        assertThat(symbol).as(name).isNotNull();
        return symbol.value();
    }

    private ElfFile linked(String name) throws Exception {
        byte[] executable = link(name + ".s", source(name));
        assertThat(diagnostics.render()).isEmpty();
        return ElfFile.read(Objects.requireNonNull(executable));
    }

    private byte @Nullable [] link(String name, byte[] source) {
        return Linker.link(
                List.of(new Assembler(diagnostics).assemble(name, source)), LinkOptions.defaults(), diagnostics);
    }

    private static byte[] source(String name) throws IOException {
        try (InputStream in = RarsTest.class.getResourceAsStream("rars/" + name + ".s")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
