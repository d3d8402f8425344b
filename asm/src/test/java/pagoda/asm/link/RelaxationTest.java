package pagoda.asm.link;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.asm.object.RelocationType.ALIGN;
import static pagoda.asm.object.RelocationType.BRANCH;
import static pagoda.asm.object.RelocationType.CALL_PLT;
import static pagoda.asm.object.RelocationType.HI20;
import static pagoda.asm.object.RelocationType.LO12_I;
import static pagoda.asm.object.RelocationType.PCREL_HI20;
import static pagoda.asm.object.RelocationType.PCREL_LO12_I;
import static pagoda.asm.object.RelocationType.PCREL_LO12_S;
import static pagoda.asm.object.RelocationType.RELAX;
import static pagoda.asm.object.RelocationType.TPREL_ADD;
import static pagoda.asm.object.RelocationType.TPREL_HI20;
import static pagoda.asm.object.RelocationType.TPREL_LO12_I;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SymbolType;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfSymbol;
import pagoda.elf.SymbolTable;
import pagoda.elf.dwarf.LineTable;

/** What code becomes whose relocations are marked with RELAX. */
final class RelaxationTest {

    private static final int NOP = 0x00000013;
    private static final int AUIPC_RA = 0x00000097;
    private static final int JALR_RA = 0x000080e7;
    private static final int AUIPC_T1 = 0x00000317;
    private static final int JR_T1 = 0x00030067;
    private static final int LUI_A1 = 0x000005b7;
    private static final int ADDI_A0_A1 = 0x00058513;
    private static final int LW_A0_A1 = 0x0005a503;
    private static final int SW_A0_A1 = 0x00a5a023;
    private static final int AUIPC_A1 = 0x00000597;
    private static final int RET = 0x00008067;

    private final ObjectUnderTest a = new ObjectUnderTest("a.s");
    private LinkOptions options = LinkOptions.defaults();

    private RelaxationTest relaxed(int word, RelocationType type, String symbol) {
        return relaxed(word, type, symbol, 0);
    }

    private RelaxationTest relaxed(int word, RelocationType type, String symbol, long addend) {
        a.code(word, type, symbol, addend);
        mark();
        return this;
    }

    private void mark() {
        Section text = Objects.requireNonNull(a.object.section(".text"));
        text.add(new Relocation(text.size() - 4, RELAX, null, 0, null));
    }

    private void call(String target) {
        relaxed(AUIPC_RA, CALL_PLT, target);
        a.code(JALR_RA);
    }

