package pagoda.kernel.syscall;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.fs.FileException;

/**
 * A table of system calls: which number means what. Its source is a switch, so that a row is made when its number is first
 * called, and a start pays for no call that the program does not make; rows never change, so machines share them.
 */
final class CallTable {
    /** No number of a call is as high. */
    private static final int END = 1025;

    /** Does a call and gives what goes into a0. */
    @FunctionalInterface
    interface Handler {
        long handle(Call call) throws FileException;
    }

    /**
     * A system call.
     *
     * @param name as it is documented, and shown in traces
     * @param signature {@code "arguments → result in a0"}
     */
    record Row(String name, Handler handler, String signature) {
        /** How many arguments it takes. */
        int arity() {
            String arguments = signature.substring(0, signature.indexOf('→')).strip();
            return arguments.isEmpty() ? 0 : arguments.split(",").length;
        }
    }

    private final IntFunction<@Nullable Row> source;
    private final @Nullable Row[] rows = new @Nullable Row[END];

    /** @param source gives the row of a number, or null */
    CallTable(IntFunction<@Nullable Row> source) {
        this.source = source;
    }

    static Row row(String name, Handler handler, String signature) {
        return new Row(name, handler, signature);
    }

    /** The call of this number, or null. */
    @Nullable
    Row of(long number) {
        if (number < 0 || number >= END) {
            return null;
        }
        int index = (int) number;
        Row row = rows[index];
        if (row == null) {
            row = source.apply(index);
            rows[index] = row;
        }
        return row;
    }
}
