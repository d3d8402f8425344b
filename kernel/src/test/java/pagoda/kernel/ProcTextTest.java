package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A1;
import static pagoda.cpu.isa.Registers.A2;
import static pagoda.kernel.Calls.AT_FDCWD;
import static pagoda.kernel.Calls.MMAP;
import static pagoda.kernel.Calls.PAGE;
import static pagoda.kernel.Calls.READ_WRITE;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a program reads in /proc has Linux's form, line by line, and says what is so. */
final class ProcTextTest {
    private static final int PREAD64 = 67;
    private static final int S1 = 9;
    private static final long PATH = ElfImage.DATA + 64;
    private static final long FILE = ElfImage.DATA + 192;
    private static final long TEXT = Calls.BUFFER;
    private static final long AT = 0x10_0000;
    private static final long FILE_AT = 0x20_0000;

    private static final String KIB = " +\\d+ kB";
    private static final Pattern MAPS = Pattern.compile(
            "([0-9a-f]{8,16})-([0-9a-f]{8,16}) ([r-][w-][x-][ps]) ([0-9a-f]{8,16}) [0-9a-f]{2}:[0-9a-f]{2} \\d+ (?: +(\\S.*))?");

    private final Calls calls = new Calls();

    private static byte[] data(String path) {
        byte[] data = new byte[PAGE];
        put(data, PATH, path);
        put(data, FILE, "f");
        return data;
    }

