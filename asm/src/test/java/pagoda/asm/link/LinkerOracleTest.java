package pagoda.asm.link;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.asm.object.RelocationType.ABS64;
import static pagoda.asm.object.RelocationType.ADD32;
import static pagoda.asm.object.RelocationType.BRANCH;
import static pagoda.asm.object.RelocationType.CALL_PLT;
import static pagoda.asm.object.RelocationType.GOT_HI20;
import static pagoda.asm.object.RelocationType.HI20;
import static pagoda.asm.object.RelocationType.JAL;
import static pagoda.asm.object.RelocationType.LO12_I;
import static pagoda.asm.object.RelocationType.PCREL_HI20;
import static pagoda.asm.object.RelocationType.PCREL_LO12_I;
import static pagoda.asm.object.RelocationType.PCREL_LO12_S;
import static pagoda.asm.object.RelocationType.RELAX;
import static pagoda.asm.object.RelocationType.SUB32;
import static pagoda.asm.object.RelocationType.TLS_GOT_HI20;
import static pagoda.asm.object.RelocationType.TPREL_HI20;
import static pagoda.asm.object.RelocationType.TPREL_LO12_I;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.SectionFlag;

/** What the linker writes, as GNU's tools read it and QEMU's user mode runs it. */
@Tag("oracle")
final class LinkerOracleTest {

    private static final int AUIPC_A0 = 0x00000517;
    private static final int AUIPC_A1 = 0x00000597;
    private static final int AUIPC_RA = 0x00000097;
    private static final int ADDI_A0_A0 = 0x00050513;
    private static final int ADDI_A1_A1 = 0x00058593;
    private static final int LUI_A1 = 0x000005b7;
    private static final int JALR_RA = 0x000080e7;
    private static final int RET = 0x00008067;
    private static final int ECALL = 0x00000073;
    private static final int LD_A1_A1 = 0x0005b583;
    private static final int LW_A0_A0 = 0x00052503;
    private static final int LW_A1_A1 = 0x0005a583;
    private static final int ADD_A0_A0_A1 = 0x00b50533;
    private static final int LI_A7_93 = 0x05d00893;
    private static final int LI_A7_64 = 0x04000893;

    @TempDir
    Path directory;

    private Gnu gnu;

    @BeforeEach
    void tools() {
        gnu = new Gnu(directory);
    }

