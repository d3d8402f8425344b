package pagoda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start loads, in a JVM of its own. */
class StartTest {
    private static final String HELLO = """
            _start:
                li a0, 1
                la a1, text
                li a2, 3
                li a7, 64
                ecall
                li a0, 0
                li a7, 93
                ecall
            text: .ascii "hi\\n"
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path source;

    @SuppressWarnings("NullAway.Init")
    private Path executable;

    @BeforeEach
    void assemble() throws IOException {
        source = Files.writeString(folder.resolve("hello.s"), HELLO);
        executable = folder.resolve("hello");
        assertThat(Invocation.of("asm", "-o", executable.toString(), source.toString()))
                .isEqualTo(new Invocation(0, "", ""));
    }

    @Test
    void anExecutableRunsWithoutTheAssembler() throws Exception {
        assertThat(loadedBy(executable)).noneMatch(name -> name.startsWith("pagoda.asm."));
    }

    @Test
    void anExecutableRunsWithoutAntlrAndPicocliAndTheTranslatorsLibrary() throws Exception {
        assertThat(loadedBy(executable))
                .noneMatch(name -> name.startsWith("org.antlr."))
                .noneMatch(name -> name.startsWith("picocli."))
                .noneMatch(name -> name.startsWith("org.objectweb.asm."));
    }

    @Test
    void aSourceRunsWithoutPicocli() throws Exception {
        assertThat(loadedBy(source))
                .anyMatch(name -> name.startsWith("org.antlr."))
                .noneMatch(name -> name.startsWith("picocli."));
    }

    /** That no code is generated for what each start does: records compared, regular expressions matched. */
    @Test
    void anExecutableRunsWithoutCodeMadeForIt() throws Exception {
        assertThat(loadedBy(executable))
                .contains("pagoda.kernel.Kernel")
                .noneMatch(name -> name.equals("java.lang.runtime.ObjectMethods"))
                .noneMatch(name -> name.equals("java.util.regex.Matcher"));
    }

    @Test
    void optionsAreReadWithoutCodeMadeForThem() throws Exception {
        assertThat(loadedBy(executable, "--ram", "16M", "--tlb", "8x2,lru"))
                .anyMatch(name -> name.startsWith("picocli."))
                .noneMatch(name -> name.contains("$Proxy")) // of annotations
                .noneMatch(name -> name.equals("java.lang.runtime.ObjectMethods"));
    }

    @Test
    void aLoopIsTranslatedWithoutCodeMadeForTheTranslator() throws Exception {
        assertThat(loadedBy(loop(4_000_000)))
                .anyMatch(name -> name.startsWith("pagoda.cpu.translator.Translated"))
                .noneMatch(name -> name.equals("java.lang.runtime.ObjectMethods"));
    }

    @Test
    void aProgramOfFourMillionInstructionsEndsBeforeItIsWorthTranslating() throws Exception {
        assertThat(loadedBy(loop(2_000_000))).noneMatch(name -> name.startsWith("pagoda.cpu.translator.Translated"));
    }

    /** A program that executes two instructions in each of so many rounds, and then says hi. */
    private Path loop(int rounds) throws IOException {
        return Files.writeString(
                folder.resolve("loop.s"),
                HELLO.replace("_start:", "_start: li t0, " + rounds + "\nnext: addi t0, t0, -1\nbnez t0, next"));
    }

    /** The names of the classes that a JVM loads to run the program. */
    private List<String> loadedBy(Path program, String... options) throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log.getFileName() + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run"));
        command.addAll(List.of(options));
        command.add(program.toString());
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("hi\n");
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst("^(\\[[^]]*])+ *", "").replaceFirst(" .*", ""))
                .toList();
    }
}
