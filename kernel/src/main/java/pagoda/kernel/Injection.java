package pagoda.kernel;

/**
 * What goes wrong on purpose, counted from 1: 0 for nothing.
 *
 * @param diskRead which request to read fails
 * @param diskWrite which request to write fails
 * @param slot which request for swap slots is refused
 * @param frame which allocation of a frame is refused
 * @param evict before which instruction all pages that may be evicted are
 * @param evictEvery the same, before every instruction whose number is a multiple of this one
 */
public record Injection(long diskRead, long diskWrite, long slot, long frame, long evict, long evictEvery) {
    /** Nothing goes wrong. */
    public static final Injection NONE = new Injection(0, 0, 0, 0, 0, 0);

    /** The next instruction behind this one that all pages are evicted before; {@link Long#MAX_VALUE} for none. */
    long nextEviction(long instruction) {
        long next = evict > instruction ? evict : Long.MAX_VALUE;
        return evictEvery == 0 ? next : Math.min(next, (instruction / evictEvery + 1) * evictEvery);
    }
}
