package pagoda.kernel.mm.policy.simulation;

import java.util.Arrays;
import java.util.OptionalLong;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.policy.PolicySettings;
import pagoda.kernel.mm.policy.ReplacementPolicy;
import pagoda.kernel.mm.policy.Residents;

/**
 * A policy at work on a reference string, with frames that are empty at first and filled from 0 upwards. A policy that counts
 * references is told each; for the others each reference sets the R bit of its page, the one that brings it in included, and
 * time passes for them after every so many references.
 */
public final class Simulation {
    private static final int NONE = ReplacementPolicy.NONE;

    private final ReferenceString references;
    private final ReplacementPolicy policy;
    private final boolean counts;
    private final long tick;
    /** By the page's number, the frame in which it is. */
    private final int[] frameOf;
    /** By frame, the reference that brought its page in. */
    private final int[] broughtBy;

    private final boolean[] referenced;
    private final boolean[] dirty;

    private int position;
    private int used;
    private int faults;
    private int writebacks;
    private long untilTick;

    public Simulation(PolicyKind kind, int frames, ReferenceString references, SimulationOptions options) {
        this.references = references;
        tick = options.tick() == 0 ? frames : options.tick();
        untilTick = tick;
        long window = options.window() == 0 ? frames : options.window();
        frameOf = new int[references.distinctPages()];
        Arrays.fill(frameOf, NONE);
        broughtBy = new int[frames];
        Arrays.fill(broughtBy, NONE);
        referenced = new boolean[frames];
        dirty = new boolean[frames];
        policy = kind.create(new Ram(), new PolicySettings(options.seed(), window, references.future(), null));
        counts = policy.countsReferences();
    }

    /** What comes of the whole string. */
    public static Outcome run(PolicyKind kind, int frames, ReferenceString references, SimulationOptions options) {
        Simulation simulation = new Simulation(kind, frames, references, options);
        while (simulation.hasNext()) {
            simulation.advance();
        }
        return simulation.outcome();
    }

    /** Whether there are references left. */
    public boolean hasNext() {
        return position < references.length();
    }

    /** Makes the next reference. */
    public Step next() {
        int index = position;
        int before = faults;
        int evictedReference = advance();
        return new Step(
                references.page(index),
                references.isWrite(index),
                faults > before,
                frameOf[references.number(index)],
                evictedReference == NONE ? OptionalLong.empty() : OptionalLong.of(references.page(evictedReference)));
    }

    /** What came of the references so far. */
    public Outcome outcome() {
        return new Outcome(position, faults, writebacks);
    }

    /** The page in the frame; none if the frame is empty. */
    public OptionalLong pageIn(int frame) {
        return broughtBy[frame] == NONE ? OptionalLong.empty() : OptionalLong.of(references.page(broughtBy[frame]));
    }

    /** Makes the next reference; the result is one that referred to the page evicted for it, or NONE. */
    private int advance() {
        int index = position++;
        int number = references.number(index);
        int frame = frameOf[number];
        int evicted = NONE;
        if (frame == NONE) {
            faults++;
            frame = used;
            if (used < broughtBy.length) {
                used++;
            } else {
                frame = policy.victim();
                evicted = evict(frame);
            }
            frameOf[number] = frame;
            broughtBy[frame] = index;
            policy.arrived(frame, true);
        } else if (counts) {
            policy.referenced(frame);
        }
        dirty[frame] |= references.isWrite(index);
        referenced[frame] = !counts;
        if (!counts && --untilTick == 0) {
            untilTick = tick;
            policy.tick();
        }
        return evicted;
    }

    private int evict(int frame) {
        policy.departed(frame);
        int evicted = broughtBy[frame];
        frameOf[references.number(evicted)] = NONE;
        writebacks += dirty[frame] ? 1 : 0;
        dirty[frame] = false;
        return evicted;
    }

    private final class Ram implements Residents {
        @Override
        public int frames() {
            return broughtBy.length;
        }

        @Override
        public boolean takeReferenced(int frame) {
            boolean was = referenced[frame];
            referenced[frame] = false;
            return was;
        }

        @Override
        public boolean isDirty(int frame) {
            return dirty[frame];
        }

        @Override
        public boolean mayEvict(int frame) {
            return true;
        }

        @Override
        public long identity(int frame) {
            return references.page(broughtBy[frame]);
        }

        /** The number of the reference that is being made, from 1. */
        @Override
        public long now() {
            return position;
        }
    }
}
