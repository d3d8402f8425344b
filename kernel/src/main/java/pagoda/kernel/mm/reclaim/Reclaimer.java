package pagoda.kernel.mm.reclaim;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Hart;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.AnonymousPages;
import pagoda.kernel.mm.FilePages;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.FrameUse;
import pagoda.kernel.mm.IntList;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.mm.MemoryGroup;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.Reclaim;
import pagoda.kernel.mm.SwapCache;
import pagoda.kernel.mm.VmCounter;
import pagoda.kernel.mm.policy.PolicySettings;
import pagoda.kernel.mm.policy.ReplacementPolicy;
import pagoda.kernel.mm.policy.Residents;
import pagoda.kernel.mm.reference.Foresight;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.wait.MustWait;
import pagoda.kernel.wait.WaitQueue;

/**
 * Empties frames. The policy names the victims; a page that has a like copy on a disk is dropped, another one is written first.
 * It happens ahead of need in the swap daemon ({@link #work}), and in need in the thread that wants a frame ({@link #makeRoom}).
 * Nothing here takes a frame.
 */
public final class Reclaimer implements Reclaim {
    /** How long, at least, policies wait from harvest to harvest of referenced pages: 10 ms of simulated time. */
    private static final long LEAST_TICK = 10_000_000;

    /** How many frames are emptied at a time, at most; in a small machine a sixteenth of all. */
    private static final int LARGEST_BATCH = 32;

    /** No instruction, and no part of a system call, takes more frames than these. */
    private static final int MOST_AT_ONCE = 64;

    /** A fruitless look at all pages is not repeated before so many came or went. */
    private static final int PATIENCE = 32;

    private final FrameTable frames;
    private final FilePages files;
    private final SwapCache swap;
    private final Hart hart;
    private final EventStream events;
    private final Watermarks marks;
    private final int cluster;
    private final int batch;
    /** How many frames a thread empties at a time: with foresight as few as it needs, as none is emptied before its time. */
    private final int directBatch;

    private final @Nullable Foresight foresight;
    private final AnonymousPages anonymous;
    private final SwapOut swapOut;
    private final Known known;
    private final Pools pools;
    private final int scarce;
    private final boolean[] listed;
    private final BitSet leaving;
    private final IntList dirtyAnonymous = new IntList();
    private final IntList dirtyFiles = new IntList();
    private final WaitQueue memory = new WaitQueue("a free frame");
    private final long tickInterval;
    private LastResort lastResort = group -> false;
    private int coming;
    private boolean awake;
    private boolean inDaemon;
    private long changes;
    private long fruitlessAt = -PATIENCE;
    private long nextTick;

    public Reclaimer(
            FrameTable frames,
            PageCache cache,
            Hart hart,
            KernelCosts costs,
            EventStream events,
            ReclaimOptions options) {
        this.frames = frames;
        this.files = cache.pages();
        this.swap = frames.swap();
        this.hart = hart;
        this.events = events;
        this.marks = options.watermarks() == null ? Watermarks.of(frames.total()) : options.watermarks();
        this.cluster = options.cluster();
        this.batch = Math.max(1, Math.min(LARGEST_BATCH, frames.total() / 16));
        anonymous = new AnonymousPages(frames);
        swapOut = new SwapOut(frames, anonymous, events, this);
        scarce = marks.high() + MOST_AT_ONCE;
        listed = new boolean[frames.total()];
        leaving = new BitSet(frames.total());
        tickInterval = Math.max(LEAST_TICK, 40 * costs.pageScanned() * frames.total());
        known = new Known(costs.pageScanned());
        Foresight future = options.policy().needsFuture() ? new Foresight(options.recorded()) : null;
        foresight = future;
        directBatch = future == null ? batch : 1;
        PolicySettings plain = PolicySettings.ofSeed(options.seed());
        PolicySettings settings = future == null ? plain : plain.withUntilUse(frame -> known.untilUse(frame, future));
        pools = new Pools(frames, known, residents -> options.policy().create(residents, settings));
        frames.setReclaim(this);
        frames.disk().afterCompletion(memory::wakeAll);
    }

    /** What is done when nothing can be emptied. */
    @FunctionalInterface
    public interface LastResort {
        /** Whether somebody, of this group if it is not null, will give memory back. */
        boolean free(@Nullable MemoryGroup group);
    }

    public void setLastResort(LastResort newLastResort) {
        lastResort = newLastResort;
    }

    /** What the policy knows of the future; null if it is one that knows nothing. */
    public @Nullable Foresight foresight() {
        return foresight;
    }

    public Watermarks watermarks() {
        return marks;
    }

    /** Where those stand who wait for a frame. */
    public WaitQueue memory() {
        return memory;
    }

    @Override
    public boolean hasRoom(int count) {
        int left = frames.free() - count;
        if (Math.max(0, left) < marks.low() && left + coming < marks.high()) {
            wake();
        }
        return left >= marks.min() && frames.currentGroup().hasRoom(count);
    }

