package pagoda.kernel.syscall;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.fp.F32;
import pagoda.cpu.isa.Registers;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.mm.AddressSpace;

/** RARS's calls that print. They have no result: a0 stays as it is. */
final class PrintCalls {

    private PrintCalls() {}

    /** What is left to print, kept while it waits. */
    private static final class Printing {
        final OpenFile file;
        byte[] piece;
        int done;
        /** Whether the piece is the last. */
        boolean last;
        /** Where the string goes on if it is not. */
        long next;

        Printing(OpenFile file, byte[] piece, boolean last, long next) {
            this.file = file;
            this.piece = piece;
            this.last = last;
            this.next = next;
        }
    }

    static long integer(Call call) {
        return print(call, Long.toString(call.argument(0)));
    }

    static long unsigned(Call call) {
        return print(call, Long.toUnsignedString(call.argument(0)));
    }

    /** All 16 digits, as RARS does on a machine of 64 bits. */
    static long hexadecimal(Call call) {
        return print(call, "0x" + padded(Long.toHexString(call.argument(0)), 16));
    }

    /** All 64 digits. */
    static long binary(Call call) {
        return print(call, "0b" + padded(Long.toBinaryString(call.argument(0)), 64));
    }

    private static String padded(String digits, int length) {
        return "0".repeat(length - digits.length()) + digits;
    }

    static long single(Call call) {
        return print(
                call,
                DecimalText.of(Float.intBitsToFloat(F32.unbox(call.thread().registers()[Registers.FA0]))));
    }

    static long real(Call call) {
        return print(call, DecimalText.of(Double.longBitsToDouble(call.thread().registers()[Registers.FA0])));
    }

    /** The lowest byte. */
    static long character(Call call) {
        return print(call, new byte[] {(byte) call.argument(0)}, true);
    }

    /** The bytes up to a zero, a page at a time. */
    static long string(Call call) {
        return print(call, new byte[0], false);
    }

    private static long print(Call call, String text) {
        return print(call, text.getBytes(StandardCharsets.ISO_8859_1), true);
    }

    /** @param last whether these bytes are all; else a string follows that the first argument points to */
    private static long print(Call call, byte[] piece, boolean last) {
        Printing printing = call.thread().continuation() instanceof Printing begun ? begun : begin(call, piece, last);
        if (printing == null) {
            return call.fail("standard output is not open");
        }
        while (printing.done < printing.piece.length || !printing.last) {
            if (printing.done == printing.piece.length && !load(call, printing)) {
                return call.fail("the string at 0x" + Long.toHexString(call.argument(0)) + " cannot be read");
            }
            if (printing.done < printing.piece.length) {
                long written = StandardStreams.put(call, printing.file, printing.piece, printing.done);
                if (written < 0) {
                    return written;
                }
                printing.done += (int) written;
            }
        }
        return Call.NOTHING;
    }

    private static @Nullable Printing begin(Call call, byte[] piece, boolean last) {
        OpenFile file = StandardStreams.output(call);
        if (file == null) {
            return null;
        }
        Printing printing = new Printing(file, piece, last, call.argument(0));
        call.thread().setContinuation(printing);
        return printing;
    }

    /** Takes the string's next piece, up to its zero or the end of the page. */
    private static boolean load(Call call, Printing printing) {
        long address = printing.next;
        int length = AddressSpace.PAGE_SIZE - (int) (address & AddressSpace.PAGE_SIZE - 1);
        byte[] bytes = new byte[length];
        if (call.copyIn(address, bytes, length) < length) {
            return false;
        }
        int end = 0;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        printing.piece = Arrays.copyOf(bytes, end);
        printing.done = 0;
        printing.last = end < length;
        printing.next = address + length;
        return true;
    }
}
