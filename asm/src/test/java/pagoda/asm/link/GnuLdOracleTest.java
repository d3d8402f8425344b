package pagoda.asm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.asm.Assembler;
import pagoda.asm.AssemblerOptions;
import pagoda.asm.assembly.Isa;
import pagoda.asm.assembly.Limits;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.source.SourceFiles;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfSymbol;
import pagoda.elf.SectionHeader;

/** The same sources through our assembler and linker and through GNU's, laid out alike: the same bytes and symbols. */
@Tag("oracle")
final class GnuLdOracleTest {

    /** Our layout, as a script for GNU ld. */
    private static final String SCRIPT = """
            ENTRY(_start)
            SECTIONS {
              . = 0x10200;
              .text : { *(.text .text.*) } =0x13000000
              . = ALIGN(0x1000);
              .rodata : { *(.rodata .rodata.*) }
              . = ALIGN(0x1000);
              .tdata : { *(.tdata .tdata.*) }
              .tbss : { *(.tbss .tbss.*) }
              __DATA_BEGIN__ = .;
              .data : { *(.data .data.*) }
              .sdata : { *(.sdata .sdata.*) }
              __bss_start = .;
              .sbss : { *(.sbss .sbss.*) }
              .bss : { *(.bss .bss.*) *(COMMON) }
              _end = .;
              __global_pointer$ = ADDR(.sdata) + 0x800;
              /DISCARD/ : { *(.riscv.attributes) }
            }
            """;

    @TempDir
    Path directory;

    /** Builds the sources both ways and compares all sections in memory and all symbols that both have. */
    private void compare(String what, String... sources) throws Exception {
        Gnu gnu = new Gnu(directory);
        Diagnostics diagnostics = new Diagnostics();
        List<ObjectFile> objects = new ArrayList<>();
        List<String> ld = new ArrayList<>(List.of(
                "riscv64-unknown-elf-ld", "--no-relax", "--no-warn-rwx-segments", "-T", "script", "-o", "theirs"));
        for (int i = 0; i < sources.length; i++) {
            String name = "s" + i + ".s";
            gnu.file(name, sources[i]);
            gnu.run(
                    "riscv64-unknown-elf-as",
                    "-march=rv64ima_zicsr",
                    "-mabi=lp64",
                    "-mno-relax",
                    "-o",
                    "s" + i + ".o",
                    name);
            ld.add("s" + i + ".o");
            String unrelaxed = ".option norelax;" + sources[i];
            AssemblerOptions options = new AssemblerOptions(new Isa("rv64ima"), Map.of(), List.of(), Limits.DEFAULT);
            objects.add(new Assembler(options, SourceFiles.NONE, diagnostics)
                    .assemble(name, unrelaxed.getBytes(StandardCharsets.UTF_8)));
        }
        gnu.file("script", SCRIPT);
        gnu.run(ld.toArray(String[]::new));
        byte[] linked = Linker.link(objects, LinkOptions.defaults(), diagnostics);
        assertThat(diagnostics.render()).as(what).isEmpty();
        assertThat(linked).isNotNull();
        ElfFile ours = ElfFile.read(linked);
        ElfFile theirs = ElfFile.read(gnu.read("theirs"));
        assertThat(ours.header().entry()).as(what).isEqualTo(theirs.header().entry());
        for (SectionHeader section : theirs.sections()) {
            if (section.has(Elf.SHF_ALLOC) && section.size() > 0) {
                SectionHeader same = ours.section(section.name());
                assertThat(same).as("%s: %s", what, section.name()).isNotNull();
                assertThat(same.address())
                        .as("%s: address of %s", what, section.name())
                        .isEqualTo(section.address());
                assertThat(same.size())
                        .as("%s: size of %s", what, section.name())
                        .isEqualTo(section.size());
                assertThat(words(ours, same)).as("%s: %s", what, section.name()).isEqualTo(words(theirs, section));
            }
        }
        assertThat(symbols(ours)).as(what).containsAllEntriesOf(symbols(theirs));
    }

