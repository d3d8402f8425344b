package pagoda.kernel.mm.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pagoda.kernel.mm.policy.FutureReferences;

/**
 * When pages will be used next, by the references that a first run has recorded: how far each thread has come in its string is
 * followed, reference by reference. With one thread that does again what it did, this is the future. With several it is an
 * estimate, as nobody knows how they will take turns: each one's next use is counted in its own references.
 */
public final class Foresight {
    /** Later than any reference. */
    public static final long NEVER = FutureReferences.NEVER;

    /** How far around its place a thread is looked for that has left its string. */
    private static final int NEAR = 256;

    private final Map<Integer, FutureReferences> recorded;
    private final Map<Integer, Course> threads = new HashMap<>();
    private final List<List<Course>> byAsid = new ArrayList<>();
    private long references;
    private long exact = -1;

    /** @param recorded by thread, what it will touch */
    public Foresight(Map<Integer, FutureReferences> recorded) {
        this.recorded = recorded;
    }

    /** The thread touches pages of this address space. */
    void belongs(int id, int asid) {
        Course thread =
                threads.computeIfAbsent(id, unused -> new Course(recorded.getOrDefault(id, FutureReferences.of())));
        if (thread.asid != asid) {
            if (thread.asid >= 0) {
                byAsid.get(thread.asid).remove(thread);
            }
            while (byAsid.size() <= asid) {
                byAsid.add(new ArrayList<>(1));
            }
            byAsid.get(asid).add(thread);
            thread.asid = asid;
        }
    }

    /** The thread, which {@link #belongs} somewhere, touches the page now. */
    void touched(int id, long page) {
        Course thread = threads.get(id);
        boolean asRecorded = thread != null && thread.advance(page);
        if (!asRecorded && exact < 0) {
            exact = references;
        }
        references++;
    }

    /** After how many references of a thread the page of the address space is used; {@link #NEVER} if it is not. */
    public long untilUse(int asid, long page) {
        long least = NEVER;
        if (asid < byAsid.size()) {
            for (Course thread : byAsid.get(asid)) {
                least = Math.min(least, thread.untilUse(page));
            }
        }
        return least;
    }

    /** Whether several threads share the machine, so that this is no more than an estimate. */
    public boolean isEstimate() {
        return recorded.size() > 1 || threads.size() > 1;
    }

    /** How many references there were so far. */
    public long references() {
        return references;
    }

    /** How many of them, from the first on, were those that had been recorded. */
    public long exactReferences() {
        return exact < 0 ? references : exact;
    }

    /** A thread on its way along its string. */
    private static final class Course {
        private final FutureReferences future;
        private final Map<Long, int[]> uses = new HashMap<>();
        private int asid = -1;
        private int position;
        private long last = -1;

        Course(FutureReferences future) {
            this.future = future;
            future.forEachFirstUse((page, number) -> uses.put(page, new int[] {number}));
        }

        /** The page is touched; whether it was its turn. If not, the thread is looked for nearby, or stays. */
        boolean advance(long page) {
            last = page;
            if (isAt(position, page)) {
                position++;
                return true;
            }
            for (int distance = 1; distance <= NEAR; distance++) {
                if (isAt(position + distance, page)) {
                    position += distance + 1;
                    return false;
                }
                if (isAt(position - distance, page)) {
                    position -= distance - 1;
                    return false;
                }
            }
            return false;
        }

        private boolean isAt(int number, long page) {
            return number >= 0 && number < future.length() && future.page(number) == page;
        }

        long untilUse(long page) {
            if (page == last) {
                return 0; // its instruction may not be over
            }
            int[] use = uses.get(page);
            if (use == null) {
                return NEVER;
            }
            while (use[0] < position) {
                use[0] = future.nextUse(use[0]);
            }
            return use[0] == FutureReferences.NEVER ? NEVER : use[0] - position;
        }
    }
}
