package pagoda.asm.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.asm.Assembler;
import pagoda.asm.debug.DebugLines;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.file.Archive;
import pagoda.asm.file.ObjectFileWriter;
import pagoda.asm.file.ObjectReader;
import pagoda.elf.ElfFormatException;

/** Programs that GCC compiled, linked by us with GNU's libraries, do under QEMU what those linked by GNU ld do. */
@Tag("oracle")
final class StaticProgramOracleTest {

    private static final String LINUX = "riscv64-linux-gnu-gcc";
    private static final String BARE = "riscv64-unknown-elf-gcc";

    /** Where Debian has picolibc for each kind of machine. */
    private static final String PICOLIBC = "/usr/lib/picolibc/riscv64-unknown-elf/lib";

    private static final String THREADS = """
            #include <errno.h>
            #include <math.h>
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>
            __thread int mine = 7;
            __thread long zeroed[20];
            int tentative;
            extern int absent(void) __attribute__((weak));
            __attribute__((weak)) int chosen(void) { return 1; }
            static void *work(void *given) {
                mine += (int)(long)given;
                zeroed[3] += mine;
                errno = (int)(long)given;
                return (void *)(zeroed[3] * 100 + errno);
            }
            __attribute__((constructor)) static void first(void) { puts("constructed"); }
            __attribute__((destructor)) static void last(void) { puts("destroyed"); }
            int main(int argc, char **argv) {
                pthread_t threads[4];
                long sum = 0;
                for (long i = 0; i < 4; i++) pthread_create(&threads[i], 0, work, (void *)i);
                for (int i = 0; i < 4; i++) {
                    void *result;
                    pthread_join(threads[i], &result);
                    sum += (long)result;
                }
                printf("%.9f %s %ld %d %ld %d %d\\n", sqrt(2.0) * argc, argv[1], sum, mine, zeroed[3], tentative,
                       absent ? absent() : chosen());
                char *memory = malloc(100000);
                snprintf(memory, 100000, "%Lg %e", 1.5L, 1e300 / argc);
                puts(memory);
                return 42;
            }
            """;

    @TempDir
    Path directory;

    private Gnu gnu;

    @BeforeEach
    void tools() {
        gnu = new Gnu(directory);
    }

