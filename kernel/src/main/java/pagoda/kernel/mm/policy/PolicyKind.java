package pagoda.kernel.mm.policy;

import java.util.Arrays;
import java.util.Optional;

/** The replacement policies: the one table of their words, and what each does in a line. */
public enum PolicyKind {
    // spotless:off
    FIFO           ("fifo",            "the page that came first"),
    CLOCK          ("clock",           "second chance: the next one unused since the hand came by"),
    NRU            ("nru",             "of the lowest class: unused and clean, unused, clean, any"),
    AGING          ("aging",           "the lowest counter, shifted and marked at each tick"),
    LRU            ("lru",             "the least recently used"),
    ACTIVE_INACTIVE("active-inactive", "Linux's two lists: an inactive page, not used twice"),
    LFU            ("lfu",             "the least frequently used; of these, the least recently"),
    MRU            ("mru",             "the most recently used: for loops, and little else"),
    RANDOM         ("random",          "any, drawn from the seed"),
    TWO_QUEUE      ("2q",              "one not seen to come back: a scan takes a quarter only"),
    WORKING_SET    ("working-set",     "WSClock: the next clean one not used within the window"),
    MGLRU          ("mglru",           "Linux's generations: one of the oldest of two to four"),
    OPT            ("opt",             "the one not used for the longest time to come: the bound");
    // spotless:on

    /** What a machine uses unless it is told otherwise. */
    public static final PolicyKind DEFAULT = CLOCK;

    private final String word;
    private final String description;

    PolicyKind(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /** The policy that users call so. */
    public static Optional<PolicyKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    public String word() {
        return word;
    }

    /** Which page leaves, in a line. */
    public String description() {
        return description;
    }

    /** Whether it can be made only of settings that tell the future: what was recorded before. */
    public boolean needsFuture() {
        return this == OPT;
    }

    /** The policy as the kernel has it; its only random choices come from the seed. Not for those that need the future. */
    public ReplacementPolicy create(Residents residents, long seed) {
        return create(residents, PolicySettings.ofSeed(seed));
    }

    public ReplacementPolicy create(Residents residents, PolicySettings settings) {
        return switch (this) {
            case FIFO -> new Fifo(residents);
            case CLOCK -> new Clock(residents);
            case NRU -> new Nru(residents);
            case AGING -> new Aging(residents);
            case LRU -> new Lru(residents);
            case ACTIVE_INACTIVE -> new ActiveInactive(residents);
            case LFU -> new Lfu(residents);
            case MRU -> new Mru(residents);
            case RANDOM -> new RandomPage(residents, settings.seed());
            case TWO_QUEUE -> new TwoQueue(residents);
            case WORKING_SET -> new WsClock(residents, settings.window());
            case MGLRU -> new Mglru(residents);
            case OPT -> opt(residents, settings);
        };
    }

    private static ReplacementPolicy opt(Residents residents, PolicySettings settings) {
        if (settings.untilUse() != null) {
            return new OptByQuestion(residents, settings.untilUse());
        }
        if (settings.future() == null) {
            throw new IllegalArgumentException("opt needs to know the future");
        }
        return new Opt(residents, settings.future());
    }
}
