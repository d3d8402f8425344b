package pagoda.cpu.mmu;

/** What a TLB remembers in order to choose the way that makes room in a full set. */
abstract class ReplacementState {
    /** The way of the full set that makes room. */
    abstract int victim(int set);

    /** The way was just filled. */
    abstract void filled(int set, int way);

    /** The way was just hit. */
    abstract void hit(int set, int way);

    /** Whether {@link #hit} matters, so that no hit may be left out. */
    abstract boolean needsHits();

    static ReplacementState of(TlbConfiguration configuration) {
        int sets = configuration.sets();
        int ways = configuration.ways();
        return switch (configuration.replacement()) {
            case FIFO -> new Fifo(sets, ways);
            case LRU -> new Lru(sets, ways);
            case PLRU -> new Plru(sets, ways);
            case RANDOM -> new Random(ways);
        };
    }

    private static final class Fifo extends ReplacementState {
        private final long[] filledAt;
        private final int ways;
        private long clock;

        Fifo(int sets, int ways) {
            this.filledAt = new long[sets * ways];
            this.ways = ways;
        }

        @Override
        int victim(int set) {
            return oldest(filledAt, set, ways);
        }

        @Override
        void filled(int set, int way) {
            filledAt[set * ways + way] = ++clock;
        }

        @Override
        void hit(int set, int way) {}

        @Override
        boolean needsHits() {
            return false;
        }
    }

    private static final class Lru extends ReplacementState {
        private final long[] usedAt;
        private final int ways;
        private long clock;

        Lru(int sets, int ways) {
            this.usedAt = new long[sets * ways];
            this.ways = ways;
        }

        @Override
        int victim(int set) {
            return oldest(usedAt, set, ways);
        }

        @Override
        void filled(int set, int way) {
            usedAt[set * ways + way] = ++clock;
        }

        @Override
        void hit(int set, int way) {
            usedAt[set * ways + way] = ++clock;
        }

        @Override
        boolean needsHits() {
            return true;
        }
    }

    /** A binary tree over the ways; each inner node's bit says which half to take the victim from. */
    private static final class Plru extends ReplacementState {
        private final boolean[] right;
        private final int ways;

        Plru(int sets, int ways) {
            this.right = new boolean[sets * ways];
            this.ways = ways;
        }

        @Override
        int victim(int set) {
            int node = 1;
            while (node < ways) {
                node = 2 * node + (right[set * ways + node] ? 1 : 0);
            }
            return node - ways;
        }

        @Override
        void filled(int set, int way) {
            hit(set, way);
        }

        @Override
        void hit(int set, int way) {
            for (int node = way + ways; node > 1; node /= 2) {
                right[set * ways + node / 2] = (node & 1) == 0;
            }
        }

        @Override
        boolean needsHits() {
            return true;
        }
    }

    /** Marsaglia's xorshift64. */
    private static final class Random extends ReplacementState {
        private final int ways;
        private long state = 88172645463325252L;

        Random(int ways) {
            this.ways = ways;
        }

        @Override
        int victim(int set) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            return (int) (state >>> 32) & (ways - 1);
        }

        @Override
        void filled(int set, int way) {}

        @Override
        void hit(int set, int way) {}

        @Override
        boolean needsHits() {
            return false;
        }
    }

    private static int oldest(long[] times, int set, int ways) {
        int oldest = 0;
        for (int way = 1; way < ways; way++) {
            if (times[set * ways + way] < times[set * ways + oldest]) {
                oldest = way;
            }
        }
        return oldest;
    }
}
