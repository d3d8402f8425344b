package pagoda.cpu.translator;

import org.jspecify.annotations.Nullable;

/** How many instructions, and how many loads and stores of them, are executed; negative if too many were counted. */
record Count(int instructions, int accesses) {
    static final Count NONE = new Count(0, 0);

    /** Those of the first {@code end} instructions of a block. */
    static Count of(Block block, int end) {
        return new Count(end, block.accesses(end));
    }

    // A record's own methods would have to be made by the host's virtual machine, which takes 13 ms.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Count count && instructions == count.instructions && accesses == count.accesses;
    }

    @Override
    public int hashCode() {
        return 31 * instructions + accesses;
    }

    Count plus(Count other) {
        return new Count(instructions + other.instructions, accesses + other.accesses);
    }

    Count negated() {
        return new Count(-instructions, -accesses);
    }
}
