package pagoda.cpu.translator;

/**
 * What is left of a budget of instructions, and how many loads and stores were executed, in one number, so that one addition
 * counts both: the budget is above the lower {@link #SHIFT} bits.
 */
final class Account {
    /** How many bits are below the budget. */
    static final int SHIFT = 20;

    /** The most instructions that one execution of a region may be given, and so the most loads and stores. */
    static final int MAX_BUDGET = (1 << SHIFT) - 1;

    private Account() {}

    /** An account with this budget, and nothing counted. */
    static long of(long budget) {
        return budget << SHIFT;
    }

    /** What is to be added to an account when this has been executed. */
    static long change(Count count) {
        return count.accesses() - of(count.instructions());
    }

    /** What is left of the budget. */
    static long budget(long account) {
        return account >> SHIFT;
    }

    /** How many loads and stores were executed. */
    static long accesses(long account) {
        return account & MAX_BUDGET;
    }
}
