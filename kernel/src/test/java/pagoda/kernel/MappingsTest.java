package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.kernel.Calls.ANONYMOUS_FIXED;
import static pagoda.kernel.Calls.EEXIST;
import static pagoda.kernel.Calls.EFAULT;
import static pagoda.kernel.Calls.EINVAL;
import static pagoda.kernel.Calls.ENOMEM;
import static pagoda.kernel.Calls.MAP_ANONYMOUS;
import static pagoda.kernel.Calls.MAP_PRIVATE;
import static pagoda.kernel.Calls.MMAP;
import static pagoda.kernel.Calls.MPROTECT;
import static pagoda.kernel.Calls.MREMAP;
import static pagoda.kernel.Calls.MUNMAP;
import static pagoda.kernel.Calls.PAGE;
import static pagoda.kernel.Calls.READ_WRITE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mmap, munmap, mprotect and mremap do, and that they do all of it or nothing. */
final class MappingsTest {
    private static final long AT = 0x10_0000;
    private static final long ELSEWHERE = 0x20_0000;
    private static final long LIMIT = 1L << 38;
    private static final long NAME = ElfImage.DATA;
    private static final long VECTOR = ElfImage.DATA + 1024;
    private static final int MINCORE = 232;
    private static final long MAP_NORESERVE = 0x4000;
    private static final long FIXED_NOREPLACE = MAP_PRIVATE | MAP_ANONYMOUS | 0x100000;
    private static final long MAYMOVE = 1;
    private static final long FIXED = 3;

    private final Calls calls = new Calls();

    /** Maps pages, which hold 1, 2, … */
    private Calls numbered(long at, int pages) {
        calls.silently(MMAP, at, (long) pages * PAGE, READ_WRITE, ANONYMOUS_FIXED, -1, 0);
        for (int page = 0; page < pages; page++) {
            calls.store(at + (long) page * PAGE, page + 1);
        }
        return calls;
    }

    private void loadPages(long at, int pages) {
        for (int page = 0; page < pages; page++) {
            calls.load(at + (long) page * PAGE);
        }
    }

    private long[] results() {
        return calls.results(Code.longs('f'));
    }

