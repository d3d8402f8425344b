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

    /** Each set's ways in the order in which they were filled, in a ring of links, so that the first is found at once. */
    private static final class Fifo extends ReplacementState {
        private final int[] next;
        private final int[] previous;
        private final int[] first;
        private final int ways;

        Fifo(int sets, int ways) {
            this.next = new int[sets * ways];
            this.previous = new int[sets * ways];
            this.first = new int[sets];
            this.ways = ways;
            for (int set = 0; set < sets; set++) {
                for (int way = 0; way < ways; way++) {
                    next[set * ways + way] = (way + 1) % ways;
                    previous[set * ways + way] = (way + ways - 1) % ways;
                }
            }
        }

        @Override
        int victim(int set) {
            return first[set];
        }

        @Override
        void filled(int set, int way) {
            int base = set * ways;
            if (first[set] == way) {
                first[set] = next[base + way]; // in a ring, the first becomes the last
                return;
            }
            int before = previous[base + way];
            int after = next[base + way];
            next[base + before] = after;
            previous[base + after] = before;
            int last = previous[base + first[set]];
            next[base + last] = way;
            previous[base + way] = last;
            next[base + way] = first[set];
            previous[base + first[set]] = way;
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
            int oldest = 0;
            for (int way = 1; way < ways; way++) {
                if (usedAt[set * ways + way] < usedAt[set * ways + oldest]) {
                    oldest = way;
                }
            }
            return oldest;
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
}