    private static void put(byte[] data, long address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, data, (int) (address - ElfImage.DATA), bytes.length);
    }

    /** Copies a file to standard output, at most 8 KiB of it. */
    private Calls cat() {
        calls.silently(Calls.OPENAT, AT_FDCWD, PATH, Calls.O_RDONLY, 0);
        calls.code().move(S1, A0).li(A1, TEXT).li(A2, 2 * PAGE).call(Calls.READ);
        calls.code().move(A2, A0).li(A0, 1).li(A1, TEXT).call(Calls.WRITE);
        calls.code().move(A0, S1).call(Calls.CLOSE);
        return calls;
    }

    private GuestRun run(String path) {
        GuestRun run = new GuestRun(GuestRun.SMALL, "");
        calls.results(run, calls.image(data(path)));
        return run;
    }

    /** The lines of the file, as the program reads it now. */
    private List<String> lines(String path) {
        cat();
        String text = run(path).stdout();
        assertThat(text).endsWith("\n");
        return text.lines().toList();
    }

    /** Two pages of memory, of which one is there, and a shared file of two pages, of which one is there. */
    private void memory() {
        calls.silently(MMAP, AT, 2 * PAGE, READ_WRITE, Calls.ANONYMOUS_FIXED, -1, 0)
                .store(AT, 1);
        calls.silently(Calls.OPENAT, AT_FDCWD, FILE, Calls.O_CREAT | Calls.O_RDWR, 0600)
                .silently(Calls.FTRUNCATE, 3, 4 * PAGE)
                .silently(MMAP, FILE_AT, 2 * PAGE, READ_WRITE, Calls.MAP_SHARED | Calls.MAP_FIXED, 3, PAGE)
                .store(FILE_AT, 2);
    }

    @Test
    void mapsHasALineForEachRegion() {
        memory();
        List<String> lines = lines("/proc/self/maps");

        assertThat(lines).allMatch(line -> MAPS.matcher(line).matches());
        assertThat(lines).anyMatch(line -> line.matches("00100000-00102000 rw-p 00000000 00:00 0 "));
        assertThat(lines).anyMatch(line -> line.matches("00200000-00202000 rw-s 00001000 00:01 0 +/f"));
        assertThat(lines).anyMatch(line -> line.matches("00010000-0001[0-9a-f]000 r-xp 00001000 00:01 0 +dir/test"));
        assertThat(lines).anyMatch(line -> line.endsWith(" [stack]"));
        assertThat(lines.stream().filter(line -> line.length() > 73))
                .as("names begin in column 74")
                .allMatch(line -> line.charAt(72) == ' ' && line.charAt(73) != ' ');
        long last = 0;
        for (String line : lines) {
            Matcher matcher = MAPS.matcher(line);
            assertThat(matcher.matches()).isTrue();
            assertThat(Long.parseLong(matcher.group(1), 16)).isGreaterThanOrEqualTo(last);
            last = Long.parseLong(matcher.group(2), 16);
        }
    }

    @Test
    void smapsTellsOfEachRegionWhatItsPagesAre() {
        memory();
        List<String> lines = lines("/proc/self/smaps");
        String block = "(Size|KernelPageSize|MMUPageSize|Rss|Pss|Pss_Dirty|Shared_Clean|Shared_Dirty|Private_Clean"
                + "|Private_Dirty|Referenced|Anonymous|LazyFree|AnonHugePages|ShmemPmdMapped|FilePmdMapped"
                + "|Shared_Hugetlb|Private_Hugetlb|Swap|SwapPss|Locked):" + KIB;

        assertThat(lines)
                .allMatch(line -> MAPS.matcher(line).matches()
                        || line.matches(block)
                        || line.matches("THPeligible: +[01]")
                        || line.matches("VmFlags: ([a-z]{2} )+"));
        int at = lines.indexOf("00100000-00102000 rw-p 00000000 00:00 0 ");
        assertThat(lines.subList(at, at + 13).stream().map(line -> line.replaceAll(" +", " ")))
                .contains("Size: 8 kB", "Rss: 4 kB", "Pss: 4 kB", "Private_Dirty: 4 kB", "Anonymous: 4 kB");
    }

    @Test
    void statusHasAFieldInEachLine() {
        memory();
        List<String> lines = lines("/proc/self/status");

        assertThat(lines).allMatch(line -> line.matches("[A-Za-z_]+:\t.*"));
        assertThat(lines.stream().filter(line -> line.startsWith("Vm") || line.startsWith("Rss")))
                .hasSizeGreaterThan(10)
                .allMatch(line -> line.matches("\\w+:\t +\\d+ kB"));
        assertThat(lines)
                .contains("Name:\ttest", "State:\tR (running)", "Pid:\t2", "Tgid:\t2", "PPid:\t1", "Threads:\t1")
                .contains("Uid:\t0\t0\t0\t0");
    }

    @Test
    void statHasFiftyTwoFields() {
        memory();
        List<String> lines = lines("/proc/self/stat");

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).matches("2 \\(test\\) R 1 2 1( -?\\d+){46}");
    }

    @Test
    void meminfoHasAnAmountInEachLine() {
        memory();
        List<String> lines = lines("/proc/meminfo");

        assertThat(lines)
                .allMatch(line -> line.matches("[A-Za-z_()]+:" + KIB) && line.length() == 27)
                .anyMatch(line -> line.matches("MemTotal: +1024 kB"))
                .anyMatch(line -> line.startsWith("MemFree:"));
    }

    @Test
    void vmstatHasANumberInEachLine() {
        memory();
        List<String> lines = lines("/proc/vmstat");

        assertThat(lines).allMatch(line -> line.matches("[a-z_]+ \\d+"));
        assertThat(lines.stream().map(line -> line.replaceAll(" .*", "")))
                .contains("nr_free_pages", "pgpgin", "pgpgout", "pgfault", "pgmajfault");
    }

    @Test
    void pagemapTellsWhichPagesAreThere() {
        memory();
        calls.silently(Calls.OPENAT, AT_FDCWD, PATH, Calls.O_RDONLY, 0);
        calls.call(PREAD64, 4, TEXT, 16, AT / PAGE * 8).load(TEXT).load(TEXT + 8);
        calls.call(PREAD64, 4, TEXT, 16, FILE_AT / PAGE * 8).load(TEXT).load(TEXT + 8);
        calls.call(PREAD64, 4, TEXT, 8, AT / PAGE * 8 + 1);
        calls.call(PREAD64, 4, TEXT, 8, 1L << 40);

        long[] results = calls.results(new GuestRun(GuestRun.SMALL, ""), calls.image(data("/proc/self/pagemap")));

        assertThat(results[0]).isEqualTo(16);
        assertThat(results[1] >>> 61).as("present, private").isEqualTo(4);
        assertThat(results[1] & (1L << 55) - 1).as("the frame's number").isBetween(0x80000L, 0x80100L);
        assertThat(results[2]).as("not there").isZero();
        assertThat(results[4] >>> 61).as("present, of a file").isEqualTo(5);
        assertThat(results[5]).isZero();
        assertThat(results[6]).isEqualTo(Calls.EINVAL);
        assertThat(results[7]).as("behind the last page").isZero();
    }

    /** VM-CHECKLIST 41: by msync, of all that is dirty, once. */
    @Test
    void msyncWritesWhatIsDirtyAndVmstatCountsIt() {
        memory();
        calls.store(FILE_AT + PAGE, 3);
        cat().call(Calls.MSYNC, FILE_AT, 2 * PAGE, 4);
        cat().call(Calls.MSYNC, FILE_AT, 2 * PAGE, 4);
        cat();

        List<Long> written = run("/proc/vmstat")
                .stdout()
                .lines()
                .filter(line -> line.startsWith("pgpgout "))
                .map(line -> Long.parseLong(line.substring(8)))
                .toList();

        assertThat(written).hasSize(3);
        assertThat(written.get(1) - written.get(0)).as("two pages, in KiB").isEqualTo(8);
        assertThat(written.get(2)).as("they are clean").isEqualTo(written.get(1));
    }
}