    private byte[] link(ObjectUnderTest... objects) throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        List<ObjectFile> list = List.of(objects).stream().map(o -> o.object).toList();
        byte[] bytes = Linker.link(list, LinkOptions.defaults(), diagnostics);
        assertThat(diagnostics.render()).isEmpty();
        assertThat(bytes).isNotNull();
        File file = gnu.file("program", bytes).toFile();
        assertThat(file.setExecutable(true)).isTrue();
        return bytes;
    }

    /** The exit status under QEMU. */
    private int run(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 4];
        command[0] = "sh";
        command[1] = "-c";
        command[2] = "qemu-riscv64 ./program \"$@\"; echo \"status $?\"";
        command[3] = "program";
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        String printed = gnu.run(command);
        return Integer.parseInt(
                printed.substring(printed.lastIndexOf("status ") + 7).trim());
    }

    /** Two objects: main in one calls twice in the other and reads data of both. */
    private static ObjectUnderTest[] twoObjects() {
        ObjectUnderTest a = new ObjectUnderTest("a.s");
        a.global("main")
                .code(0xff010113) // addi sp, sp, -16
                .code(0x00113023) // sd ra, 0(sp)
                .label("hi")
                .code(AUIPC_A0, PCREL_HI20, "number")
                .code(LW_A0_A0, PCREL_LO12_I, "hi")
                .code(AUIPC_RA, CALL_PLT, "twice")
                .code(JALR_RA)
                .code(LUI_A1, HI20, "table")
                .code(ADDI_A1_A1, LO12_I, "table")
                .code(LD_A1_A1)
                .code(LW_A1_A1)
                .code(ADD_A0_A0_A1)
                .code(0x00013083) // ld ra, 0(sp)
                .code(0x01010113) // addi sp, sp, 16
                .code(RET);
        a.data().global("number").value(4, 15);
        ObjectUnderTest b = new ObjectUnderTest("b.s");
        b.global("twice").code(0x00150513 /* addi a0, a0, 1 */, RELAX, "twice");
        b.code(0x00151513).code(RET); // slli a0, a0, 1
        b.rodata().global("table").value(8, ABS64, "ten", 0);
        b.data().label("ten").value(4, 10);
        return new ObjectUnderTest[] {a, b};
    }

    @Test
    void aCallAcrossObjectsRunsWithTheStartStub() throws Exception {
        link(twoObjects());
        assertThat(run()).isEqualTo((15 + 1) * 2 + 10);
    }

    @Test
    void readelfHasNothingToWarnOf() throws Exception {
        link(twoObjects());
        String printed = gnu.run("riscv64-unknown-elf-readelf", "-aW", "program");
        assertThat(printed).doesNotContain("Warning", "Error", "corrupt", "<unknown>", "out of range");
        assertThat(printed).contains("GNU_STACK");
        assertThat(printed.lines().filter(line -> line.startsWith("  LOAD")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("0x0000000000010000", "R E 0x1000"),
                        line -> assertThat(line).contains("0x0000000000011000", "R   0x1000"),
                        line -> assertThat(line).contains("0x0000000000012000", "RW  0x1000"));
    }

    @Test
    void objdumpShowsTheSourceLines() throws Exception {
        link(twoObjects());
        String printed = gnu.run("riscv64-unknown-elf-objdump", "-dl", "program");
        assertThat(printed).contains("<main>:", "<twice>:", "<_start>:", "a.s:2\n", "b.s:3\n");
        assertThat(printed).contains("jalr\t40(ra) # 10238 <twice>", "lw\ta0,-520(a0) # 12000 <number>");
        String sections = gnu.run("riscv64-unknown-elf-objdump", "--dwarf=decodedline", "program");
        assertThat(sections).contains("a.s", "b.s").doesNotContain("warning", "Warning");
    }

    @Test
    void addr2lineAndNmAgree() throws Exception {
        link(twoObjects());
        assertThat(gnu.run("riscv64-unknown-elf-addr2line", "-e", "program", "0x10200", "0x10208")
                        .split("\n"))
                .containsExactly("a.s:2", "a.s:5");
        String names = gnu.run("riscv64-unknown-elf-nm", "-n", "program");
        assertThat(names)
                .contains("0000000000010200 T main", " T twice", " T _start", " D number", " d ten", " R table");
    }

    @Test
    void gdbFindsAddressesOfLinesAndLinesOfFunctions() throws Exception {
        link(twoObjects());
        String printed = gnu.run(
                "gdb-multiarch",
                "-nx",
                "-batch",
                "-ex",
                "info line b.s:3",
                "-ex",
                "info line main",
                "-ex",
                "info sources",
                "program");
        assertThat(printed)
                .contains("Line 3 of \"b.s\" starts at address 0x1023c <twice+4> and ends at 0x10240 <twice+8>.")
                .contains("Line 2 of \"a.s\" starts at address 0x10200 <main> and ends at 0x10204 <main+4>.")
                .doesNotContain("warning");
    }

    @Test
    void codeOfSeveralSectionsKeepsItsLines() throws Exception {
        ObjectUnderTest a = new ObjectUnderTest("a.s");
        a.global("_start").code(LI_A7_93).code(ECALL);
        a.in(".text.cold", SectionFlag.ALLOC, SectionFlag.EXECINSTR)
                .global("cold")
                .code(RET);
        ObjectUnderTest b = new ObjectUnderTest("b.s");
        b.global("other").code(RET).code(RET);
        b.in(".text.cold", SectionFlag.ALLOC, SectionFlag.EXECINSTR)
                .global("colder")
                .code(RET);
        link(a, b);
        String[] lines = gnu.run(
                        "riscv64-unknown-elf-addr2line",
                        "-e",
                        "program",
                        "0x10200",
                        "0x10204",
                        "0x10208",
                        "0x1020c",
                        "0x10210",
                        "0x10214")
                .split("\n");
        assertThat(lines).containsExactly("a.s:2", "a.s:3", "a.s:5", "b.s:2", "b.s:3", "b.s:5");
    }

    @Test
    void argumentsReachMain() throws Exception {
        ObjectUnderTest a = new ObjectUnderTest("a.s");
        a.label("main"); // without .globl, as beginners have it
        a.code(0x0085b583); // ld a1, 8(a1)
        a.code(0x0005c583); // lbu a1, 0(a1)
        a.code(ADD_A0_A0_A1).code(RET);
        link(a);
        assertThat(run("A", "b")).isEqualTo(3 + 'A');
    }

    @Test
    void theGlobalPointerReachesSmallData() throws Exception {
        ObjectUnderTest a = new ObjectUnderTest("a.s");
        a.global("main").code(0x8001a503).code(RET); // lw a0, -2048(gp)
        a.in(".sdata", SectionFlag.ALLOC, SectionFlag.WRITE).global("small").value(4, 77);
        a.data().value(8, 1);
        link(a);
        assertThat(run()).isEqualTo(77);
    }

    @Test
    void threadLocalDataIsReachedBothWays() throws Exception {
        ObjectUnderTest a = new ObjectUnderTest("a.s");
        a.global("_start");
        // A static program sets up its thread pointer itself: here at the initial image.
        a.label("image").code(0x00000217, PCREL_HI20, "first").code(0x00020213, PCREL_LO12_I, "image"); // tp
        a.code(0x00000537, TPREL_HI20, "second").code(0x00450533); // lui a0 ; add a0, a0, tp
        a.code(LW_A0_A0, TPREL_LO12_I, "second");
        a.label("got").code(AUIPC_A1, TLS_GOT_HI20, "third").code(LD_A1_A1, PCREL_LO12_I, "got");
        a.code(0x004585b3).code(LW_A1_A1).code(ADD_A0_A0_A1).code(LI_A7_93).code(ECALL); // add a1, a1, tp
        a.in(".tdata", SectionFlag.ALLOC, SectionFlag.WRITE, SectionFlag.TLS);
        a.label("first")
                .value(4, 1)
                .label("second")
                .value(4, 20)
                .global("third")
                .value(4, 300 - 256);
        a.in(".tbss", SectionFlag.ALLOC, SectionFlag.WRITE, SectionFlag.TLS)
                .label("zero")
                .space(64);
        a.data().label("after").value(4, 5);
        link(a);
        assertThat(run()).isEqualTo(64);
        String printed = gnu.run("riscv64-unknown-elf-readelf", "-lsW", "program");
        assertThat(printed).containsPattern("TLS +0x[0-9a-f]+ 0x[0-9a-f]+ 0x[0-9a-f]+ 0x00000c 0x00004c R ");
        assertThat(printed).containsPattern("0000000000000008 +0 TLS +GLOBAL DEFAULT +\\d+ third");
    }

    @Test
    void addressesComeFromTheGlobalOffsetTable() throws Exception {
        ObjectUnderTest a = new ObjectUnderTest("a.s");
        a.global("_start").label("1").code(AUIPC_A1, GOT_HI20, "value").code(LD_A1_A1, PCREL_LO12_I, "1");
        a.code(0x0005a503); // lw a0, 0(a1)
        a.weak("nowhere").label("2").code(AUIPC_A1, GOT_HI20, "nowhere").code(LD_A1_A1, PCREL_LO12_I, "2");
        a.code(ADD_A0_A0_A1).code(LI_A7_93).code(ECALL);
        a.bss().space(16);
        ObjectUnderTest b = new ObjectUnderTest("b.s");
        b.data().global("value").value(4, 42);
        link(a, b);
        assertThat(run()).isEqualTo(42);
    }

    @Test
    void jumpsBranchesDifferencesCommonsAndStoresAreRight() throws Exception {
        ObjectUnderTest a = new ObjectUnderTest("a.s");
        a.global("_start").code(0x0000006f, JAL, "go"); // j go
        a.label("back").code(AUIPC_A1, PCREL_HI20, "shared", 4);
        a.code(0x0005a583, PCREL_LO12_I, "back"); // lw a1, (a1)
        a.code(ADD_A0_A0_A1).code(LI_A7_93).code(ECALL);
        a.label("go").code(0x00900613); // li a2, 9
        a.label("store").code(0x00000697, PCREL_HI20, "shared", 4); // auipc a3
        a.code(0x00c6a023, PCREL_LO12_S, "store"); // sw a2, (a3)
        a.label("load").code(AUIPC_A0, PCREL_HI20, "length").code(LW_A0_A0, PCREL_LO12_I, "load");
        a.code(0xfe000ee3, BRANCH, "back"); // beqz zero, back
        a.common("shared", 8, 8);
        a.rodata().label("s").text("twelve bytes").label("e");
        a.data().label("length").value(4, ADD32, "e", 0).and(4, SUB32, "s");
        ObjectUnderTest b = new ObjectUnderTest("b.s");
        b.common("shared", 16, 64);
        link(a, b);
        assertThat(run()).isEqualTo(12 + 9);
        assertThat(gnu.run("riscv64-unknown-elf-readelf", "-sW", "program"))
                .containsPattern("16 OBJECT +GLOBAL DEFAULT +\\d+ shared");
    }

    @Test
    void textGoesToTheConsole() throws Exception {
        ObjectUnderTest a = new ObjectUnderTest("a.s");
        a.global("_start")
                .code(0x00100513)
                .label("t")
                .code(AUIPC_A1, PCREL_HI20, "text")
                .code(ADDI_A1_A1, PCREL_LO12_I, "t");
        a.code(0x00600613)
                .code(LI_A7_64)
                .code(ECALL)
                .code(ADDI_A0_A0)
                .code(LI_A7_93)
                .code(ECALL);
        a.rodata().label("text").text("Hello\n");
        link(a);
        assertThat(gnu.run("sh", "-c", "qemu-riscv64 ./program; echo $?")).isEqualTo("Hello\n6\n");
    }
}