    private ElfFile link() throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        byte[] bytes = Linker.link(List.of(a.object), options, diagnostics);
        assertThat(diagnostics.render()).isEmpty();
        return ElfFile.read(Objects.requireNonNull(bytes));
    }

    /** The code as halves, from the lowest address on; words of 32 bits as eight digits. */
    private static List<String> code(ElfFile file) {
        byte[] bytes = file.contents(Objects.requireNonNull(file.section(".text")));
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> words = new ArrayList<>();
        for (int at = 0; at + 2 <= bytes.length; ) {
            boolean wide = (bytes[at] & 3) == 3;
            words.add(wide ? String.format("%08x", in.getInt(at)) : String.format("%04x", in.getShort(at)));
            at += wide ? 4 : 2;
        }
        return words;
    }

    private static ElfSymbol symbol(ElfFile file, String name) {
        return Objects.requireNonNull(SymbolTable.of(file).named(name), name);
    }

    @Test
    void aCallNearbyBecomesAJalAndWhatStandsBehindItMoves() throws Exception {
        a.global("_start");
        a.symbol("_start").type(SymbolType.FUNC).size(16);
        call("f");
        call("f");
        a.label("f").code(RET);
        ElfFile file = link();
        assertThat(code(file)).containsExactly("008000ef", "004000ef", "00008067");
        assertThat(symbol(file, "f").value()).isEqualTo(0x10208);
        assertThat(symbol(file, "_start").size()).isEqualTo(8);
        LineTable lines = LineTable.of(file);
        assertThat(lines.at(0x10208)).hasToString("a.s:7");
        assertThat(lines.at(0x10204)).hasToString("a.s:4");
    }

    @Test
    void withoutTheMarkOrWithNoRelaxCodeStays() throws Exception {
        a.global("_start").code(AUIPC_RA, CALL_PLT, "f").code(JALR_RA);
        call("f");
        a.label("f").code(RET);
        assertThat(code(link())).containsExactly("00000097", "00c080e7", "004000ef", "00008067");
        options = options.withRelax(false);
        assertThat(code(link())).containsExactly("00000097", "010080e7", "00000097", "008080e7", "00008067");
    }

    @Test
    void aTailCallBecomesACompressedJumpWhereThatIsAllowed() throws Exception {
        a.global("_start");
        relaxed(AUIPC_T1, CALL_PLT, "f");
        a.code(JR_T1).code(RET).label("f").code(RET);
        assertThat(code(link())).containsExactly("0080006f", "00008067", "00008067");
        a.object.compressed(true);
        assertThat(code(link())).containsExactly("a019", "00008067", "00008067");
    }

    @Test
    void aCallBeyondAMebibyteStays() throws Exception {
        a.global("_start");
        call("f");
        a.space((1 << 20) + 64).label("f").code(RET);
        assertThat(code(link()).subList(0, 2)).containsExactly("00100097", "048080e7");
    }

    @Test
    void smallDataIsReachedFromTheGlobalPointer() throws Exception {
        a.global("main");
        relaxed(LUI_A1, HI20, "x").relaxed(LW_A0_A1, LO12_I, "x");
        a.label("here");
        relaxed(AUIPC_A1, PCREL_HI20, "y").relaxed(SW_A0_A1, PCREL_LO12_S, "here", 4);
        a.code(RET);
        a.in(".sdata", SectionFlag.ALLOC, SectionFlag.WRITE)
                .label("x")
                .value(4, 1)
                .label("y")
                .value(8, 2);
        // lw a0, -2048(gp); sw a0, -2040(gp); ret
        assertThat(code(link()).subList(0, 3)).containsExactly("8001a503", "80a1a423", "00008067");
    }

    @Test
    void withoutAnyoneWhoSetsTheGlobalPointerItIsNotUsed() throws Exception {
        a.global("_start").label("here");
        relaxed(AUIPC_A1, PCREL_HI20, "x").relaxed(LW_A0_A1, PCREL_LO12_I, "here");
        a.in(".sdata", SectionFlag.ALLOC, SectionFlag.WRITE).label("x").value(4, 1);
        assertThat(code(link())).containsExactly("00001597", "e005a503");
    }

    @Test
    void anUpperHalfStaysIfOneOfItsLowerHalvesMust() throws Exception {
        a.global("main").label("here");
        relaxed(AUIPC_A1, PCREL_HI20, "x").relaxed(LW_A0_A1, PCREL_LO12_I, "here");
        a.code(LW_A0_A1, PCREL_LO12_I, "here").code(RET);
        a.in(".sdata", SectionFlag.ALLOC, SectionFlag.WRITE).label("x").value(4, 1);
        assertThat(code(link()).subList(0, 3)).containsExactly("00001597", "e005a503", "e005a503");
    }

    @Test
    void anAddressBelow800NeedsNoUpperHalf() throws Exception {
        a.global("_start");
        relaxed(LUI_A1, HI20, "low").relaxed(ADDI_A0_A1, LO12_I, "low");
        a.symbol("low").define(new Place.Absolute(0x7ff), null);
        assertThat(code(link())).containsExactly("7ff00513");
    }

    @Test
    void anUpperHalfOfSixBitsIsCompressed() throws Exception {
        a.object.compressed(true);
        a.global("_start");
        relaxed(LUI_A1, HI20, "x").relaxed(ADDI_A0_A1, LO12_I, "x");
        a.data().label("x").value(8, 1);
        assertThat(code(link())).containsExactly("65c5", "00058513");
    }

    @Test
    void threadLocalDataNearTheThreadPointerTakesOneInstruction() throws Exception {
        a.global("_start");
        relaxed(LUI_A1, TPREL_HI20, "x").relaxed(0x004585b3, TPREL_ADD, "x").relaxed(LW_A0_A1, TPREL_LO12_I, "x");
        a.in(".tdata", SectionFlag.ALLOC, SectionFlag.WRITE, SectionFlag.TLS)
                .value(4, 7)
                .label("x")
                .value(4, 1);
        assertThat(code(link())).containsExactly("00422503");
    }

    @Test
    void nopsBeforeAnAlignedPlaceAreAsManyAsItNeeds() throws Exception {
        a.global("_start");
        call("f");
        a.code(NOP, ALIGN, "f", 12);
        a.code(NOP).code(NOP);
        a.label("f").code(RET).code(0x00000063, BRANCH, "f"); // beqz zero, f
        for (boolean relax : new boolean[] {true, false}) {
            options = options.withRelax(relax);
            ElfFile file = link();
            assertThat(symbol(file, "f").value()).isEqualTo(0x10210);
            List<String> code = code(file);
            assertThat(code.subList(code.size() - 2, code.size())).containsExactly("00008067", "fe000ee3");
            assertThat(code).hasSize(6);
        }
    }

    @Test
    void anAlignmentWithTooFewNopsIsAnError() {
        ObjectUnderTest b = new ObjectUnderTest("b.s");
        b.global("_start").code(NOP).code(NOP, ALIGN, "_start", 4).code(NOP);
        Objects.requireNonNull(b.object.section(".text")).add(new Relocation(8, ALIGN, null, 100, null));
        Diagnostics diagnostics = new Diagnostics();
        List<ObjectFile> objects = Arrays.asList(b.object);
        assertThat(Linker.link(objects, options, diagnostics)).isNull();
        assertThat(diagnostics.render()).contains("R_RISCV_ALIGN at b.s:.text+0x8 has too few nops");
    }
}
