package pagoda.kernel.mm;

/**
 * How much memory is promised: what programs may store to, whether it has a frame yet or not, and whether more may be
 * ({@code vm.overcommit_memory} of proc(5)).
 */
public final class Commit {
    /** Whether promises may exceed what is there. */
    public enum Mode {
        /** 0: a single request that RAM and swap together could not satisfy is refused. */
        HEURISTIC,
        /** 1: nothing is refused. */
        ALWAYS,
        /** 2: no more is promised than swap and half of RAM. */
        NEVER
    }

    private final long everything;
    private final long limit;
    private Mode mode = Mode.HEURISTIC;
    private long promised;

    /** A machine of so many frames and swap slots. */
    Commit(int frames, int slots) {
        everything = (long) frames + slots;
        limit = slots + frames / 2L;
    }

    public void setMode(Mode newMode) {
        mode = newMode;
    }

    /** Whether so many pages more may be promised in one request. */
    public boolean allows(long pages) {
        return switch (mode) {
            case HEURISTIC -> pages <= everything;
            case ALWAYS -> true;
            case NEVER -> promised + pages <= limit;
        };
    }

    /** Whether a request that says MAP_NORESERVE is counted all the same. */
    public boolean isStrict() {
        return mode == Mode.NEVER;
    }

    /** So many pages more are promised; below 0, fewer. */
    void promise(long pages) {
        promised += pages;
    }

    /** The pages that are promised. */
    public long promised() {
        return promised;
    }

    /** The most that may be promised if promises are kept. */
    public long limit() {
        return limit;
    }
}
