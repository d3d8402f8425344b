package pagoda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects and archives on the command line. */
final class LinkCommandTest {
    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void assemble(String object, String source) throws IOException {
        Invocation run = Invocation.of("asm", "-c", "-o", path(object), file(object + ".s", source));
        assertThat(run.stderr()).isEmpty();
        assertThat(run.status()).isZero();
    }

    /** An archive of one object, without an index. */
    private void archive(String name, String member) throws IOException {
        byte[] object = Files.readAllBytes(folder.resolve(member));
        String header =
                Text.format("!<arch>\n%-16s%-12s%-6s%-6s%-8s%-10d`\n", member + "/", 0, 0, 0, 644, object.length);
        Files.writeString(folder.resolve(name), header);
        Files.write(folder.resolve(name), object, java.nio.file.StandardOpenOption.APPEND);
    }

    @Test
    void objectsRunWithSources() throws Exception {
        assemble("sum.o", "  .globl sum\nsum: add a0, a0, a1\n  ret\n");
        String main = file("main.s", "  .globl main\nmain: li a0, 40\n  li a1, 2\n  tail sum\n");
        assertThat(Invocation.of("run", main, path("sum.o")).status()).isEqualTo(42);
    }

    @Test
    void aLibraryIsFoundInItsDirectoryAndTheMapTellsWhy() throws Exception {
        assemble("sum.o", "  .globl sum\nsum: add a0, a0, a1\n  ret\n");
        archive("libsum.a", "sum.o");
        String main = file("main.s", "  .globl main\nmain: li a0, 40\n  li a1, 2\n  tail sum\n");
        assertThat(Invocation.of("run", "-L", folder.toString(), "-l", "sum", main)
                        .status())
                .isEqualTo(42);
        String map = path("map");
        Invocation linked = Invocation.of(
                "asm", "-o", path("prog"), "--map", map, "--gc-sections", "-L", folder.toString(), "-l", "sum", main);
        assertThat(linked.stderr()).isEmpty();
        assertThat(Files.readString(Path.of(map))).contains("libsum.a(sum.o)", "sum, used by " + main);
        assertThat(Invocation.of("run", path("prog")).status()).isEqualTo(42);
        assertThat(Invocation.of("run", "-L", folder.toString(), "-l", "none", main)
                        .stderr())
                .contains("libnone.a is in none of " + folder);
    }

    @Test
    void aDamagedObjectIsToldOf() throws Exception {
        assemble("sum.o", "  nop\n");
        byte[] bytes = Files.readAllBytes(folder.resolve("sum.o"));
        Files.write(folder.resolve("cut.o"), java.util.Arrays.copyOf(bytes, bytes.length - 100));
        Invocation run = Invocation.of("run", path("cut.o"));
        assertThat(run.status()).isEqualTo(125);
        assertThat(run.stderr()).startsWith("error: " + path("cut.o") + ": ");
    }

    @Test
    void theProgramIsToldWhereItsProgramHeadersAre() throws Exception {
        String main = file("main.s", """
            _start: mv      t0, sp
            1:      ld      t1, 0(t0)       # argv and envp end in zeros
                    addi    t0, t0, 8
                    bnez    t1, 1b
            2:      ld      t1, 0(t0)
                    addi    t0, t0, 8
                    bnez    t1, 2b
            3:      ld      t1, 0(t0)
                    ld      t2, 8(t0)
                    addi    t0, t0, 16
                    li      t3, 3           # AT_PHDR
                    beq     t1, t3, 4f
                    li      t3, 4           # AT_PHENT
                    beq     t1, t3, 5f
                    li      t3, 5           # AT_PHNUM
                    beq     t1, t3, 6f
                    bnez    t1, 3b
                    la      t1, __ehdr_start
                    addi    t1, t1, 64
                    bne     t1, s1, 7f
                    li      t1, 56
                    bne     t1, s2, 7f
                    lw      a0, 0(s1)       # PT_LOAD
                    slli    a0, a0, 4
                    add     a0, a0, s3
            7:      li      a7, 93
                    ecall
            4:      mv      s1, t2
                    j       3b
            5:      mv      s2, t2
                    j       3b
            6:      mv      s3, t2
                    j       3b
            """);
        // One segment of code, and the mark of the stack.
        assertThat(Invocation.of("run", main).status()).isEqualTo(0x12);
    }
}
