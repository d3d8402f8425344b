package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.kernel.Calls.PAGE;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fork for which there is no room gives its error, and leaves the parent as it was. */
final class ForkFailsTest {
    private static final long EAGAIN = -11;
    private static final long AT = 0x10_0000;
    private static final long STATUS = ElfImage.DATA + 64;
    private static final int RLIMIT_NPROC = 6;

    private final Calls calls = new Calls();

    /** Eight pages a gibibyte apart, each with two tables of its own, which a child needs too; and others beside the first. */
    private static long page(int index) {
        return index < 8 ? AT + ((long) index << 30) : AT + (long) index * PAGE;
    }

    @ParameterizedTest(name = "{0} pages: {1}")
    @CsvSource({"8, true", "16, true", "28, false", "30, false"})
    void withoutFramesForItsTablesItGivesEnomem(int pages, boolean works) { // VM-CHECKLIST 9
        for (int index = 0; index < pages; index++) {
            calls.silently(Calls.MMAP, page(index), PAGE, Calls.READ_WRITE, Calls.ANONYMOUS_FIXED, -1, 0);
            calls.store(page(index), index + 1);
        }
        calls.call(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0);
        calls.inTheNewOne(() -> calls.code().exit(4));
        calls.silently(Calls.WAIT4, -1, 0, 0, 0);
        for (int index = 0; index < pages; index++) {
            calls.load(page(index));
        }
        calls.silently(Calls.MUNMAP, AT + PAGE, 8L << 30);
        calls.silently(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0);
        calls.inTheNewOne(() -> calls.code().exit(4));
        calls.silently(Calls.WAIT4, -1, STATUS, 0, 0).load(STATUS);

        long[] results = calls.results(new GuestRun(GuestRun.SMALL.withRam(64L * PAGE), ""), calls.image(new byte[8]));

        assertThat(results[0]).isEqualTo(works ? 3 : Calls.ENOMEM);
        assertThat(Arrays.copyOfRange(results, 1, 1 + pages))
                .as("the parent's pages")
                .isEqualTo(LongStream.rangeClosed(1, pages).toArray());
        assertThat(results[1 + pages]).as("a later child's status").isEqualTo(4 << 8);
    }

    @Test
    void beyondTheLimitOfProcessesItGivesEagain() { // VM-CHECKLIST 9
        calls.call(Calls.SETRLIMIT, RLIMIT_NPROC, ElfImage.DATA);
        calls.call(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0);

        assertThat(calls.results(Code.longs(1, 1))).containsExactly(0, EAGAIN);
    }
}
