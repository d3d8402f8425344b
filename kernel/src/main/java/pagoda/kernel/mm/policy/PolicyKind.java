package pagoda.kernel.mm.policy;

import java.util.Arrays;
import java.util.Optional;

/** The replacement policies: the one table of their words, and what each does in a line. */
public enum PolicyKind {
    // spotless:off
    FIFO           ("fifo",            "the page that came first",
                    (residents, settings) -> new Fifo(residents)),
    CLOCK          ("clock",           "second chance: the next one unused since the hand came by",
                    (residents, settings) -> new Clock(residents)),
    NRU            ("nru",             "of the lowest class: unused and clean, unused, clean, any",
                    (residents, settings) -> new Nru(residents)),
    AGING          ("aging",           "the lowest counter, shifted and marked at each tick",
                    (residents, settings) -> new Aging(residents)),
    LRU            ("lru",             "the least recently used",
                    (residents, settings) -> new Lru(residents)),
    ACTIVE_INACTIVE("active-inactive", "Linux's two lists: an inactive page, not used twice",
                    (residents, settings) -> new ActiveInactive(residents)),
    LFU            ("lfu",             "the least frequently used; of these, the least recently",
                    (residents, settings) -> new Lfu(residents)),
    MRU            ("mru",             "the most recently used: for loops, and little else",
                    (residents, settings) -> new Mru(residents)),
    RANDOM         ("random",          "any, drawn from the seed",
                    (residents, settings) -> new RandomPage(residents, settings.seed())),
    TWO_QUEUE      ("2q",              "one not seen to come back: a scan takes a quarter only",
                    (residents, settings) -> new TwoQueue(residents)),
    WORKING_SET    ("working-set",     "WSClock: the next clean one not used within the window",
                    (residents, settings) -> new WsClock(residents, settings.window())),
    MGLRU          ("mglru",           "Linux's generations: one of the oldest of two to four",
                    (residents, settings) -> new Mglru(residents)),
    OPT            ("opt",             "the one not used for the longest time to come: the bound",
                    (residents, settings) -> {
                        if (settings.untilUse() != null) {
                            return new OptByQuestion(residents, settings.untilUse());
                        }
                        if (settings.future() == null) {
                            throw new IllegalArgumentException("opt needs to know the future");
                        }
                        return new Opt(residents, settings.future());
                    });
    // spotless:on

    /** What a machine uses unless it is told otherwise. */
    public static final PolicyKind DEFAULT = CLOCK;

    private final String word;
    private final String description;
    private final Factory factory;

    PolicyKind(String word, String description, Factory factory) {
        this.word = word;
        this.description = description;
        this.factory = factory;
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
        return factory.create(residents, settings);
    }

    private interface Factory {
        ReplacementPolicy create(Residents residents, PolicySettings settings);
    }
}
