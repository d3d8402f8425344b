package pagoda.cpu.translator;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.Engine;
import pagoda.cpu.Hart;
import pagoda.cpu.fp.Fcsr;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.FastTranslations;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.translator.Region.Entry;

/**
 * The fast engine: where the program spends its time, its code becomes methods of the host's virtual machine. All else is the
 * interpreter's: what is executed rarely, what traps, and the end of a budget.
 *
 * <p>Where time is spent is found by samples: once in so many interpreted instructions, it looks where the next backward jump
 * goes. Samples are counted in instructions, so the same run translates the same code.
 */
class Translator extends Engine {
    private static final int SAMPLE_STEPS = 2_000;
    private static final int CACHE = 4096;

    /** No address of an instruction: the interpreter goes on in the middle of a region, which was left for one instruction. */
    private static final long WITHIN = -1;

    /**
     * For so many runs HotSpot does not know a region well: it is left at the beginning of a loop after few instructions, so
     * that the method is compiled as a whole, and not once for each loop in it that it happens to be in; and it forgets pages,
     * so that HotSpot does not think that these are never looked up.
     */
    private static final int FIRST_RUNS = 20_000;

    /** For so many runs HotSpot interprets the method, which is slower than to interpret the guest. */
    private static final int INTERPRETED_RUNS = 2_500;

    /** By how much slices are shorter meanwhile. */
    private static final int INTERPRETED_SHARE = 5;

    /** In so many of these runs, a power of two, pages are forgotten once. */
    private static final int FORGETTING = 32;

    /** After so many runs, a region must have executed {@link #SHORT_RUN} instructions each time, or it is not worth its entry. */
    private static final int TRIAL_RUNS = 2_000;

    private static final int SHORT_RUN = 10;

    private final Mmu mmu;
    private final PhysicalMemory memory;
    private final Regions regions;
    private final Profile profile = new Profile();
    private final FastTranslations shortCuts;
    private final Context context;
    private final RegionMaker maker;

    /** Entries by the low bits of their address: a short cut. */
    private final @Nullable Entry[] cache = new @Nullable Entry[CACHE];

    private final Tuning tuning;

    /** How many instructions lie between the last sample and the next. */
    private int interval;

    /** How many instructions remain of these. */
    private int untilSample;

    /** How often this engine was told to run since the last sample: each time, but the last, ended by a trap. */
    private int turns;

    /** An engine for this hart. */
    Translator(Hart hart, Tuning tuning) {
        super(hart);
        this.tuning = tuning;
        interval = tuning.firstInterval();
        untilSample = interval;
        mmu = hart.mmu();
        memory = hart.memory();
        regions = new Regions(memory.decodedPages());
        shortCuts = mmu.fastTranslations();
        context = new Context(fcsr());
        maker = new RegionMaker(mmu, memory, regions, profile, tuning, context, registers());
    }

    @Override
    protected void run(long budget) {
        if (!mmu.allowsShortCuts()) {
            interpret(budget);
            return;
        }
        turns++;
        long left = budget;
        long began = hart().pc();
        while (true) {
            Entry entry = cached(hart().pc());
            if (entry != null && left >= entry.minimum()) {
                left -= execute(entry, left);
                if (context.exit == Exit.TRAP) {
                    return;
                }
                began = hart().pc();
                if (context.exit == Exit.ACCESS) {
                    left -= 1 - interpret(1);
                    if (isTrapped()) {
                        return;
                    }
                    began = WITHIN;
                }
                continue;
            }
            long share = Math.min(left, untilSample);
            long rest = interpretToTranslated(share);
            left -= share - rest;
            untilSample -= (int) (share - rest);
            if (isStopped()) {
                entry = cached(hart().pc());
                if (entry == null) {
                    entry = validated(hart().pc());
                }
                if (entry == null || left < entry.minimum()) {
                    // The interpreter goes past the entry.
                    share = Math.min(left, entry == null ? 1 : left);
                    rest = interpret(share);
                    left -= share - rest;
                    if (isTrapped() || left == 0) {
                        return;
                    }
                }
            } else if (isTrapped() || left == 0) {
                return;
            } else {
                boolean trapsOften = (long) turns * tuning.turn() > interval;
                interval = tuning.sampleInterval();
                untilSample = interval;
                turns = 0;
                if (!trapsOften) {
                    left -= sample(left, began);
                }
                if (isTrapped() || left == 0) {
                    return;
                }
            }
        }
    }

    /** The entry at an address, if its region was just validated. */
    private @Nullable Entry cached(long pc) {
        Entry entry = cache[(int) (pc >>> 1) & CACHE - 1];
        return entry != null
                        && entry.address() == pc
                        && entry.region().epoch == mmu.fetchEpoch()
                        && entry.isReachable()
                        && mayRound(entry.region())
                ? entry
                : null;
    }

    private boolean mayRound(Region region) {
        return !region.roundsDynamically || fcsr().frm() == Fcsr.RNE;
    }

    /** The entry at an address, if there is one for the frames that its region would be fetched from. */
    private @Nullable Entry validated(long pc) {
        Entry entry = find(pc);
        if (entry == null || !mayRound(entry.region())) {
            return null;
        }
        Region region = entry.region();
        if (region.epoch != mmu.fetchEpoch()) {
            int reachable = 0;
            for (int i = 0; i < region.pages.length; i++) {
                reachable |= mmu.fetchedFrame(region.pages[i]) == region.frames[i] ? 1 << i : 0;
            }
            region.reachable = reachable;
            region.epoch = mmu.fetchEpoch();
        }
        cache[(int) (pc >>> 1) & CACHE - 1] = entry;
        return entry;
    }

