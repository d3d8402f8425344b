package pagoda.kernel.mm.swap;

import org.jspecify.annotations.Nullable;

/** Where the swap device's bytes are on the host. */
public interface SwapStore {
    /** Fills {@code page} (4096 bytes) with the slot's bytes. */
    void read(int slot, byte[] page);

    /** Keeps the slot's bytes. */
    void write(int slot, byte[] page);

    /** The slot's bytes are not needed any more. */
    void forget(int slot);

    /** A store in the host's memory, for so many slots; only those in use take room. */
    static SwapStore inMemory(int slots) {
        return new SwapStore() {
            private final byte[] @Nullable [] pages = new byte[slots][];

            @Override
            public void read(int slot, byte[] page) {
                byte[] kept = pages[slot];
                if (kept != null) {
                    System.arraycopy(kept, 0, page, 0, page.length);
                }
            }

            @Override
            public void write(int slot, byte[] page) {
                pages[slot] = page.clone();
            }

            @Override
            public void forget(int slot) {
                pages[slot] = null;
            }
        };
    }
}
