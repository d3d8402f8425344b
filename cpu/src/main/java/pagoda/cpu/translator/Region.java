package pagoda.cpu.translator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.memory.PhysicalMemory;

/** A translated region of code: where it is, when it holds, and how it fares. */
final class Region {
    /**
     * Where the region can be entered.
     *
     * @param address virtual
     * @param page that of {@link #reachable} for its page
     * @param minimum how many instructions it must be allowed to execute
     */
    record Entry(Region region, int number, long address, int page, int minimum) {
        // Each is one of its kind; a record's own methods would have to be made by the host's virtual machine.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(address);
        }

        /** Whether its page may be fetched from. */
        boolean isReachable() {
            return (region.reachable & page) != 0;
        }
    }

    /**
     * A region that executes more than so many instructions each time is not left too often, and what else is hot around it needs
     * not have its code once more.
     */
    static final long LONG_RUN = 500;

    /** The entries; the first is the one that it was made for. */
    final List<Entry> entries;

    /** The packed load or store before each entry that often ends the execution, or 0. */
    final long[] slowAccesses;

    final List<Block> blocks;

    /** The class file of its code, which is loaded for a host's array of RAM, as one of its constants. */
    final byte[] file;

    private @Nullable Code code;
    private byte @Nullable [] ram;

    /** See {@link Sites}. */
    final long[] sites;

    /** The virtual addresses of its pages, that of the first entry first. */
    final long[] pages;

    /** The frames that they were in, counted from 0: the region is valid while they are. */
    final int[] frames;

    /** Whether it was translated for round-to-nearest. */
    final boolean roundsDynamically;

    /** The state of the address translation for which {@link #reachable} was found out. */
    long epoch = -1;

    /** The state of the short cuts for which {@link #sites} hold. */
    long sitesEpoch = -1;

    /** The pages that may be fetched from, a bit for each. */
    int reachable;

    boolean dropped;

    /** How often it was executed, as long as that matters. */
    int runs;

    /** How many instructions that was. */
    long executed;

    /** How often it was left for code that is not in it. */
    int exits;

    /** At how many of these it is looked at again. */
    int exitLimit;

    /** How often it was left for a load or store without a short cut. */
    int misses;

    /** At how many of these it is looked at again. */
    int missLimit;

    /** Whether it has more than the loop that its entry begins. */
    final boolean around;

    /** How many targets of its indirect jumps were known. */
    final int targets;

    Region(
            Tuning tuning,
            boolean around,
            List<Long> entries,
            int[] minima,
            long[] slowAccesses,
            List<Block> blocks,
            byte[] file,
            long[] sites,
            long[] pages,
            int[] frames,
            int targets) {
        exitLimit = tuning.exits();
        missLimit = tuning.misses();
        this.around = around;
        this.targets = targets;
        this.blocks = blocks;
        this.file = file;
        this.sites = sites;
        this.pages = pages;
        this.frames = frames;
        this.slowAccesses = slowAccesses;
        Entry[] all = new Entry[entries.size()];
        for (int i = 0; i < all.length; i++) {
            long address = entries.get(i);
            all[i] = new Entry(this, i, address, 1 << page(address), minima[i]);
        }
        boolean dynamic = false;
        for (Block block : blocks) {
            for (long packed : block.instructions()) {
                dynamic |= Translatable.roundsDynamically(packed);
            }
        }
        this.entries = List.of(all);
        roundsDynamically = dynamic;
    }

    /** The code; null if that has not been loaded for this array. */
    @Nullable
    Code code(byte[] array) {
        return ram == array ? code : null;
    }

    /** The code was loaded for this array. */
    void loaded(Code newCode, byte[] array) {
        code = newCode;
        ram = array;
        runs = 0;
    }

    /** The number of the page that an address of the region is on. */
    int page(long address) {
        int page = 0;
        while (pages[page] != (address & -PhysicalMemory.FRAME_SIZE)) {
            page++;
        }
        return page;
    }

    /** How many instructions it executes, on the average, before it is left for code that is not in it. */
    long length() {
        return executed / Math.max(1, exits);
    }

    /** The virtual address that it was made for. */
    long address() {
        return entries.get(0).address();
    }
}
