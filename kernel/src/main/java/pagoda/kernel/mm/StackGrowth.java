package pagoda.kernel.mm;

import org.jspecify.annotations.Nullable;

/**
 * The rules of regions that grow down when they are touched just below: the stack, and what MAP_GROWSDOWN maps. As Linux's
 * {@code expand_downwards} has it.
 *
 * <pre>
 *       +-----------+ end  ┐
 *       | region    |      │ at most RLIMIT_STACK
 *       |     |     |      │
 *       |     v     |      │
 *       +-----------+      ┘
 *       | gap, free |  1 MiB at least, if the neighbour can be accessed and does not grow itself
 *       +-----------+
 *       | neighbour |
 * </pre>
 */
final class StackGrowth {
    /** The stack may always have so much of the addresses, whatever its limit: 8 MiB, Linux's default limit. */
    private static final long LEAST_REACH = AddressSpace.STACK_LIMIT;

    private StackGrowth() {}

    /**
     * Whether a region may grow so that it begins at {@code start}.
     *
     * @param below the nearest region below
     * @param limit RLIMIT_STACK, unsigned
     */
    static boolean isAllowed(Region region, long start, @Nullable Region below, long limit) {
        if (start < AddressSpace.PAGE_SIZE || Long.compareUnsigned(region.end() - start, limit) > 0) {
            return false;
        }
        boolean mindsGap =
                below != null && !below.growsDown() && !below.protection().equals(Protection.NONE);
        return below == null || !mindsGap || start - below.end() >= AddressSpace.STACK_GUARD;
    }

    /**
     * How much of the addresses below {@code top} the stack of a new program can come to have: what its limit is then, but
     * five sixths at most, so that an unlimited stack leaves room for mappings.
     *
     * @param limit RLIMIT_STACK, unsigned
     */
    static long reach(long limit, long top) {
        long most = AddressSpace.pageStart(top / 6 * 5);
        long wanted = Long.compareUnsigned(limit, most) > 0 ? most : AddressSpace.pageEnd(limit);
        return Math.max(LEAST_REACH, wanted);
    }

    /** How large a stack of this limit is at first. */
    static long first(long limit) {
        boolean less = Long.compareUnsigned(limit, AddressSpace.FIRST_STACK) < 0;
        return less ? Math.max(AddressSpace.PAGE_SIZE, AddressSpace.pageStart(limit)) : AddressSpace.FIRST_STACK;
    }
}
