package pagoda.kernel.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.Costs;
import pagoda.cpu.Hart;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.reclaim.ReclaimOptions;
import pagoda.kernel.mm.reclaim.Reclaimer;

/** Files, names, pipes and descriptors without programs, in a RAM of sixteen frames. */
final class FilesTest {
    private static final int FRAMES = 16;
    private static final int LONGEST = 40 * 4096;

    private final PageCache cache = cache();
    private final FileSystem files = new FileSystem(cache, new Silence(), () -> 0, 1);
    private final Directory root = files.root();

    private static PageCache cache() {
        PhysicalMemory memory = new PhysicalMemory(FRAMES * 4096L);
        Mmu mmu = new Mmu(memory, RadixScheme.SV39, TlbConfiguration.DEFAULT, TlbConfiguration.DEFAULT);
        Hart hart = new Hart(memory, mmu, Costs.DEFAULT);
        EventStream events = new EventStream(hart);
        FrameTable frames = new FrameTable(hart, KernelCosts.DEFAULT, events);
        PageCache cache = new PageCache(frames, memory);
        new Reclaimer(frames, cache, hart, KernelCosts.DEFAULT, events, ReclaimOptions.DEFAULT);
        return cache;
    }

    /** A console that nobody sits at. */
    private static final class Silence implements Console {
        @Override
        public int read(byte[] target, int length) {
            return 0;
        }

        @Override
        public int write(boolean error, byte[] source, int length) {
            return length;
        }
    }

    private OpenFile open(String path, int flags) throws FileException {
        return files.open(root, path, flags, 0644);
    }

