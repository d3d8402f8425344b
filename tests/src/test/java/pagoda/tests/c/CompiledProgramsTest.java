package pagoda.tests.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cli.HostStreams;
import pagoda.cli.Main;
import pagoda.elf.ElfFile;
import pagoda.tests.host.HostCommand;
import pagoda.tests.host.HostCommand.Outcome;

/**
 * What GCC makes of C programs with {@code -S} is assembled to the object that GNU as makes of it; linked, with code shortened
 * and without, it does on QEMU and on Pagoda what the program does that GNU's tools alone have built.
 */
@Tag("oracle")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CompiledProgramsTest {

    /** Far more instructions than any of the programs needs. */
    private static final String MAX_STEPS = "20000000";

    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    /** What has been compiled so far. */
    private final Map<Compilation, Compilation.Files> compiled = new HashMap<>();

    /** One folder for all: compiling is done once. */
    @BeforeAll
    void start(@TempDir Path folder) {
        temporary = folder;
    }

    List<Arguments> programs() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (Compilation compilation : Compilation.all()) {
            for (String program : Compilation.programs()) {
                all.add(Arguments.of(program, compilation));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("programs")
    void anObjectIsWhatGnuAsMakes(String program, Compilation compilation) throws Exception {
        Path folder = compiled(compilation).folder();
        Path object = folder.resolve(program + ".ours.o");
        pagoda(
                "asm",
                "-c",
                "-o",
                object.toString(),
                folder.resolve(program + ".s").toString());

        SortedMap<String, List<String>> gnu = read(folder.resolve(program + ".o"));
        SortedMap<String, List<String>> ours = read(object);
        // Source lines are recorded whether they are asked for or not.
        ours.keySet().removeIf(section -> section.startsWith(".debug_"));
        TreeSet<String> sections = new TreeSet<>(gnu.keySet());
        sections.addAll(ours.keySet());
        assertThat(sections)
                .allSatisfy(section -> assertThat(ObjectText.firstDifference(
                                gnu.getOrDefault(section, List.of()), ours.getOrDefault(section, List.of())))
                        .as(section.isEmpty() ? "flags and symbols" : section)
                        .isNull());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("programs")
    void aProgramDoesWhatItDoesWhenGnuToolsBuildIt(String program, Compilation compilation) throws Exception {
        Compilation.Files files = compiled(compilation);
        Path folder = files.folder();
        compilation.link(folder, program, program);
        Outcome expected = qemu(folder, program);

        Path ours = folder.resolve(program + ".ours");
        String[] inputs = {
            folder.resolve(program + ".s").toString(), files.support().toString(), files.libgcc()
        };
        pagoda("asm", "-o", ours.toString(), inputs[0], inputs[1], inputs[2]);
        assertSame("QEMU", qemu(folder, ours.toString()), expected);
        assertSame("Pagoda", run("run", "--max-steps", MAX_STEPS, ours.toString()), expected);
        pagoda("asm", "--no-relax", "-o", ours.toString(), inputs[0], inputs[1], inputs[2]);
        assertSame("Pagoda, not relaxed", run("run", "--max-steps", MAX_STEPS, ours.toString()), expected);
    }

    private static void assertSame(String where, Outcome found, Outcome expected) {
        assertThat(found.stdout())
                .as("%s: standard output (%s)", where, found.stderr())
                .isEqualTo(expected.stdout());
        assertThat(found.exit())
                .as("%s: exit status (%s)", where, found.stderr())
                .isEqualTo(expected.exit());
    }

    private Compilation.Files compiled(Compilation compilation) throws IOException, InterruptedException {
        Compilation.Files files = compiled.get(compilation);
        if (files == null) {
            files = compilation.compile(Files.createDirectory(temporary.resolve("compilation-" + compiled.size())));
            compiled.put(compilation, files);
        }
        return files;
    }

    private static Outcome qemu(Path folder, String executable) throws IOException, InterruptedException {
        return HostCommand.run(
                folder, "", List.of("qemu-riscv64", folder.resolve(executable).toString()));
    }

    private static void pagoda(String... command) {
        Outcome outcome = run(command);
        assertThat(outcome.exit()).as(outcome.stderr()).isZero();
    }

    private static Outcome run(String... command) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int status = Main.run(new HostStreams(InputStream.nullInputStream(), output, error, false), command);
        return new Outcome(status, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }

    private static SortedMap<String, List<String>> read(Path object) throws Exception {
        return ObjectText.of(ElfFile.read(Files.readAllBytes(object)));
    }
}
