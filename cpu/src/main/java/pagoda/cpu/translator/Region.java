package pagoda.cpu.translator;

import java.util.List;

/** A translated region of code: where it is, when it holds, and how it fares. */
final class Region {
    /** The virtual address of its entry. */
    final long entry;

    final List<Block> blocks;
    final Code code;

    /** The virtual addresses of its pages, that of the entry first. */
    final long[] pages;

    /** The frames that they were in, counted from 0: the region is valid while they are. */
    final int[] frames;

    /** How many instructions its first block has. */
    final int minimum;

    /** Whether it was translated for round-to-nearest. */
    final boolean roundsDynamically;

    /** The state of the address translation for which {@link #reachable} was found out. */
    long epoch = -1;

    /** The pages that may be fetched from, a bit for each. */
    int reachable;

    boolean dropped;

    /** How often it was executed, as long as that matters. */
    int runs;

    int exits;

    /** How often it may be left for code that is not in it until it is looked at again. */
    int exitLimit;

    /** How much was known of it beside its code. */
    final int known;

    Region(int exitLimit, long entry, List<Block> blocks, Code code, long[] pages, int[] frames, int known) {
        this.exitLimit = exitLimit;
        this.known = known;
        this.entry = entry;
        this.blocks = blocks;
        this.code = code;
        this.pages = pages;
        this.frames = frames;
        int first = 0;
        boolean dynamic = false;
        for (Block block : blocks) {
            if (block.start() == entry) {
                first = block.length();
            }
            for (long packed : block.instructions()) {
                dynamic |= Translatable.roundsDynamically(packed);
            }
        }
        minimum = first;
        roundsDynamically = dynamic;
    }
}