    @Test
    void whatCannotBeMappedGivesItsErrorAndChangesNothing() { // VM-CHECKLIST 21
        numbered(AT, 1);
        calls.call(MMAP, 0, -1, READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        calls.call(MMAP, 0, 1L << 37, READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        calls.call(MMAP, 0, LIMIT - PAGE, READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        calls.call(MMAP, AT, 1L << 37, READ_WRITE, ANONYMOUS_FIXED, -1, 0);
        calls.call(MMAP, AT, PAGE, READ_WRITE, MAP_ANONYMOUS | 0x10, -1, 0);
        calls.call(MMAP, AT, PAGE, READ_WRITE, MAP_PRIVATE | 0x10, 9, 0);
        calls.call(MMAP, LIMIT - PAGE, 2 * PAGE, READ_WRITE, ANONYMOUS_FIXED, -1, 0);
        calls.call(MMAP, -PAGE, PAGE, READ_WRITE, ANONYMOUS_FIXED, -1, 0);
        calls.load(AT);

        assertThat(results()).containsExactly(ENOMEM, ENOMEM, ENOMEM, ENOMEM, EINVAL, -9, ENOMEM, ENOMEM, 1);
    }

    @Test
    void aMappingMadeOverAnotherReplacesItsPagesAlone() { // VM-CHECKLIST 45
        numbered(AT, 3);
        calls.call(MMAP, AT + PAGE, PAGE, READ_WRITE, ANONYMOUS_FIXED, -1, 0);
        loadPages(AT, 3);
        calls.call(MMAP, AT - PAGE, 2 * PAGE, Calls.PROT_READ, ANONYMOUS_FIXED, -1, 0);
        loadPages(AT, 3);

        assertThat(results()).containsExactly(AT + PAGE, 1, 0, 3, AT - PAGE, 0, 0, 3);
    }

    @Test
    void aMappingMadeOverAFilesLeavesTheFile() { // VM-CHECKLIST 45
        file();
        calls.silently(MMAP, AT, 2 * PAGE, READ_WRITE, Calls.MAP_SHARED | Calls.MAP_FIXED, 3, 0);
        calls.store(AT, 5).store(AT + PAGE, 6);
        calls.call(MMAP, AT, PAGE, READ_WRITE, ANONYMOUS_FIXED, -1, 0).store(AT, 7);
        calls.call(MMAP, ELSEWHERE, 2 * PAGE, READ_WRITE, Calls.MAP_SHARED | Calls.MAP_FIXED, 3, 0);
        loadPages(ELSEWHERE, 2);
        calls.load(AT + PAGE);

        assertThat(results()).containsExactly(AT, ELSEWHERE, 5, 6, 6);
    }

    @Test
    void noreplaceFindsWhatIsThereAndLeavesIt() {
        numbered(AT, 2);
        calls.call(MMAP, AT, 2 * PAGE, READ_WRITE, FIXED_NOREPLACE, -1, 0);
        calls.call(MMAP, AT - PAGE, 2 * PAGE, READ_WRITE, FIXED_NOREPLACE, -1, 0);
        calls.call(MMAP, AT + PAGE, 8 * PAGE, READ_WRITE, FIXED_NOREPLACE, -1, 0);
        calls.call(MMAP, AT - PAGE, 8 * PAGE, READ_WRITE, FIXED_NOREPLACE, -1, 0);
        calls.call(MMAP, AT + 1, PAGE, READ_WRITE, FIXED_NOREPLACE, -1, 0);
        calls.call(MMAP, AT + 2 * PAGE, PAGE, READ_WRITE, FIXED_NOREPLACE, -1, 0);
        calls.call(MMAP, AT - PAGE, PAGE, READ_WRITE, FIXED_NOREPLACE, -1, 0);
        loadPages(AT - PAGE, 4);

        assertThat(results())
                .containsExactly(EEXIST, EEXIST, EEXIST, EEXIST, EINVAL, AT + 2 * PAGE, AT - PAGE, 0, 1, 2, 0);
    }

    @Test
    void munmapDoesAllOrNothing() { // VM-CHECKLIST 45
        numbered(AT, 4);
        calls.call(MUNMAP, AT + 1, PAGE);
        calls.call(MUNMAP, AT, 0);
        calls.call(MUNMAP, AT, -PAGE);
        calls.call(MUNMAP, AT, LIMIT);
        calls.call(MUNMAP, -PAGE, 2 * PAGE);
        loadPages(AT, 4);
        calls.call(MUNMAP, AT + PAGE, PAGE + 1);
        calls.call(MINCORE, AT, PAGE, VECTOR).call(MINCORE, AT + PAGE, PAGE, VECTOR);
        calls.call(MINCORE, AT + 2 * PAGE, PAGE, VECTOR).call(MINCORE, AT + 3 * PAGE, PAGE, VECTOR);
        calls.call(MUNMAP, AT - 4 * PAGE, 16 * PAGE).call(MINCORE, AT, PAGE, VECTOR);

        assertThat(results())
                .containsExactly(
                        EINVAL, EINVAL, EINVAL, EINVAL, EINVAL, 1, 2, 3, 4, 0, 0, ENOMEM, ENOMEM, 0, 0, ENOMEM);
    }

    /** Makes a file of two pages, open as 3 to read and write, and as 4 to read. */
    private void file() {
        calls.silently(Calls.OPENAT, Calls.AT_FDCWD, NAME, Calls.O_CREAT | Calls.O_RDWR, 0600)
                .silently(Calls.FTRUNCATE, 3, 2 * PAGE)
                .silently(Calls.OPENAT, Calls.AT_FDCWD, NAME, Calls.O_RDONLY, 0);
    }

    @Test
    void mprotectGivesNoMoreThanTheFileWasOpenedFor() { // VM-CHECKLIST 47
        file();
        calls.call(MMAP, AT, PAGE, Calls.PROT_READ, Calls.MAP_SHARED | Calls.MAP_FIXED, 4, 0);
        calls.call(MPROTECT, AT, PAGE, READ_WRITE);
        calls.call(MMAP, ELSEWHERE, PAGE, Calls.PROT_READ, MAP_PRIVATE | Calls.MAP_FIXED, 4, 0);
        calls.call(MPROTECT, ELSEWHERE, PAGE, READ_WRITE).store(ELSEWHERE, 7);
        calls.load(AT).load(ELSEWHERE);

        assertThat(results())
                .as("a private page is the program's own, a shared one is the file's")
                .containsExactly(AT, Calls.EACCES, ELSEWHERE, 0, 0, 7);
    }

    /** VM-CHECKLIST 47: the page is taken from the parent's rights, and given back to both, and still is copied. */
    @Test
    void mprotectDoesNotGoAroundCopyOnWriteInAProgram() {
        numbered(AT, 1);
        calls.silently(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0);
        calls.inTheNewOne(() -> calls.silently(MPROTECT, AT, PAGE, 0)
                .silently(MPROTECT, AT, PAGE, READ_WRITE)
                .store(AT, 9));
        calls.silently(MPROTECT, AT, PAGE, Calls.PROT_READ).silently(MPROTECT, AT, PAGE, READ_WRITE);
        calls.silently(Calls.WAIT4, -1, 0, 0, 0).load(AT);

        assertThat(results()).containsExactly(1);
    }

    @Test
    void mremapGrowsInPlaceWhereThereIsRoom() {
        numbered(AT, 2);
        calls.call(MREMAP, AT, 2 * PAGE, 4 * PAGE, 0, 0);
        loadPages(AT, 4);
        calls.call(MREMAP, AT + PAGE, 3 * PAGE, 5 * PAGE, 0, 0).load(AT + 5 * PAGE);

        assertThat(results()).containsExactly(AT, 1, 2, 0, 0, AT + PAGE, 0);
    }

    @Test
    void mremapWithoutMaymoveStaysWhereItIs() {
        numbered(AT, 2);
        numbered(AT + 3 * PAGE, 1);
        calls.call(MREMAP, AT, 2 * PAGE, 4 * PAGE, 0, 0);
        calls.call(MREMAP, AT, PAGE, 2 * PAGE, 0, 0);
        calls.call(MREMAP, AT, 2 * PAGE, 3 * PAGE, 0, 0);
        loadPages(AT, 4);

        assertThat(results()).containsExactly(ENOMEM, ENOMEM, AT, 1, 2, 0, 1);
    }

    @Test
    void mremapMovesThePagesWithTheirBytes() {
        numbered(AT, 2);
        numbered(AT + 2 * PAGE, 1);
        calls.silently(MPROTECT, AT + 2 * PAGE, PAGE, Calls.PROT_READ);
        calls.call(MREMAP, AT, 2 * PAGE, 3 * PAGE, MAYMOVE, 0);
        calls.code().move(8, 10);
        for (int page = 0; page < 3; page++) {
            calls.code().li(5, (long) page * PAGE).register(pagoda.cpu.isa.Instruction.ADD, 5, 5, 8);
            calls.code().immediate(pagoda.cpu.isa.Instruction.LD, 10, 5, 0);
            calls.keep();
        }
        calls.call(MINCORE, AT, PAGE, VECTOR).load(AT + 2 * PAGE);

        long[] results = results();
        assertThat(results[0]).isBetween(ELSEWHERE, LIMIT);
        assertThat(results).endsWith(1, 2, 0, ENOMEM, 1);
    }

    @Test
    void mremapShrinks() {
        numbered(AT, 4);
        calls.call(MREMAP, AT, 4 * PAGE, PAGE + 1, 0, 0);
        loadPages(AT, 2);
        calls.call(MINCORE, AT + 2 * PAGE, PAGE, VECTOR);
        calls.call(MREMAP, AT, 2 * PAGE, 2 * PAGE, 0, 0);
        calls.call(MREMAP, AT, 2 * PAGE, 4 * PAGE, 0, 0).load(AT + 2 * PAGE);

        assertThat(results())
                .as("what was cut off is zero when had again")
                .containsExactly(AT, 1, 2, ENOMEM, AT, AT, 0);
    }

    @Test
    void mremapToAFixedPlaceReplacesWhatWasThere() {
        numbered(AT, 3);
        numbered(ELSEWHERE, 4);
        calls.call(MREMAP, AT, 2 * PAGE, 3 * PAGE, FIXED, ELSEWHERE);
        loadPages(ELSEWHERE, 4);
        calls.call(MINCORE, AT, PAGE, VECTOR).load(AT + 2 * PAGE);
        calls.call(MREMAP, ELSEWHERE, 4 * PAGE, PAGE, FIXED, AT);
        calls.load(AT).call(MINCORE, ELSEWHERE + PAGE, PAGE, VECTOR);

        assertThat(results()).containsExactly(ELSEWHERE, 1, 2, 0, 4, ENOMEM, 3, AT, 1, ENOMEM);
    }

    @Test
    void whatMremapRefusesStaysAsItWas() {
        numbered(AT, 2);
        calls.call(MREMAP, AT + 1, PAGE, PAGE, MAYMOVE, 0);
        calls.call(MREMAP, AT, PAGE, 0, MAYMOVE, 0);
        calls.call(MREMAP, AT, PAGE, PAGE, 2, ELSEWHERE);
        calls.call(MREMAP, AT, PAGE, PAGE, 64, 0);
        calls.call(MREMAP, AT, PAGE, PAGE, FIXED, ELSEWHERE + 1);
        calls.call(MREMAP, AT, 2 * PAGE, 2 * PAGE, FIXED, AT + PAGE);
        calls.call(MREMAP, AT, 2 * PAGE, 2 * PAGE, FIXED, LIMIT - PAGE);
        calls.call(MREMAP, ELSEWHERE, PAGE, 2 * PAGE, MAYMOVE, 0);
        calls.call(MREMAP, AT, 3 * PAGE, 4 * PAGE, MAYMOVE, 0);
        calls.call(MREMAP, AT, 2 * PAGE, LIMIT, MAYMOVE, 0);
        calls.call(MREMAP, AT, 2 * PAGE, -PAGE, MAYMOVE, 0);
        loadPages(AT, 2);

        assertThat(results())
                .containsExactly(
                        EINVAL, EINVAL, EINVAL, EINVAL, EINVAL, EINVAL, EINVAL, EFAULT, EFAULT, ENOMEM, ENOMEM, 1, 2);
    }

    /** The child's page is still the parent's when it moves, and is copied when it is stored to. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void aPageThatMovesIsStillSharedWithTheChild(long storeFirst) {
        numbered(AT, 1);
        calls.silently(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0);
        calls.inTheNewOne(() -> {
            calls.sleep(ElfImage.DATA + 64, 1000);
            calls.exitWith(AT);
        });
        if (storeFirst == 1) {
            calls.store(AT, 8);
        }
        calls.call(MREMAP, AT, PAGE, PAGE, FIXED, ELSEWHERE).load(ELSEWHERE).store(ELSEWHERE, 9);
        calls.silently(Calls.WAIT4, -1, VECTOR, 0, 0).load(VECTOR).load(ELSEWHERE);

        assertThat(results()).containsExactly(ELSEWHERE, storeFirst == 1 ? 8 : 1, 1 << 8, 9);
    }
}
