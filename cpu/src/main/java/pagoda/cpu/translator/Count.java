package pagoda.cpu.translator;

/** How many instructions, and how many loads and stores of them, are executed; negative if too many were counted. */
record Count(int instructions, int accesses) {
    static final Count NONE = new Count(0, 0);

    /** Those of the first {@code end} instructions of a block. */
    static Count of(Block block, int end) {
        return new Count(end, block.accesses(end));
    }

    boolean isNone() {
        return instructions == 0 && accesses == 0;
    }

    Count plus(Count other) {
        return new Count(instructions + other.instructions, accesses + other.accesses);
    }

    Count negated() {
        return new Count(-instructions, -accesses);
    }
}
