package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.kernel.Calls.ANONYMOUS_FIXED;
import static pagoda.kernel.Calls.BUFFER;
import static pagoda.kernel.Calls.PAGE;
import static pagoda.kernel.Calls.READ_WRITE;

import org.junit.jupiter.api.Test;

/** While a call waits, another thread changes what its buffer's page is: the call finds it as it is then. */
final class PointersKeptTest {
    private static final long OLD = 1;
    private static final long NEW = 2;
    private static final long OTHER = 7;

    private static final long MESSAGE = ElfImage.DATA;
    private static final long FDS = ElfImage.DATA + 16;
    private static final long SCRATCH = ElfImage.DATA + 64;
    private static final long SCRATCH_2 = ElfImage.DATA + 96;
    private static final long STATUS = ElfImage.DATA + 128;

    /** The top of the second thread's stack, which nobody uses: its code keeps all in registers. */
    private static final long STACK = ElfImage.DATA + 2048;

    private static final long NEXT = BUFFER + PAGE;
    private static final int READER = 3;
    private static final int WRITER = 4;

    private final Calls calls = new Calls();

    /** A thread that sleeps until the first one waits, and does this then. */
    private void meanwhile(Runnable what) {
        calls.silently(Calls.CLONE, Calls.THREAD, STACK, 0, 0, 0);
        calls.inTheNewOne(() -> {
            calls.sleep(SCRATCH, 1000);
            what.run();
        });
    }

    /** A child that shares all pages, and ends with what it still finds at the address when all is done. */
    private void forkAWitness(long address) {
        calls.silently(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0);
        calls.inTheNewOne(() -> calls.sleep(SCRATCH_2, 5000).exitWith(address));
    }

    private void send() {
        calls.silently(Calls.WRITE, WRITER, MESSAGE, 8);
    }

    private Calls pipe() {
        return calls.silently(Calls.PIPE2, FDS, 0).store(BUFFER, OLD);
    }

    private long[] results() {
        return calls.results(Code.longs(NEW));
    }

    @Test
    void aReadThatWaitsWhileItsPageIsForkedDoesNotStoreIntoTheChildsToo() { // VM-CHECKLIST 12
        pipe();
        meanwhile(() -> {
            forkAWitness(BUFFER);
            send();
        });
        calls.call(Calls.READ, READER, BUFFER, 8).load(BUFFER);
        calls.silently(Calls.WAIT4, -1, STATUS, 0, 0).load(STATUS);

        assertThat(results()).containsExactly(8, NEW, OLD << 8);
    }

    @Test
    void aReadThatWaitsWhileItsPageIsReplacedStoresIntoTheNewOne() { // VM-CHECKLIST 12
        pipe();
        meanwhile(() -> {
            calls.silently(Calls.MMAP, BUFFER, PAGE, READ_WRITE, ANONYMOUS_FIXED, -1, 0);
            calls.store(NEXT, OTHER);
            send();
        });
        calls.call(Calls.READ, READER, BUFFER, 8).load(BUFFER).load(NEXT);

        assertThat(results()).as("the old page's frame is another's now").containsExactly(8, NEW, OTHER);
    }

    @Test
    void aReadThatWaitsWhileItsPageIsUnmappedFailsAndLosesNothing() { // VM-CHECKLIST 12
        pipe();
        meanwhile(() -> {
            calls.silently(Calls.MUNMAP, BUFFER, PAGE);
            calls.store(NEXT, OTHER);
            send();
        });
        calls.call(Calls.READ, READER, BUFFER, 8).load(NEXT);
        calls.call(Calls.READ, READER, NEXT, 8).load(NEXT);

        assertThat(results()).containsExactly(Calls.EFAULT, OTHER, 8, NEW);
    }

    @Test
    void aReadThatWaitsWhileItsPageIsProtectedFails() { // VM-CHECKLIST 12
        pipe();
        meanwhile(() -> {
            calls.silently(Calls.MPROTECT, BUFFER, PAGE, Calls.PROT_READ);
            send();
        });
        calls.call(Calls.READ, READER, BUFFER, 8).load(BUFFER);

        assertThat(results()).containsExactly(Calls.EFAULT, OLD);
    }

    @Test
    void theStatusOfAChildIsNotStoredIntoAnotherChildsPage() { // VM-CHECKLIST 12
        calls.store(BUFFER, OLD).silently(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0);
        calls.inTheNewOne(() -> calls.sleep(SCRATCH, 3000).code().exit(9));
        meanwhile(() -> forkAWitness(BUFFER));
        calls.silently(Calls.WAIT4, -1, BUFFER, 0, 0).load(BUFFER);
        calls.silently(Calls.WAIT4, -1, STATUS, 0, 0).load(STATUS);

        assertThat(results()).containsExactly(9 << 8, OLD << 8);
    }

    @Test
    void whatPollFoundIsNotStoredIntoAChildsPage() { // VM-CHECKLIST 12
        pipe().store(BUFFER, READER | 1L << 32);
        meanwhile(() -> {
            forkAWitness(BUFFER + 6);
            send();
        });
        calls.call(Calls.PPOLL, BUFFER, 1, 0, 0, 0).load(BUFFER);
        calls.silently(Calls.WAIT4, -1, STATUS, 0, 0).load(STATUS);

        assertThat(results()).containsExactly(1, READER | 1L << 32 | 1L << 48, 0);
    }
}
