package pagoda.kernel.mm.policy;

import java.util.function.IntConsumer;

/**
 * Linux's multi-generational LRU in small: pages are in two to four generations by the time when they were last seen used, and
 * leave from the oldest.
 *
 * <pre>
 *                   oldest                          youngest
 *   leaves ◀─  generation 7 ─ generation 8 ─ generation 9  ◀─ comes, if asked for
 *                   ▲                             ▲
 *       read ahead ─┘                             └─ seen used, wherever it was
 * </pre>
 *
 * Aging takes all pages that were referenced to the youngest generation, and begins a new one; the two oldest become one, should
 * there be more than four. This is done at each tick, and when a victim is wanted and only two generations are left: the pages
 * that came since the last aging have had no time to show what they are worth. In a generation, the page that came to it first
 * leaves first.
 */
final class Mglru implements ReplacementPolicy {
    private static final int MIN_GENERATIONS = 2;
    private static final int MAX_GENERATIONS = 4;

    private final Residents residents;
    private final FrameLists lists;
    private final IntConsumer use = this::toYoungest;
    private int oldest;
    private int youngest = MIN_GENERATIONS - 1;

    Mglru(Residents residents) {
        this.residents = residents;
        lists = new FrameLists(residents.frames(), MAX_GENERATIONS);
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        lists.append(list(demanded ? youngest : oldest), frame);
    }

    @Override
    public void departed(int frame) {
        lists.remove(frame);
    }

    @Override
    public int victim() {
        int victim = unreferencedOfOldest();
        for (int agings = 0; agings < MIN_GENERATIONS && victim == NONE; agings++) {
            age();
            victim = unreferencedOfOldest();
        }
        for (int generation = oldest; generation <= youngest && victim == NONE; generation++) {
            victim = lists.firstEvictable(list(generation), residents);
        }
        return victim;
    }

    @Override
    public void tick() {
        age();
    }

    /** How many generations younger than the oldest the page is. */
    int generation(int frame) {
        return lists.listOf(frame) - oldest & MAX_GENERATIONS - 1;
    }

    /** A victim of the oldest generation that may give one; generations in which none was found become part of the next. */
    private int unreferencedOfOldest() {
        int victim = NONE;
        while (victim == NONE && generations() > MIN_GENERATIONS) {
            victim = lists.firstUnreferenced(list(oldest), residents, use);
            if (victim == NONE) {
                joinOldest();
            }
        }
        return victim;
    }

    private void age() {
        for (int generation = oldest; generation <= youngest; generation++) {
            lists.harvest(list(generation), residents, use);
        }
        if (generations() == MAX_GENERATIONS) {
            joinOldest();
        }
        youngest++;
    }

    private void joinOldest() {
        for (int last = lists.last(list(oldest)); last != NONE; last = lists.last(list(oldest))) {
            lists.remove(last);
            lists.prepend(list(oldest + 1), last);
        }
        oldest++;
    }

    private void toYoungest(int frame) {
        lists.move(list(youngest), frame);
    }

    private int generations() {
        return youngest - oldest + 1;
    }

    private static int list(int generation) {
        return generation & MAX_GENERATIONS - 1;
    }
}
