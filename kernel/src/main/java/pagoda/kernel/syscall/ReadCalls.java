package pagoda.kernel.syscall;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.fp.F32;
import pagoda.cpu.isa.Registers;
import pagoda.kernel.fs.OpenFile;

/**
 * RARS's calls that read. Input is taken byte by byte, and kept while the call waits: what stands behind the line is left for the
 * next call, whichever that is.
 */
final class ReadCalls {

    /** The longest line that may hold a number, in bytes: no number is longer. */
    private static final int LONGEST_NUMBER = 4096;

    /** How much of a line without a number is told. */
    private static final int MOST_SHOWN = 40;

    private ReadCalls() {}

    /** A line under way, kept while it waits. */
    private static final class Line {
        final OpenFile file;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        /** Whether its newline, or the end of the input, has been met; neither is in {@link #bytes}. */
        boolean complete;

        Line(OpenFile file) {
            this.file = file;
        }
    }

    /** Makes a number of a line's text. */
    @FunctionalInterface
    private interface Parser {
        /** @throws NumberFormatException if it is none */
        long parse(Call call, String text);
    }

    /** An integer of 32 bits, alone in its line. */
    static long integer(Call call) {
        return number(call, "an integer from -2147483648 to 2147483647", (caller, text) -> Integer.parseInt(text));
    }

    static long single(Call call) {
        return number(call, "a floating-point number", (caller, text) -> {
            caller.thread().registers()[Registers.FA0] = F32.box(Float.floatToRawIntBits(Float.parseFloat(text)));
            return Call.NOTHING;
        });
    }

    static long real(Call call) {
        return number(call, "a floating-point number", (caller, text) -> {
            caller.thread().registers()[Registers.FA0] = Double.doubleToRawLongBits(Double.parseDouble(text));
            return Call.NOTHING;
        });
    }

    private static long number(Call call, String what, Parser parser) {
        Line line = line(call);
        if (line == null) {
            return notOpen(call);
        }
        long state = read(call, line, LONGEST_NUMBER);
        if (state != 0) {
            return state;
        }
        String text = line.bytes.toString(StandardCharsets.US_ASCII).strip();
        try {
            return parser.parse(call, text);
        } catch (NumberFormatException none) {
            String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
            return call.fail("'" + shown.replaceAll("\\p{Cntrl}", "?") + "' is not " + what);
        }
    }

    /** One byte, which need not be followed by a newline. */
    static long character(Call call) {
        OpenFile file = StandardStreams.input(call);
        if (file == null) {
            return notOpen(call);
        }
        long got = StandardStreams.get(call, file);
        return got == -1 ? call.fail("the input has ended") : got;
    }

    /**
     * A line into a buffer, like C's fgets: up to a1 − 1 bytes, the newline among them, and a zero. A line that the input's end
     * ends gets a newline if there is room, and so does one that is not there at all.
     */
    static long string(Call call) {
        Line line = line(call);
        if (line == null) {
            return notOpen(call);
        }
        int room = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, call.argument(1))) - 1;
        if (call.argument(1) < 1) {
            return Call.NOTHING;
        }
        long state = read(call, line, room);
        if (state != 0) {
            return state;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(line.bytes.toByteArray());
        if (text.size() < room) {
            text.write('\n');
        }
        text.write(0);
        byte[] bytes = text.toByteArray();
        long buffer = call.argument(0);
        if (call.writable(buffer, bytes.length) < bytes.length || !call.store(buffer, bytes)) {
            return call.fail("the buffer at 0x" + Long.toHexString(buffer) + " cannot be written");
        }
        return Call.NOTHING;
    }

    /** Reads up to the end of the line, or so many bytes; 0 when that is done, else what the handler returns. */
    private static long read(Call call, Line line, int most) {
        while (!line.complete && line.bytes.size() < most) {
            long got = StandardStreams.get(call, line.file);
            if (got < -1) {
                return got;
            }
            line.complete = got == -1 || got == '\n';
            if (!line.complete) {
                line.bytes.write((int) got);
            }
        }
        return 0;
    }

    private static @Nullable Line line(Call call) {
        if (call.thread().continuation() instanceof Line begun) {
            return begun;
        }
        OpenFile file = StandardStreams.input(call);
        Line line = file == null ? null : new Line(file);
        call.thread().setContinuation(line);
        return line;
    }

    private static long notOpen(Call call) {
        return call.fail("standard input is not open");
    }
}
