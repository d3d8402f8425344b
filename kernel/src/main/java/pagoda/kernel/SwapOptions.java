package pagoda.kernel;

import java.util.function.IntFunction;
import pagoda.kernel.mm.SwapIn;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.mm.swap.SwapStore;

/**
 * The swap device, and what is read ahead from it and from files.
 *
 * @param slots its size in slots of 4096 bytes; 0 for none
 * @param store where the bytes of so many slots are
 * @param readAhead the most pages that are read in one request, from swap or a file; 1 reads nothing ahead
 * @param neighbourhood whose neighbours are read ahead from swap
 */
public record SwapOptions(int slots, IntFunction<SwapStore> store, int readAhead, SwapIn.Neighbourhood neighbourhood) {
    /** 64 MiB in the host's memory, eight pages at once. */
    public static final SwapOptions DEFAULT =
            new SwapOptions(16_384, SwapStore::inMemory, 8, SwapIn.Neighbourhood.SLOT);

    /** No swap, and eight pages of files at once. */
    public static final SwapOptions OFF = DEFAULT.withSlots(0);

    /** @throws IllegalArgumentException if it is out of range */
    public SwapOptions {
        if (slots < 0 || slots > SwapDevice.MAX_SLOTS || readAhead < 1 || readAhead > 256) {
            throw new IllegalArgumentException("swap must be 0 to 16G, readahead 1 to 256 pages");
        }
    }

    /** The same of another size. */
    public SwapOptions withSlots(int newSlots) {
        return new SwapOptions(newSlots, store, readAhead, neighbourhood);
    }

    /** The same with another window. */
    public SwapOptions withReadAhead(int pages, SwapIn.Neighbourhood by) {
        return new SwapOptions(slots, store, pages, by);
    }
}