    private static List<String> words(ElfFile file, SectionHeader section) {
        byte[] bytes = file.contents(section);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += 4) {
            StringBuilder word = new StringBuilder();
            for (int j = Math.min(i + 3, bytes.length - 1); j >= i; j--) {
                word.append(String.format("%02x", bytes[j]));
            }
            words.add(Long.toHexString(section.address() + i) + ": " + word);
        }
        return words;
    }

    /** Values and kinds by name; what the script defines and what the tools add is left out. */
    private static Map<String, String> symbols(ElfFile file) {
        Map<String, String> all = new TreeMap<>();
        for (ElfSymbol symbol : file.symbols()) {
            boolean named = symbol.isInSection()
                    && !symbol.name().isEmpty()
                    && !symbol.name().startsWith("$");
            if (named && !symbol.name().startsWith("_") && symbol.type() != Elf.STT_SECTION) {
                all.put(
                        symbol.name(),
                        symbol.value() + " " + symbol.size() + " " + symbol.binding() + " " + symbol.type());
            }
        }
        return all;
    }

    @Test
    void everyKindOfReferenceGivesGnusBytes() throws Exception {
        compare("fixed sources", """
                    .equ constant, 0x1234
                    .globl _start
                _start:
                    la gp, __global_pointer$
                    la a0, far
                    la a1, near + 12
                    lla a2, near
                    lw a3, near
                    sw a3, near, t0
                    lui a4, %hi(far + 4)
                    addi a4, a4, %lo(far + 4)
                    ld a5, %lo(far)(a4)
                    sd a5, %lo(far)(a4)
                1:  auipc a6, %pcrel_hi(shared)
                    sd a0, %pcrel_lo(1b)(a6)
                    ld a0, %pcrel_lo(1b)(a6)
                    lui t0, %tprel_hi(tvar)
                    add t0, t0, tp, %tprel_add(tvar)
                    lw t0, %tprel_lo(tvar)(t0)
                    sw t0, %tprel_lo(tvar)(t0)
                    la a7, nobody
                    .weak nobody
                    call other
                    tail other
                    jal other
                    j _start
                    beq a0, a1, 2f
                    bltu a0, a1, other_file
                2:  li a0, constant
                    .data
                near: .dword far, near + 8, -1
                    .word far - near, 0
                    .half far - near
                    .byte after - near
                    .byte 0
                after:
                    .comm shared, 24, 16
                    .section .sdata, "aw"
                small: .word 7
                    .section .tdata, "awT"
                tvar: .word 1, 2
                """, """
                    .text
                    .globl other, other_file
                other: ret
                other_file:
                    la a0, far
                    .section .text.cold, "ax"
                cold: call other
                    .rodata
                    .balign 32
                    .globl far
                far: .dword other, cold, far
                    .asciz "odd"
                    .comm shared, 40, 8
                    .section .tbss, "awT", @nobits
                    .zero 100
                    .data
                    .balign 8
                    .dword _end, __bss_start
                """.replace(".rodata\n", ".section .rodata\n"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void randomProgramsOfSeveralFilesGiveGnusBytes(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        String[] sources = new String[1 + random.nextInt(4)];
        for (int file = 0; file < sources.length; file++) {
            sources[file] = randomSource(random, file, sources.length);
        }
        compare("seed " + seed, sources);
    }

    private static final int SYMBOLS = 6;

    private static String randomSource(SplittableRandom random, int file, int files) {
        String[] sections = {
            ".text", ".section .text.x, \"ax\"", ".section .rodata", ".data", ".section .sdata, \"aw\"", ".bss"
        };
        StringBuilder out = new StringBuilder(file == 0 ? "    .globl _start\n_start:\n" : "");
        int defined = 0;
        int section = 0;
        for (int i = 0; i < 60 || defined < SYMBOLS; i++) {
            if (random.nextInt(6) == 0) {
                section = random.nextInt(sections.length);
                out.append("    ")
                        .append(sections[section])
                        .append("\n    .balign ")
                        .append(4 << random.nextInt(4))
                        .append('\n');
            }
            if (random.nextInt(5) == 0 && defined < SYMBOLS) {
                String name = "f" + file + "_" + defined++;
                out.append("    .globl ").append(name).append('\n').append(name).append(":\n");
            }
            String target = "f" + random.nextInt(files) + "_" + random.nextInt(SYMBOLS);
            String own = "f" + file + "_" + random.nextInt(Math.max(1, defined));
            if (section < 2) {
                out.append(
                        switch (random.nextInt(7)) {
                            case 0 -> "    la a0, " + target + "\n";
                            case 1 -> "    call " + target + "\n";
                            case 2 -> "    lui a1, %hi(" + target + "+" + random.nextInt(5000) + ")\n";
                            case 3 -> "    addi a1, a1, %lo(" + target + "-" + random.nextInt(5000) + ")\n";
                            case 4 -> "    jal " + target + "\n";
                            case 5 -> "    sd a1, " + target + ", t1\n";
                            default -> "    add a0, a1, a2\n";
                        });
            } else if (section == 5) {
                out.append("    .zero ").append(4 * random.nextInt(500)).append('\n');
            } else {
                out.append(
                        switch (random.nextInt(4)) {
                            case 0 -> "    .dword " + target + " + " + random.nextInt(100) + "\n";
                            case 1 -> "    .word " + target + "\n";
                            case 2 -> "    .dword " + target + " - " + own + "\n";
                            default -> "    .word " + random.nextInt() + "\n";
                        });
            }
        }
        return out.toString();
    }
}