    private String path(String compiler, String name, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(compiler));
        command.addAll(Arrays.asList(options));
        command.add("-print-file-name=" + name);
        return gnu.run(command.toArray(String[]::new)).strip();
    }

    private LinkInput input(String file) throws IOException, ElfFormatException {
        byte[] bytes = Files.readAllBytes(directory.resolve(file));
        return Archive.isArchive(bytes)
                ? new LinkInput.Library(Archive.read(file, bytes))
                : new LinkInput.Single(ObjectReader.read(file, bytes));
    }

    /** The files of a static Linux program around its own objects. */
    private List<LinkInput> linux(String... objects) throws Exception {
        List<LinkInput> inputs = new ArrayList<>();
        for (String name : List.of("crt1.o", "crti.o", "crtbeginT.o")) {
            inputs.add(input(path(LINUX, name)));
        }
        for (String object : objects) {
            inputs.add(input(object));
        }
        for (String name : List.of("libm.a", "libgcc.a", "libgcc_eh.a", "libc.a", "crtend.o", "crtn.o")) {
            inputs.add(input(path(LINUX, name)));
        }
        return inputs;
    }

    private void link(String name, List<LinkInput> inputs, LinkOptions options) throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        Executable file = Linker.linkInputs(inputs, options, diagnostics);
        assertThat(diagnostics.render()).isEmpty();
        assertThat(gnu.file(name, Objects.requireNonNull(file).bytes()).toFile().setExecutable(true))
                .isTrue();
    }

    private String run(String program, String... arguments) throws Exception {
        return gnu.run("sh", "-c", "qemu-riscv64 ./" + program + " " + String.join(" ", arguments) + "; echo $?");
    }

    @Test
    void aProgramOfGlibcWithThreadsRunsHoweverItIsLinked() throws Exception {
        gnu.file("p.c", THREADS);
        gnu.run(LINUX, "-O2", "-g", "-fno-pie", "-ffunction-sections", "-fdata-sections", "-fcommon", "-c", "p.c");
        gnu.run(LINUX, "-static", "-no-pie", "-o", "theirs", "p.o", "-lm");
        String expected = run("theirs", "argument");
        assertThat(expected).contains("constructed", "destroyed", "42");
        LinkOptions all = LinkOptions.defaults();
        List<LinkOptions> kinds = List.of(
                all,
                all.withRelax(false),
                all.withCompact(true),
                all.withCollect(true),
                all.withCollect(true).withCompact(true));
        for (LinkOptions options : kinds) {
            link("ours", linux("p.o"), options);
            assertThat(run("ours", "argument")).as(options.toString()).isEqualTo(expected);
        }
        String printed = gnu.run("riscv64-linux-gnu-readelf", "-aW", "ours");
        assertThat(printed).doesNotContain("Warning", "Error", "corrupt");
    }

    @Test
    void threadLocalDataOfEveryModelIsFound() throws Exception {
        gnu.file("a.c", """
                extern __thread int shared;
                __thread int own = 3;
                static __thread char space[5000];
                __thread int far = 11;
                int *general(void);
                int *initial(void);
                int main(void) {
                    space[4999] = 1;
                    *general() += 2;
                    return shared * 10 + own + *initial() + space[4999] + far;
                }
                """);
        gnu.file("b.c", """
                __thread int shared = 4;
                extern __thread int own;
                int *general(void) { return &own; }
                """);
        gnu.file("c.c", "extern __thread int own; int *initial(void) { return &own; }\n");
        gnu.run(LINUX, "-O2", "-fno-pie", "-c", "a.c");
        gnu.run(LINUX, "-O2", "-fPIC", "-ftls-model=global-dynamic", "-c", "b.c");
        gnu.run(LINUX, "-O2", "-fPIC", "-ftls-model=initial-exec", "-c", "c.c");
        gnu.run(LINUX, "-static", "-no-pie", "-o", "theirs", "a.o", "b.o", "c.o");
        String expected = run("theirs");
        for (boolean relax : new boolean[] {true, false}) {
            link("ours", linux("a.o", "b.o", "c.o"), LinkOptions.defaults().withRelax(relax));
            assertThat(run("ours")).isEqualTo(expected).isEqualTo("62\n");
        }
    }

    @Test
    void softFloatComesFromLibgccAndPrintfFromPicolibc() throws Exception {
        String[] machine = {"-march=rv64im", "-mabi=lp64"};
        gnu.file("p.c", """
                #include <stdio.h>
                static int put(char c, FILE *file) {
                    (void)file;
                    register long a0 __asm__("a0") = 1, a2 __asm__("a2") = 1, a7 __asm__("a7") = 64;
                    register char *a1 __asm__("a1") = &c;
                    __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
                    return c;
                }
                static FILE out = FDEV_SETUP_STREAM(put, 0, 0, _FDEV_SETUP_WRITE);
                FILE *const stdout = &out;
                volatile double two = 2;
                int common[100];
                int main(void) {
                    __asm__ volatile("la tp, __tls_base");
                    printf("%.6f %d %g\\n", two / 3, (int)(two * 21), two * 1e100);
                    return common[7];
                }
                """);
        List<String> compile = new ArrayList<>(List.of(BARE, "--specs=picolibc.specs", "-O2", "-fcommon", "-c", "p.c"));
        compile.addAll(Arrays.asList(machine));
        gnu.run(compile.toArray(String[]::new));
        String libgcc = path(BARE, "libgcc.a", machine);
        String libc = PICOLIBC + "/rv64im/lp64/libc.a";
        for (boolean relax : new boolean[] {true, false}) {
            List<LinkInput> inputs = List.of(input("p.o"), input(libc), input(libgcc));
            link("ours", inputs, LinkOptions.defaults().withRelax(relax).withCollect(relax));
            assertThat(run("ours")).isEqualTo("0.666667 42 2e+100\n0\n");
        }
    }

    @Test
    void gnuLdTakesOurObjects() throws Exception {
        gnu.file("a.s", """
                .globl _start
                .file "a.c"
            _start:
                .option push
                .option norelax
                la gp, __global_pointer$
                .option pop
                la a1, message
                li a0, 1
                li a2, 3
                li a7, 64
                ecall
                call value
                lw a1, number
                add a0, a0, a1
                la t0, shared
                sw a0, 4(t0)
                lw a0, 4(t0)
                li a7, 93
                ecall
                .section .text.once, "axG", @progbits, once, comdat
                .weak once
            once: ret
                .data
            number: .word 5
                .dword message, number
                .word . - number
                .section .rodata.str1.1, "aMS", @progbits, 1
            message: .asciz "ok\\n"
                .comm shared, 16, 8
                .local own
                .comm own, 8, 8
            """);
        gnu.file("b.s", """
                .globl value
                .type value, @function
            value: li a0, 37
                call once
                ret
                .size value, .-value
                .section .text.once, "axG", @progbits, once, comdat
                .weak once
            once: ret
                .comm shared, 40, 16
                .weak absent
                .data
                .dword absent
            """.replace("call once", "nop"));
        List<LinkInput> ours = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Diagnostics diagnostics = new Diagnostics();
            byte[] source = Files.readAllBytes(directory.resolve(name + ".s"));
            byte[] object =
                    ObjectFileWriter.write(DebugLines.joined(new Assembler(diagnostics).assemble(name + ".s", source)));
            assertThat(diagnostics.render()).isEmpty();
            gnu.file(name + ".o", object);
            ours.add(input(name + ".o"));
            String printed = gnu.run("riscv64-unknown-elf-readelf", "-aW", name + ".o");
            assertThat(printed).doesNotContain("Warning", "Error", "corrupt", "<unknown>");
            assertThat(gnu.run("riscv64-unknown-elf-objdump", "-drl", name + ".o"))
                    .contains(name + ".s:")
                    .doesNotContain("Warning", "warning");
        }
        gnu.run("riscv64-unknown-elf-ld", "-o", "theirs", "a.o", "b.o");
        assertThat(run("theirs")).isEqualTo("ok\n42\n");
        link("ours", ours, LinkOptions.defaults());
        assertThat(run("ours")).isEqualTo("ok\n42\n");
    }

    @Test
    void gnuObjectsThatAreDamagedAreToldOf() throws Exception {
        gnu.file("p.c", THREADS);
        gnu.run(LINUX, "-O1", "-g", "-fno-pie", "-c", "p.c");
        byte[] object = gnu.read("p.o");
        List<LinkInput> others = linux();
        for (int seed = 0; seed < 1500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = object.clone();
            for (int flips = 1 + random.nextInt(5); flips > 0; flips--) {
                // Headers and tables stand at the end.
                int at = random.nextBoolean() ? bytes.length - 1 - random.nextInt(4000) : random.nextInt(bytes.length);
                bytes[at] = (byte) random.nextInt(256);
            }
            try {
                Diagnostics diagnostics = new Diagnostics();
                List<LinkInput> inputs = new ArrayList<>(seed % 100 == 0 ? others : List.of());
                inputs.add(new LinkInput.Single(ObjectReader.read("p.o", bytes)));
                Linker.linkInputs(inputs, LinkOptions.defaults().withCollect(seed % 2 == 0), diagnostics);
                assertThat(diagnostics.render()).isNotNull();
            } catch (ElfFormatException unsound) {
                assertThat(unsound).hasMessageNotContaining("null");
            } catch (RuntimeException | Error thrown) {
                throw new AssertionError("seed " + seed, thrown);
            }
        }
        assertThat(new String(object, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("ELF");
    }
}
