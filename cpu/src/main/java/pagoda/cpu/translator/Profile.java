package pagoda.cpu.translator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was seen of the code as it was executed: where it is hot, and where indirect jumps go. */
final class Profile {
    /** How many places of a kind are kept; then all are forgotten. */
    private static final int CAPACITY = 4096;

    private static final int MAX_TARGETS = 64;
    private static final long[] NONE = {};

    private final Map<Long, Integer> samples = new HashMap<>();
    private final Map<Long, Integer> misses = new HashMap<>();
    private final Map<Long, long[]> targets = new HashMap<>();
    private final Set<Long> avoided = new HashSet<>();

    /** Counts that the load or store at this address had no short cut; how often that has been so. */
    int missed(long address) {
        if (misses.size() > CAPACITY) {
            misses.clear();
        }
        return misses.merge(address, 1, Integer::sum);
    }

    /** How often the load or store at this address had no short cut. */
    int misses(long address) {
        return misses.getOrDefault(address, 0);
    }

    /** Counts an address that a sample came to; how often that has been so. */
    int sample(long address) {
        if (samples.size() > CAPACITY) {
            samples.clear();
        }
        return samples.merge(address, 1, Integer::sum);
    }

    /** Says that no region should begin at this address: it would be left at once. */
    void avoid(long address) {
        if (avoided.size() > CAPACITY) {
            avoided.clear();
        }
        avoided.add(address);
    }

    /** Whether no region should begin at this address. */
    boolean isAvoided(long address) {
        return avoided.contains(address);
    }

    /** Notes where an indirect jump went that left its region; whether that is new. */
    boolean jumped(long site, long target) {
        long[] known = targets(site);
        for (long old : known) {
            if (old == target) {
                return false;
            }
        }
        if (known.length == MAX_TARGETS) {
            return false;
        }
        if (targets.size() > CAPACITY) {
            targets.clear();
            known = NONE;
        }
        long[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = target;
        targets.put(site, more);
        return true;
    }

    /** Where the jump at this address was seen to go. */
    long[] targets(long site) {
        return targets.getOrDefault(site, NONE);
    }
}
