package pagoda.kernel.syscall;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.fs.FileException;

/** A table of system calls: which number means what. */
final class CallTable {
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
    record Row(int number, String name, Handler handler, String signature) {
        /** How many arguments it takes. */
        int arity() {
            String arguments = signature.substring(0, signature.indexOf('→')).strip();
            return arguments.isEmpty() ? 0 : arguments.split(",").length;
        }
    }

    private final @Nullable Row[] rows;

    CallTable(List<Row> all) {
        rows = new @Nullable Row[1 + all.stream().mapToInt(Row::number).max().orElse(0)];
        for (Row row : all) {
            rows[row.number] = row;
        }
    }

    /** The call of this number, or null. */
    @Nullable
    Row of(long number) {
        return number >= 0 && number < rows.length ? rows[(int) number] : null;
    }
}