    @Override
    public boolean isScarce() {
        return frames.free() < scarce || !frames.currentGroup().hasRoom(MOST_AT_ONCE);
    }

    @Override
    public boolean mayReadAhead(int count) {
        return frames.free() - count >= marks.min() && frames.currentGroup().hasRoom(count);
    }

    @Override
    public Outcome makeRoom(int count, boolean killing) {
        frames.counters().add(VmCounter.ALLOCSTALL, 1);
        frames.holders().join();
        if (makeRoomIn(frames.currentGroup(), count, killing) == Outcome.NONE) {
            return Outcome.NONE;
        }
        while (frames.free() - count < marks.min()) {
            if (frames.free() + coming - count >= marks.min() && !frames.disk().isIdle()) {
                await(); // what is being written is enough
                continue;
            }
            boolean fruitless = changes - fruitlessAt < PATIENCE && frames.free() >= count;
            int emptied = fruitless ? 0 : shrink(Math.max(count, directBatch));
            if (emptied > 0) {
                continue;
            }
            if (!frames.disk().isIdle()) {
                await();
            } else if (frames.free() >= count) {
                return Outcome.ROOM; // of the reserve, as no other can be had
            } else if (!frames.holders().takeFromYounger()) {
                if (isHopeless(killing, null)) {
                    return Outcome.NONE;
                }
                memory.wakeAll();
                throw new MustWait(memory);
            }
        }
        return Outcome.ROOM;
    }

    /** Empties frames of the group until it may have so many more. */
    private Outcome makeRoomIn(MemoryGroup group, int count, boolean killing) {
        while (!group.hasRoom(count)) {
            if (shrink(Math.max(count, directBatch), group) > 0) {
                continue;
            }
            if (!frames.disk().isIdle()) {
                await();
            } else if (!frames.holders().takeFromYounger()) {
                if (isHopeless(killing, group)) {
                    return Outcome.NONE;
                }
                memory.wakeAll();
                throw new MustWait(memory);
            }
        }
        return Outcome.ROOM;
    }

    /** Whether nobody, of this group if it is not null, can be waited for, and nobody is killed. */
    private boolean isHopeless(boolean killing, @Nullable MemoryGroup group) {
        return (frames.holders().isOldest() && !(killing && lastResort.free(group)))
                || frames.holders().current() == null;
    }

    /** Lets the thread wait until something has changed; if there is none, the machine stands still until the disk is done. */
    private void await() {
        if (frames.holders().current() != null) {
            throw new MustWait(memory);
        }
        frames.disk().drain();
    }

    /** Wakes the swap daemon, unless it has just found that there is nothing to do. */
    private void wake() {
        if (!awake && changes - fruitlessAt >= PATIENCE) {
            awake = true;
            tell("wake", frames.free());
        }
    }

    /** Whether the swap daemon is awake. */
    public boolean isAwake() {
        return awake;
    }

    /** Lets the swap daemon do a batch; it goes to sleep when enough is free, or will be, or nothing more can be emptied. */
    public void work() {
        inDaemon = true;
        long before = frames.disk().pagesWritten();
        int emptied = shrink(batch);
        inDaemon = false;
        boolean fruitless = emptied == 0 && frames.disk().pagesWritten() == before;
        if (fruitless || frames.free() + coming >= marks.high()) {
            awake = false;
            tell("sleep", frames.free());
        }
    }

    /** Lets the policy harvest which pages were referenced, if it is time and memory is scarce. */
    public void tickIfDue(long now) {
        if (now >= nextTick && (frames.free() < 2 * marks.high() || pools.isTight())) {
            nextTick = now + tickInterval;
            pools.tick();
        }
    }

    /** Evicts whatever may be evicted, as if all memory was needed: for simulations of the worst moment. */
    public void evictAll() {
        long before;
        do {
            before = frames.disk().pagesWritten();
        } while (shrink(frames.total()) > 0 || frames.disk().pagesWritten() > before);
    }

    /** Evicts all pages that are the address space's own, as far as they may be. */
    public void evict(AddressSpace space) {
        IntList own = new IntList();
        space.pageTable().forEach(0, space.limit(), (address, frame) -> {
            if (frames.use(frame) == FrameUse.ANONYMOUS && frames.sharers(frame) == 1 && listed[frame]) {
                own.add(frame);
            }
        });
        dirtyAnonymous.clear();
        for (int i = 0; i < own.size(); i++) {
            if (known.mayEvict(own.get(i))) {
                leave(own.get(i));
                evict(own.get(i));
            }
            if (dirtyAnonymous.size() == cluster || i == own.size() - 1) {
                leave(dirtyAnonymous);
                swapOut.write(dirtyAnonymous, cluster);
                dirtyAnonymous.clear();
            }
        }
    }

    /** Empties up to so many frames at once, and begins to write what must be written first; how many were emptied. */
    private int shrink(int most) {
        return shrink(most, null);
    }

