package pagoda.elf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SymbolTableTest {

    private SymbolTable symbols;

    @BeforeEach
    void read() throws ElfFormatException {
        symbols = SymbolTable.of(ElfFile.read(SampleFile.bytes()));
    }

    @Test
    void anAddressHasTheNearestNameBeforeIt() {
        assertThat(symbols.at(SampleFile.TEXT + 8)).hasToString("global+0x4");
        assertThat(symbols.at(SampleFile.TEXT + 12)).hasToString("local");
        assertThat(symbols.at(SampleFile.TEXT + 31)).hasToString("local+0x13");
    }

    @Test
    void beforeTheFirstNameAndOutsideOfSectionsThereIsNone() {
        assertThat(symbols.at(SampleFile.TEXT)).isNull();
        assertThat(symbols.at(SampleFile.TEXT + 32)).isNull();
        assertThat(symbols.at(SampleFile.DATA)).isNull();
        assertThat(symbols.at(0)).isNull();
        assertThat(symbols.at(-1)).isNull();
    }

    @Test
    void aProgramsOwnNameGoesBeforeOneThatLinkersMake() {
        assertThat(symbols.at(SampleFile.DATA + 8)).hasToString("buffer");
    }

    @Test
    void namesAreFound() {
        ElfSymbol local = symbols.named("local");
        assertThat(local).isNotNull();
        assertThat(local.value()).isEqualTo(SampleFile.TEXT + 12);
        ElfSymbol constant = symbols.named("constant");
        assertThat(constant).isNotNull();
        assertThat(constant.value()).isEqualTo(0x10008);
        assertThat(symbols.named(".L1")).isNull();
        assertThat(symbols.named("nobody")).isNull();
    }
}
