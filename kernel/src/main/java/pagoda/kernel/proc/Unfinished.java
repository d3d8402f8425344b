package pagoda.kernel.proc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pagoda.kernel.mm.AddressSpace;

/**
 * A system call that has been done, but some of whose results wait for the pages that they are to be stored in. The call cannot
 * be tried again from its start, as it has had its effect: only the stores are.
 */
public final class Unfinished {
    /** Bytes on their way to a program's memory. */
    public record Delivery(AddressSpace space, long address, byte[] bytes) {}

    private final List<Delivery> deliveries = new ArrayList<>();
    private long result;

    /** Adds bytes to be stored; they are copied. */
    public void add(AddressSpace space, long address, byte[] bytes, int length) {
        deliveries.add(new Delivery(space, address, Arrays.copyOf(bytes, length)));
    }

    /** What is to be stored, in order. */
    public List<Delivery> deliveries() {
        return deliveries;
    }

    /** What the call gives if all can be stored. */
    public long result() {
        return result;
    }

    public void setResult(long newResult) {
        result = newResult;
    }
}
