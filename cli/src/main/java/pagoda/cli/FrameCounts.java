package pagoda.cli;

import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Numbers of frames, in their order, as they are written: 3, or 3,4, or 1-8, or all of it. */
final class FrameCounts {
    private static final int LARGEST = 65_536;
    private static final int MOST = 256;
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    private FrameCounts() {}

    /** @throws Failure if something else is written */
    static int[] parse(String text) {
        TreeSet<Integer> counts = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part.strip());
            if (!range.matches()) {
                throw wrong(part);
            }
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
            if (from < 1 || to > LARGEST || from > to) {
                throw wrong(part);
            }
            if (to - from >= MOST) {
                throw tooMany();
            }
            IntStream.rangeClosed(from, to).forEach(counts::add);
        }
        if (counts.size() > MOST) {
            throw tooMany();
        }
        return counts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Up to as many as there are pages: all, if these are few, else powers of two. */
    static int[] upTo(int pages) {
        int most = Math.min(pages, LARGEST);
        if (most <= 8) {
            return IntStream.rangeClosed(1, most).toArray();
        }
        return IntStream.concat(IntStream.iterate(1, frames -> frames < most, frames -> 2 * frames), IntStream.of(most))
                .toArray();
    }

    private static Failure wrong(String part) {
        return new Failure(
                "--frames: '" + part + "' is no number of frames; write N, N,N or A-B, from 1 to " + LARGEST);
    }

    private static Failure tooMany() {
        return new Failure("--frames: at most " + MOST + " numbers of frames");
    }
}