    /** VM-CHECKLIST 42, 46: what files contain does not depend on what fits into RAM. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomOperationsLeaveWhatAPlainModelHas(long seed) throws FileException {
        SplittableRandom random = new SplittableRandom(seed);
        List<OpenFile> open = new ArrayList<>();
        List<byte[]> model = new ArrayList<>();
        for (int file = 0; file < 3; file++) {
            open.add(open("/tmp/" + file, OpenFlags.O_RDWR | OpenFlags.O_CREAT));
            model.add(new byte[0]);
        }
        for (int step = 0; step < 2000; step++) {
            int which = random.nextInt(3);
            OpenFile file = open.get(which);
            byte[] expected = model.get(which);
            int offset = random.nextInt(LONGEST);
            int length = random.nextInt(1 << random.nextInt(15));
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    byte[] bytes = new byte[length];
                    random.nextBytes(bytes);
                    assertThat(file.inode().write(file, offset, bytes, length)).isEqualTo(length);
                    if (length > 0) {
                        expected = Arrays.copyOf(expected, Math.max(expected.length, offset + length));
                        System.arraycopy(bytes, 0, expected, offset, length);
                    }
                }
                case 2 -> {
                    assertThat(((RegularFile) file.inode()).truncate(offset)).isZero();
                    expected = Arrays.copyOf(expected, offset);
                }
                case 3 -> assertThat(file.inode().sync()).isZero();
                default -> {
                    byte[] bytes = new byte[length];
                    int count = Math.max(0, Math.min(length, expected.length - offset));
                    assertThat(file.inode().read(file, offset, bytes, length))
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(count);
                    assertThat(Arrays.copyOf(bytes, count))
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(count == 0 ? new byte[0] : Arrays.copyOfRange(expected, offset, offset + count));
                }
            }
            model.set(which, expected);
            assertThat(file.inode().size()).as("seed %d, step %d", seed, step).isEqualTo(expected.length);
            assertThat(cache.pages().size()).isLessThanOrEqualTo(FRAMES);
        }
    }

    @Test
    void theRoomOfAFileComesBackWhenItsNameAndItsLastDescriptorHaveGone() throws FileException {
        FileDescriptors descriptors = files.begin(root);
        OpenFile file = open("/tmp/f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        descriptors.put(3, file, false);
        file.inode().write(file, 0, new byte[8192], 8192);
        file.inode().sync();
        files.names().unlink(root, "/tmp/f");
        assertThat(file.inode().read(file, 0, new byte[10], 10)).isEqualTo(10);
        assertThat(cache.pages().size()).isEqualTo(2);
        FileDescriptors child = descriptors.copy();
        descriptors.close();
        assertThat(cache.pages().size()).isEqualTo(2);
        child.close();
        assertThat(cache.pages().size()).isZero();
    }

    @Test
    void aDescriptorIsTheLowestFreeNumberUpToTheLimit() throws FileException {
        FileDescriptors descriptors = files.begin(root);
        descriptors.close(1);
        assertThat(descriptors.free(0)).isEqualTo(1);
        assertThat(descriptors.free(2)).isEqualTo(3);
        descriptors.setLimit(3);
        fails(Errno.EMFILE, () -> descriptors.free(2));
    }

    @Test
    void pathsAreWalkedAsOnLinux() throws FileException {
        files.names().makeDirectory(root, "/tmp/d", 0755);
        files.names().makeLink("../d", root, "/tmp/d/up");
        files.names().makeLink("loop", root, "/tmp/loop");
        open("/tmp/d/up/up/f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        assertThat(files.find(root, "tmp//./d/../d/f", true).inode()).isInstanceOf(RegularFile.class);
        assertThat(files.find(root, "/../../..", true).inode()).isSameAs(root);
        fails(Errno.ENOENT, () -> files.find(root, "", true));
        fails(Errno.ELOOP, () -> files.find(root, "/tmp/loop", true));
        fails(Errno.ENOTDIR, () -> files.find(root, "/tmp/d/f/", true));
        fails(Errno.ENOTDIR, () -> files.find(root, "/tmp/d/f/x", true));
        fails(Errno.ENOENT, () -> files.find(root, "/tmp/x/y", true));
        fails(Errno.ENAMETOOLONG, () -> files.find(root, "x".repeat(256), true));
    }

    @Test
    void aPipeHoldsSixteenPagesAndNeverSplitsWhatIsSmall() {
        Pipe pipe = files.newPipe();
        OpenFile in = new OpenFile(pipe, OpenFlags.O_WRONLY, "pipe");
        OpenFile out = new OpenFile(pipe, OpenFlags.O_RDONLY, "pipe");
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 7);
        assertThat(pipe.write(in, 0, bytes, bytes.length)).isEqualTo(Pipe.CAPACITY);
        assertThat(pipe.write(in, 0, bytes, 1)).isEqualTo(Errno.EAGAIN.result());
        assertThat(pipe.read(out, 0, bytes, 4095)).isEqualTo(4095);
        assertThat(pipe.write(in, 0, bytes, 2)).isEqualTo(Errno.EAGAIN.result());
        assertThat(pipe.read(out, 0, bytes, 1)).isEqualTo(1);
        assertThat(pipe.write(in, 0, bytes, Pipe.ATOMIC)).isEqualTo(Pipe.ATOMIC);
        in.discard();
        assertThat(pipe.read(out, 0, bytes, bytes.length)).isEqualTo(Pipe.CAPACITY);
        assertThat(pipe.read(out, 0, bytes, 1)).isZero();
    }

    private interface Action {
        void run() throws FileException;
    }

    private static void fails(Errno errno, Action action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        FileException.class,
                        failure -> assertThat(failure.errno()).isEqualTo(errno));
    }

    @Test
    void aPipeHoldsAsMuchAsItIsTold() {
        Pipe pipe = files.newPipe();
        OpenFile in = new OpenFile(pipe, OpenFlags.O_WRONLY, "pipe");
        OpenFile out = new OpenFile(pipe, OpenFlags.O_RDONLY, "pipe");
        byte[] bytes = new byte[3 * Pipe.ATOMIC];

        assertThat(pipe.setCapacity(2 * Pipe.ATOMIC)).isEqualTo(2 * Pipe.ATOMIC);
        assertThat(pipe.write(in, 0, bytes, bytes.length)).isEqualTo(2 * Pipe.ATOMIC);
        assertThat(pipe.setCapacity(Pipe.ATOMIC)).isEqualTo(Errno.EBUSY.result());
        assertThat(pipe.read(out, 0, bytes, Pipe.ATOMIC)).isEqualTo(Pipe.ATOMIC);
        assertThat(pipe.setCapacity(Pipe.ATOMIC)).isEqualTo(Pipe.ATOMIC);
        assertThat(pipe.poll(in)).isZero();
    }

    @Test
    void aPacketIsReadAloneAndItsRestIsLost() {
        Pipe pipe = files.newPipe();
        OpenFile in = new OpenFile(pipe, OpenFlags.O_WRONLY | OpenFlags.O_DIRECT, "pipe");
        OpenFile out = new OpenFile(pipe, OpenFlags.O_RDONLY, "pipe");
        byte[] bytes = new byte[100];
        pipe.write(in, 0, bytes, 10);
        pipe.write(in, 0, bytes, 20);

        assertThat(pipe.read(out, 0, bytes, 5)).isEqualTo(5);
        assertThat(pipe.read(out, 0, bytes, 100)).isEqualTo(20);
        assertThat(pipe.read(out, 0, bytes, 100)).isEqualTo(Errno.EAGAIN.result());
    }
}