    /** The entry at an address in the frame that it would be fetched from, whatever the other pages of its region. */
    private @Nullable Entry find(long pc) {
        return regions.find(pc, mmu.fetchedFrame(pc));
    }

    /** Executes a region; how many instructions that was. */
    long execute(Entry entry, long left) {
        Region region = entry.region();
        long budget = Math.min(left, Account.MAX_BUDGET);
        Code code = code(region);
        context.pages = region.reachable;
        boolean isNew = region.runs < FIRST_RUNS;
        if (isNew && (region.runs & FORGETTING - 1) == 0 || region.sitesEpoch != shortCuts.epoch()) {
            forgetPages(region);
        }
        region.runs += isNew ? 1 : 0;
        int slice = tuning.slice() / (region.runs < INTERPRETED_RUNS ? INTERPRETED_SHARE : 1);
        context.floor = isNew ? Account.of(Math.max(0, budget - Math.max(slice, entry.minimum()))) : 0;
        int number = entry.number();
        long account = Account.of(budget);
        while (true) {
            account = code.execute(account, number);
            if (context.exit < Exit.SLOW_ACCESS) {
                break;
            }
            if (!mayAccessInFull()) {
                context.exit = Exit.ACCESS;
                break;
            }
            number = context.exit - Exit.SLOW_ACCESS;
            if (!access(region.slowAccesses[number], budget - Account.budget(account))) {
                context.exit = Exit.TRAP;
                break;
            }
            account -= Account.of(1);
            // The budget covers what is behind: the last look at it has made sure of that.
            Entry behind = region.entries.get(number);
            if (region.dropped || !behind.isReachable()) {
                context.pc = behind.address();
                context.exit = Exit.BUDGET;
                break;
            }
            code = code(region);
            if (region.sitesEpoch != shortCuts.epoch()) {
                forgetPages(region);
            }
        }
        long executed = budget - Account.budget(account);
        region.executed += executed;
        if (region.runs == TRIAL_RUNS && region.executed < SHORT_RUN * TRIAL_RUNS && !region.dropped) {
            regions.drop(region);
            region.entries.forEach(one -> profile.avoid(one.address()));
        }
        retire(executed, Account.accesses(account), context.pc);
        switch (context.exit) {
            case Exit.TRAP -> trap(context.pc);
            case Exit.ACCESS -> missed(region, context.pc);
            case Exit.INDIRECT -> {
                profile.jumped(context.site, context.pc);
                left(region);
            }
            case Exit.ELSEWHERE -> left(region);
            default -> {}
        }
        return executed;
    }

    private Code code(Region region) {
        Code code = region.code(memory.array());
        return code == null ? maker.load(region) : code;
    }

    /** Whether loads and stores are made that have no short cut. */
    boolean mayAccessInFull() {
        return true;
    }

    private void forgetPages(Region region) {
        Sites.clear(region.sites);
        region.sitesEpoch = shortCuts.epoch();
    }

    /** A region was left for code that is not in it: if that is often so, it is translated again with what belongs to it by now. */
    private void left(Region region) {
        if (++region.exits == region.exitLimit && !region.dropped) {
            region.exitLimit *= 4;
            if (region.length() < Region.LONG_RUN) {
                remake(region, true, region);
            }
        }
    }

    /**
     * A region was left for an access without a short cut: if that is often so, it is translated again so that it can be entered
     * behind it.
     */
    private void missed(Region region, long pc) {
        profile.missed(pc);
        if (++region.misses == region.missLimit && !region.dropped) {
            region.missLimit *= 4;
            if (region.executed / region.misses < Region.LONG_RUN) {
                remake(region, region.around, null);
            }
        }
    }

    /** Looks where the hart is: goes on to the next jump backwards, or to translated code. How many instructions that took. */
    private long sample(long left, long began) {
        long executed = 0;
        while (executed < SAMPLE_STEPS && executed < left) {
            long before = hart().pc();
            executed += 1 - interpretToTranslated(1);
            if (isStopped()) {
                if (began != WITHIN) {
                    hot(began);
                }
                return executed;
            }
            if (isTrapped()) {
                return executed;
            }
            if (hart().pc() <= before) {
                hot(hart().pc());
                return executed;
            }
        }
        return executed;
    }

    private void hot(long address) {
        if (profile.isAvoided(address)) {
            return;
        }
        int count = profile.sample(address);
        int times = count / tuning.samples();
        // Code that is changed again and again is translated less and less often.
        if (count % tuning.samples() == 0 && Integer.bitCount(times) == 1) {
            translate(address);
        }
    }

    private void translate(long entry) {
        Region region = find(entry) == null ? maker.make(entry, false, null) : null;
        if (region != null) {
            regions.add(region);
        }
    }

    private void remake(Region region, boolean around, @Nullable Region unlike) {
        if (mmu.fetchedFrame(region.address()) != region.frames[0]) {
            return;
        }
        Region other = maker.make(region.address(), around, unlike);
        if (other != null) {
            other.exitLimit = region.exitLimit;
            other.missLimit = region.missLimit;
            regions.drop(region);
            regions.add(other);
        }
    }
}
