package pagoda.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.mm.policy.FutureReferences;
import pagoda.kernel.mm.policy.simulation.ReferenceString;

/**
 * Reads reference strings: page numbers, decimal or with 0x, between blanks, commas or lines; a {@code w} or {@code !} behind
 * one makes it a write; {@code #} begins a comment. In a recorded file a line that begins {@code thread N:} says whose the
 * references are that follow.
 */
final class References {
    private static final int MOST = 50_000_000;
    private static final Pattern THREAD = Pattern.compile("\\s*thread\\s+([0-9]{1,9})\\s*:");
    private static final int NO_THREAD = -1;

    private final String source;
    private final Map<Integer, ReferenceString.Builder> threads = new TreeMap<>();
    private final List<Integer> order = new ArrayList<>();
    private boolean hexadecimal;
    private int count;
    private int line;

    private References(String source) {
        this.source = source;
    }

    /** The words of a command line. @throws Failure if one is no reference */
    static References ofWords(List<String> words) {
        References references = new References("");
        references.addAll(String.join(" ", words), references.builder(NO_THREAD));
        return references;
    }

    /** A file's text. @throws Failure if there is something else in it */
    static References ofFile(String name, byte[] bytes) {
        References references = new References(name);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int thread = NO_THREAD;
        for (int begin = 0; begin < text.length(); ) {
            int newline = text.indexOf('\n', begin);
            int end = newline < 0 ? text.length() : newline;
            int comment = text.indexOf('#', begin);
            String content = text.substring(begin, comment >= 0 && comment < end ? comment : end);
            references.line++;
            Matcher heading = THREAD.matcher(content);
            if (heading.lookingAt()) {
                thread = Integer.parseInt(heading.group(1));
                content = content.substring(heading.end());
            }
            if (!content.isBlank()) {
                references.addAll(content, references.builder(thread));
            }
            begin = end + 1;
        }
        return references;
    }

    /** The threads that have references, in the order of the file; none if it does not say whose they are. */
    List<Integer> threads() {
        return order.stream().filter(thread -> thread != NO_THREAD).toList();
    }

    /** For each thread, what it is going to do; empty if the file does not say whose the references are. */
    Map<Integer, FutureReferences> futures() {
        Map<Integer, FutureReferences> futures = new TreeMap<>();
        threads().forEach(thread -> futures.put(thread, of(thread).future()));
        return futures;
    }

    /** Whether pages are written with 0x. */
    boolean isHexadecimal() {
        return hexadecimal;
    }

    /**
     * The references of the thread; of the first one, if that is null.
     *
     * @throws Failure if there are none
     */
    ReferenceString of(@Nullable Integer thread) {
        if (count == 0) {
            throw new Failure((source.isEmpty() ? "" : source + ": ") + "there are no references");
        }
        ReferenceString.Builder builder = threads.get(thread == null ? order.get(0) : thread);
        if (builder == null) {
            StringJoiner known = new StringJoiner(", ", "there are ", "");
            threads().forEach(other -> known.add(String.valueOf(other)));
            throw new Failure("--thread: there is no thread " + thread + "; "
                    + (threads().isEmpty() ? "the references are of no thread" : known));
        }
        return builder.build();
    }

    private ReferenceString.Builder builder(int thread) {
        ReferenceString.Builder known = threads.get(thread);
        if (known != null) {
            return known;
        }
        if (thread != NO_THREAD && threads.containsKey(NO_THREAD)) {
            throw new Failure(where() + "there are references before the first thread");
        }
        ReferenceString.Builder builder = new ReferenceString.Builder();
        threads.put(thread, builder);
        order.add(thread);
        return builder;
    }

    private void addAll(String text, ReferenceString.Builder builder) {
        int begin = 0;
        while (begin < text.length()) {
            int end = begin;
            while (end < text.length() && !separates(text.charAt(end))) {
                end++;
            }
            if (end > begin) {
                add(text.substring(begin, end), builder);
            }
            begin = end + 1;
        }
    }

    private static boolean separates(char letter) {
        return letter <= ' ' || letter == ',';
    }

    private void add(String word, ReferenceString.Builder builder) {
        if (++count > MOST) {
            throw new Failure(where() + "there are more than " + MOST + " references");
        }
        boolean write = word.endsWith("w") || word.endsWith("!");
        String page = write ? word.substring(0, word.length() - 1) : word;
        boolean hex = page.startsWith("0x") || page.startsWith("0X");
        try {
            String digits = hex ? page.substring(2) : page;
            if (digits.isEmpty() || Character.digit(digits.charAt(0), 16) < 0) {
                throw new NumberFormatException("no digit");
            }
            builder.add(hex ? Long.parseUnsignedLong(digits, 16) : Long.parseLong(digits), write);
            hexadecimal |= hex;
        } catch (NumberFormatException wrong) {
            String shown = word.length() > 24 ? word.substring(0, 24) + "…" : word;
            throw new Failure(where() + "'" + shown
                    + "' is no reference; write a page as 7 or 0x12000, with w behind it for a" + " write");
        }
    }

    private String where() {
        return source.isEmpty() ? "" : source + ":" + line + ": ";
    }
}
