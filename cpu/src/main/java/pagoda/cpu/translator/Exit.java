package pagoda.cpu.translator;

/** Why translated code was left. The next instruction has not been begun. */
final class Exit {
    /** The budget might not cover all up to the next look at it. */
    static final int BUDGET = 0;

    /** The next instruction does not belong to the region. */
    static final int ELSEWHERE = 1;

    /** As {@link #ELSEWHERE}, by the indirect jump at {@link Context#site}. */
    static final int INDIRECT = 2;

    /** A load or store has no short cut. */
    static final int ACCESS = 3;

    /** The next instruction is one that is not translated. */
    static final int INSTRUCTION = 4;

    /** The next instruction is on a page that a fetch may not find in the TLB. */
    static final int PAGE = 5;

    /** The load or store that was next has been made by the memory management unit, and has faulted. */
    static final int TRAP = 6;

    /**
     * As {@link #ACCESS}, and the region can be entered behind it: what the number is greater by than this is that of the entry.
     */
    static final int SLOW_ACCESS = 16;

    private Exit() {}
}
