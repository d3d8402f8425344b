package pagoda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --mount} from the command line to the program and back to the host. */
final class MountTest {
    private static final int MKDIRAT = 34;
    private static final int UNLINKAT = 35;
    private static final int FTRUNCATE = 46;
    private static final int OPENAT = 56;
    private static final int WRITE = 64;
    private static final int RENAMEAT2 = 276;
    private static final int MMAP = 222;

    private static final Pattern RESULT =
            Pattern.compile("syscall (?!exit|write\\(1,)\\w+\\(.*\\) = (\\S+(?: E\\w+)?)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path mounted = Path.of("");
    private final List<String> code = new ArrayList<>();
    private final List<String> data = new ArrayList<>();

    @BeforeEach
    void makeTheHostsDirectory() throws Exception {
        mounted = Files.createDirectory(folder.resolve("mounted"));
        Files.createDirectory(mounted.resolve("sub"));
        Files.writeString(folder.resolve("secret"), "secret");
        Files.writeString(mounted.resolve("a"), "contents of a\n");
        Files.writeString(mounted.resolve("b"), "contents of b\n");
        Files.createSymbolicLink(mounted.resolve("inner"), Path.of("a"));
        Files.createSymbolicLink(mounted.resolve("absolute"), folder.resolve("secret"));
        Files.createSymbolicLink(mounted.resolve("upwards"), Path.of("../secret"));
        Files.createSymbolicLink(mounted.resolve("parent"), Path.of(".."));
        Files.createSymbolicLink(mounted.resolve("loop"), Path.of("loop"));
    }

    /** A call of the program: its arguments are numbers, or texts whose addresses are given. */
    private MountTest call(int number, Object... arguments) {
        for (int index = 0; index < arguments.length; index++) {
            if (arguments[index] instanceof String text) {
                data.add("text" + data.size() + ": .asciz \"" + text + "\"");
                code.add("la a" + index + ", text" + (data.size() - 1));
            } else {
                code.add("li a" + index + ", " + arguments[index]);
            }
        }
        code.add("li a7, " + number);
        code.add("ecall");
        return this;
    }

    private MountTest open(String path, int flags) {
        return call(OPENAT, -100, path, flags, 0644);
    }

    /** What the calls gave, as the trace has it. */
    private List<String> results(String option) throws Exception {
        String source = "_start: " + String.join("\n", code) + "\nli a0, 0\nli a7, 93\necall\n.data\n"
                + String.join("\n", data) + "\n";
        Path file = Files.writeString(folder.resolve("prog.s"), source);
        Invocation run =
                Invocation.of("run", "--audit", "--trace=syscall", "--mount", mounted + option, file.toString());
        assertThat(run.status()).as(run.stderr()).isZero();
        return RESULT.matcher(run.stderr())
                .results()
                .map((MatchResult found) -> found.group(1).replaceAll("-\\d+ ", ""))
                .toList();
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(mounted)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatTheProgramChangesLandsOnTheHost() throws Exception {
        open("new", 0102).call(WRITE, 3, "hello", 5);
        open("a", 02001).call(WRITE, 4, "more", 4);
        call(UNLINKAT, -100, "b", 0).call(MKDIRAT, -100, "made", 0755);
        call(RENAMEAT2, -100, "inner", -100, "sub/renamed", 0);
        open("made/shared", 0102).call(FTRUNCATE, 5, 8).call(MMAP, 0x100000, 4096, 3, 0x11, 5, 0);
        code.add("li t0, 0x100000");
        code.add("li t1, 0x64636261");
        code.add("sd t1, 0(t0)");

        assertThat(results("")).containsExactly("3", "5", "4", "4", "0", "0", "0", "5", "0", "0x100000");

        assertThat(names()).containsExactly("a", "absolute", "loop", "made", "new", "parent", "sub", "upwards");
        assertThat(mounted.resolve("new")).hasContent("hello");
        assertThat(mounted.resolve("a")).hasContent("contents of a\nmore");
        assertThat(Files.readSymbolicLink(mounted.resolve("sub/renamed"))).isEqualTo(Path.of("a"));
        assertThat(Files.readAllBytes(mounted.resolve("made/shared")))
                .as("by a shared mapping")
                .isEqualTo(new byte[] {'a', 'b', 'c', 'd', 0, 0, 0, 0});
    }

    @Test
    void aReadOnlyMountIsReadAndNotChanged() throws Exception {
        open("a", 0).open("inner", 0).open("new", 0102).open("a", 2).open("a", 01000);
        call(UNLINKAT, -100, "b", 0).call(MKDIRAT, -100, "made", 0755);
        call(RENAMEAT2, -100, "a", -100, "c", 0).open("made", 0);
        call(MMAP, 0x100000, 4096, 1, 0x11, 3, 0).call(226, 0x100000, 4096, 3);
        List<String> before = names();

        assertThat(results(":ro"))
                .containsExactly(
                        "3", "4", "EROFS", "EROFS", "EROFS", "EROFS", "EROFS", "EROFS", "ENOENT", "0x100000", "EACCES");

        assertThat(names()).isEqualTo(before);
        assertThat(mounted.resolve("a")).hasContent("contents of a\n");
    }

    @Test
    void noPathLeadsOutOfTheMount() throws Exception {
        open("../secret", 0)
                .open("../mnt/../secret", 0)
                .open("sub/../../secret", 0)
                .open("/secret", 0);
        open("absolute", 0).open("upwards", 0).open("parent/secret", 0).open("loop", 0);
        open("absolute", 0102).open("upwards", 02).open(folder.resolve("secret").toString(), 0);
        open("../mnt/a", 0).open("parent/mnt/a", 0);

        assertThat(results(""))
                .as("the mount's parent is the root of the program's own tree")
                .containsExactly(
                        "ENOENT", "ENOENT", "ENOENT", "ENOENT", "ENOENT", "ENOENT", "ENOENT", "ELOOP", "ENOENT",
                        "ENOENT", "ENOENT", "3", "4");

        assertThat(folder.resolve("secret")).hasContent("secret");
    }

    /** What is made beside the mount, through a link too, is the program's alone. */
    @Test
    void whatIsMadeBesideTheMountIsNotOnTheHost() throws Exception {
        open("../secret", 0102).call(WRITE, 3, "mine", 4);
        open("upwards", 0102).open("parent/other", 0102);

        assertThat(results("")).containsExactly("3", "4", "4", "5");

        assertThat(folder.resolve("secret")).hasContent("secret");
        assertThat(folder.resolve("other")).doesNotExist();
    }
}