    /** The same in one group alone. */
    private int shrink(int most, @Nullable MemoryGroup group) {
        int emptied = 0;
        int scanned = 0;
        dirtyAnonymous.clear();
        dirtyFiles.clear();
        while (emptied < most && dirtyAnonymous.size() + dirtyFiles.size() < most) {
            int victim = group == null ? pools.victim() : pools.victim(group);
            if (victim == ReplacementPolicy.NONE) {
                break;
            }
            scanned++;
            leave(victim);
            emptied += evict(victim) ? 1 : 0;
        }
        leave(dirtyAnonymous);
        leave(dirtyFiles);
        int begun = swapOut.write(dirtyAnonymous, cluster) + files.writeOut(dirtyFiles);
        frames.counters().add(inDaemon ? VmCounter.PGSCAN_KSWAPD : VmCounter.PGSCAN_DIRECT, scanned);
        frames.counters().add(inDaemon ? VmCounter.PGSTEAL_KSWAPD : VmCounter.PGSTEAL_DIRECT, emptied + begun);
        if (emptied + begun == 0) {
            fruitlessAt = changes;
        }
        if (events.wants(EventKind.RECLAIM)) {
            events.emit(new Event.Reclaim(
                    events.stamp(),
                    "scan",
                    (inDaemon ? "daemon" : "direct") + " scanned " + scanned + " emptied " + emptied + " writing "
                            + begun));
        }
        return emptied;
    }

    /** Empties the frame if its page is clean; else notes it as one to be written. */
    private boolean evict(int victim) {
        if (frames.use(victim) == FrameUse.PAGE_CACHE) {
            if (files.evictIfClean(victim)) {
                return true;
            }
            dirtyFiles.add(victim);
            return false;
        }
        int slot = swap.slot(victim);
        if (slot == SwapDevice.NONE || !swap.isSaved(victim)) {
            dirtyAnonymous.add(victim);
            return false;
        }
        anonymous.unmap(victim, slot);
        if (swap.slot(victim) != SwapDevice.NONE) {
            swap.evict(victim);
        }
        return true;
    }

    /** These frames come free when their pages have been written, unless those are used again meanwhile. */
    private void leave(IntList chosen) {
        for (int i = 0; i < chosen.size(); i++) {
            leaving.set(chosen.get(i));
        }
        coming += chosen.size();
    }

    /** The frame is free, or its page stays. */
    private void endLeave(int frame) {
        if (leaving.get(frame)) {
            leaving.clear(frame);
            coming--;
        }
    }

    /** The frame was chosen, but its page stays: it may become a victim again. */
    void stays(int frame) {
        arrived(frame, true);
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        changes++;
        endLeave(frame);
        if (!listed[frame]) {
            listed[frame] = true;
            pools.arrived(frame, demanded);
        }
    }

    @Override
    public void departed(int frame) {
        changes++;
        endLeave(frame);
        leave(frame);
    }

    private void leave(int frame) {
        if (listed[frame]) {
            listed[frame] = false;
            pools.departed(frame);
        }
    }

    @Override
    public void written(int frame) {
        if (!listed[frame] && !files.dropIfUnused(frame)) {
            stays(frame);
        }
    }

    @Override
    public void mayTryAgain() {
        if (!memory.isEmpty()) {
            memory.wakeAll();
        }
    }

    private void tell(String word, int free) {
        if (events.wants(EventKind.RECLAIM)) {
            events.emit(new Event.Reclaim(events.stamp(), word, "free " + free));
        }
    }

    /** What the policy may know: what hardware and kernel have noted of pages. */
    private final class Known implements Residents {
        private final long lookCost;

        Known(long lookCost) {
            this.lookCost = lookCost;
        }

        @Override
        public int frames() {
            return frames.total();
        }

        long untilUse(int frame, Foresight future) {
            return frames.use(frame) == FrameUse.PAGE_CACHE
                    ? files.untilUse(frame, future)
                    : anonymous.untilUse(frame, future);
        }

        @Override
        public boolean takeReferenced(int frame) {
            hart.stall(lookCost);
            return frames.use(frame) == FrameUse.PAGE_CACHE
                    ? files.takeReferenced(frame)
                    : anonymous.takeReferenced(frame);
        }

        @Override
        public boolean isDirty(int frame) {
            return frames.use(frame) == FrameUse.PAGE_CACHE
                    ? files.isDirty(frame)
                    : swap.slot(frame) == SwapDevice.NONE || !swap.isSaved(frame);
        }

        @Override
        public boolean mayEvict(int frame) {
            if (frames.isPinned(frame) || frames.request(frame) != null) {
                return false;
            }
            if (frames.use(frame) == FrameUse.PAGE_CACHE) {
                return !files.mustStay(frame);
            }
            boolean hasSlot = swap.slot(frame) != SwapDevice.NONE
                    || swap.device().used() < swap.device().capacity();
            return hasSlot && !anonymous.isLocked(frame);
        }

        @Override
        public long identity(int frame) {
            return frames.use(frame) == FrameUse.PAGE_CACHE ? files.identity(frame) : anonymous.identity(frame);
        }

        @Override
        public long now() {
            return hart.cycles();
        }
    }
}
