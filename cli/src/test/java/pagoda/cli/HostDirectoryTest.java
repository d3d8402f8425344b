package pagoda.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.HostTree;
import pagoda.kernel.mm.ArrayStore;

/** What --mount shows of the host, and that nothing leads out of it. */
final class HostDirectoryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path outside;

    private HostDirectory mounted(String option) throws IOException {
        Path inside = outside.resolve("inside");
        Files.createDirectories(inside.resolve("sub"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.writeString(inside.resolve("b"), "b");
        Files.writeString(inside.resolve("a"), "a");
        Files.createSymbolicLink(inside.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(inside.resolve("folder"), Path.of(".."));
        return HostDirectory.of(inside + option);
    }

    @Test
    void namesAreSortedAndLinksAreShownAsLinks() throws Exception {
        List<HostTree.Entry> entries = mounted("").list("");
        assertThat(entries.stream().map(HostTree.Entry::name)).containsExactly("a", "b", "file", "folder", "sub");
        assertThat(entries.get(3).target()).isEqualTo("..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "sub/../../secret", "/etc/passwd", "folder/secret", "file", ".", "sub//x"})
    void nothingLeadsOut(String path) throws Exception {
        HostDirectory tree = mounted("");
        assertThatThrownBy(() -> tree.read(path)).isInstanceOf(FileException.class);
        assertThatThrownBy(() -> tree.write(path, 0, new ArrayStore(new byte[0])))
                .isInstanceOf(FileException.class);
        assertThat(outside.resolve("secret")).hasContent("secret");
    }

    @Test
    void aReadOnlyMountIsNotChanged() throws Exception {
        HostDirectory tree = mounted(":ro");
        assertThatThrownBy(() -> tree.delete("a"))
                .isInstanceOfSatisfying(
                        FileException.class,
                        failure -> assertThat(failure.errno()).isEqualTo(Errno.EROFS));
        assertThat(tree.read("a")).isEqualTo(new byte[] {'a'});
    }
}
