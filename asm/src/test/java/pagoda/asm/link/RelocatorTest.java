package pagoda.asm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;
import pagoda.elf.ElfFile;
import pagoda.elf.SectionHeader;

/** Each relocation type, applied at an address to bytes whose outcome GNU as or the psABI's formula gives. */
final class RelocatorTest {

    /** What the symbols' values below are to be raised by if only their distance from 0x10000 counts. */
    private static final long SHIFT = Layout.FIRST - 0x10000;

    private static final Set<RelocationType> RELATIVE = EnumSet.of(
            RelocationType.BRANCH,
            RelocationType.JAL,
            RelocationType.RVC_BRANCH,
            RelocationType.RVC_JUMP,
            RelocationType.CALL,
            RelocationType.CALL_PLT,
            RelocationType.PCREL_HI20,
            RelocationType.PCREL32,
            RelocationType.PLT32);

    /** The first eight bytes of a program's code after one relocation of them. */
    private static long patched(RelocationType type, long before, long symbol, long addend) throws Exception {
        ObjectFile object = new ObjectFile("a.s");
        Section text = object.add(
                new Section(".text", SectionType.PROGBITS, EnumSet.of(SectionFlag.ALLOC, SectionFlag.EXECINSTR)));
        text.append(before, 8);
        Symbol target = object.add(new Symbol("target").define(new Place.Absolute(symbol), null));
        text.add(new Relocation(0, type, target, addend, null));
        return firstEight(object, ".text");
    }

    private static long firstEight(ObjectFile object, String section) throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        byte[] bytes = Linker.link(List.of(object), LinkOptions.defaults(), diagnostics);
        assertThat(diagnostics.render()).isEmpty();
        assertThat(bytes).isNotNull();
        ElfFile file = ElfFile.read(bytes);
        SectionHeader header = file.section(section);
        assertThat(header).isNotNull();
        return ByteBuffer.wrap(Arrays.copyOf(file.contents(header), 8))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    @ParameterizedTest
    @CsvSource({
        // type, bytes before, symbol, addend, bytes after
        "BRANCH,       00b50063,         10010, 0,    00b50863",
        "BRANCH,       00b50063,         f000,  0,    80b50063",
        "JAL,          0000006f,         fffc,  0,    ffdff06f",
        "JAL,          0000006f,         22300, 40,   3401206f",
        "RVC_BRANCH,   c101,             10010, 0,    c901",
        "RVC_BRANCH,   c101,             fffa,  0,    dd6d",
        "RVC_BRANCH,   c101,             100fe, 0,    cd7d",
        "RVC_BRANCH,   c101,             ff00,  0,    d101",
        "RVC_JUMP,     a001,             10010, 0,    a801",
        "RVC_JUMP,     a001,             f800,  0,    b001",
        "RVC_JUMP,     a001,             fff6,  6,    bff5",
        "RVC_JUMP,     a001,             107fe, 0,    affd",
        "CALL,         000080e700000097, 12345678, 0, 678080e712335097",
        "CALL_PLT,     000080e700000097, 11800, 0,    800080e700002097",
        "CALL_PLT,     000080e700000097, 0,     0,    000080e7ffff0097",
        "HI20,         000005b7,         12345fff, 0, 123465b7",
        "HI20,         000005b7,         7fff,  800,  000085b7",
        "HI20,         000005b7,         7ff,   0,    000005b7",
        "LO12_I,       00058593,         12345fff, 0, fff58593",
        "LO12_I,       00058593,         12345ffe, 3, 00158593",
        "LO12_S,       0005b023,         12345fff, 0, fe05bfa3",
        "PCREL_HI20,   00000517,         10800, 0,    00001517",
        "PCREL_HI20,   00000517,         107ff, 0,    00000517",
        "ABS32,        00000000,         ffffffff, 0, ffffffff",
        "ABS64,        0,                7fffffffffffffff, 1, 8000000000000000",
        "PCREL32,      0,                fff0,  0,    fffffff0",
        "PLT32,        0,                10020, 0,    20",
        "ADD8,         aa01,             80,    81,   aa02",
        "ADD16,        aa0001,           ffff,  0,    aa0000",
        "ADD32,        aa00000001,       10,    0,    aa00000011",
        "ADD64,        1,                10,    5,    16",
        "SUB8,         aa01,             2,     0,    aaff",
        "SUB16,        aa0001,           2,     0,    aaffff",
        "SUB32,        aa00000011,       10,    0,    aa00000001",
        "SUB64,        1,                2,     0,    ffffffffffffffff",
        "SET6,         c0,               7f,    0,    ff",
        "SUB6,         c1,               2,     0,    ff",
        "SET8,         aabb,             11cc,  0,    aacc",
        "SET16,        aabbcc,           112233, 0,   aa2233",
        "SET32,        0,                11223344556677, 0, 44556677",
        "SET_ULEB128,  0180,             81,    0,    0181",
        "TLS_DTPMOD32, 0,                5,     0,    1",
        "TLS_DTPMOD64, 0,                5,     0,    1",
        "NONE,         1234,             5,     5,    1234",
        "RELAX,        1234,             5,     5,    1234",
        "ALIGN,        1234,             5,     0,    1234",
        "TPREL_ADD,    1234,             5,     5,    1234",
    })
    void theBytesAreThoseOfTheFormula(RelocationType type, String before, String symbol, String addend, String after)
            throws Exception {
        long result = patched(type, hex(before), hex(symbol) + (RELATIVE.contains(type) ? SHIFT : 0), hex(addend));
        assertThat(Long.toHexString(result)).as(type.elfName()).isEqualTo(Long.toHexString(hex(after)));
    }

    @ParameterizedTest
    @CsvSource({
        "TPREL_HI20,    000005b7, 000015b7",
        "TPREL_LO12_I,  00058593, 80858593",
        "TPREL_LO12_S,  0005b023, 8005b423",
        "TLS_TPREL32,   0,        808",
        "TLS_TPREL64,   0,        808",
        "TLS_DTPREL32,  0,        8",
        "TLS_DTPREL64,  0,        8",
    })
    void thatOfThreadLocalDataCountsFromTheStartOfTheThreadsCopy(RelocationType type, String before, String after)
            throws Exception {
        ObjectUnderTest a = new ObjectUnderTest("a.s");
        a.text().object.sections().get(0).append(hex(before), 8);
        a.in(".tdata", SectionFlag.ALLOC, SectionFlag.WRITE, SectionFlag.TLS)
                .space(0x808)
                .label("x")
                .value(4, 1);
        Section text = a.object.sections().get(0);
        text.add(new Relocation(0, type, a.symbol("x"), 0, null));
        assertThat(Long.toHexString(firstEight(a.object, ".text"))).isEqualTo(Long.toHexString(hex(after)));
    }

    @Test
    void theLowerHalfCompletesTheUpperHalfAtItsLabel() throws Exception {
        ObjectUnderTest a = new ObjectUnderTest("a.s");
        a.label("here").code(0x00000517, RelocationType.PCREL_HI20, "target");
        a.code(0x00050513, RelocationType.PCREL_LO12_I, "here");
        a.symbol("target").define(new Place.Absolute(0x22800 + SHIFT), null);
        assertThat(Long.toHexString(firstEight(a.object, ".text"))).isEqualTo("8005051300013517");
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }
}
