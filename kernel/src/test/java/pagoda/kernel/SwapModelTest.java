package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cpu.Costs;
import pagoda.cpu.Hart;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.kernel.disk.DiskQueue;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Asids;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.CachedFile;
import pagoda.kernel.mm.FaultHandler;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.HeldPages;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.mm.MemoryCounters;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.PageStore;
import pagoda.kernel.mm.Protection;
import pagoda.kernel.mm.RadixPageTable;
import pagoda.kernel.mm.Region;
import pagoda.kernel.mm.SwapIn;
import pagoda.kernel.mm.UserMemory;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.reclaim.ReclaimOptions;
import pagoda.kernel.mm.reclaim.Reclaimer;
import pagoda.kernel.mm.reclaim.Watermarks;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.mm.swap.SwapStore;
import pagoda.kernel.wait.MustWait;
import pagoda.kernel.wait.WaitQueue;
import pagoda.kernel.wait.Waiter;

/**
 * Several processes with far more memory than RAM do what a map from address to byte does: with each policy, with and
 * without waiting for the disk, and the audit has nothing to say after any step.
 */
final class SwapModelTest {
    private static final int PAGE = 4096;

    /** In two tables, so that the second is missing now and then. */
    private static final int PAGES = 48;

    private static final long FIRST = (2L << 20) - PAGES / 2 * PAGE;
    private static final int SPACES = 4;

    /** 24 for pages; the page tables of each space are a root, one below it, and two for the pages. */
    private static final int FRAMES = 24 + 4 * SPACES;

    private static final int MANY = 1024;
    private static final int STEPS = 150;
    private static final byte[] ZERO = new byte[PAGE];

    /** What is shared: a file, or memory without a name. */
    private record Source(CachedFile file, byte[] bytes) {
        byte[] page(int index) {
            return Arrays.copyOfRange(bytes, index * PAGE, (index + 1) * PAGE);
        }
    }

    /** A page of the model; {@code own} once it has bytes that are its own. */
    private record Page(
            Protection protection, @Nullable Source source, int index, boolean shared, byte @Nullable [] own) {
        byte[] bytes() {
            return own != null ? own : source != null ? source.page(index) : ZERO;
        }

        Page with(Protection newProtection) {
            return new Page(newProtection, source, index, shared, own);
        }

        Page discarded() {
            return new Page(protection, source, index, shared, null);
        }

        Page stored(int offset, byte[] value, int start, int length) {
            if (shared && source != null) {
                System.arraycopy(value, start, source.bytes, index * PAGE + offset, length);
                return this;
            }
            byte[] changed = bytes().clone();
            System.arraycopy(value, start, changed, offset, length);
            return new Page(protection, source, index, shared, changed);
        }
    }

    /** A process: its memory, what it should contain, and what it is about to do, perhaps for the second time. */
    private static final class Actor implements Waiter {
        final AddressSpace space;
        final NavigableMap<Integer, Page> model;
        final HeldPages held = new HeldPages();

        @Nullable
        Runnable pending;

        @Nullable
        WaitQueue queue;

        Actor(AddressSpace space, NavigableMap<Integer, Page> model) {
            this.space = space;
            this.model = model;
        }

        @Override
        public void waitsIn(WaitQueue newQueue) {
            queue = newQueue;
        }

        @Override
        public void wake() {
            if (queue != null) {
                queue.remove(this);
                queue = null;
            }
        }
    }

    /** A simulated disk's part. */
    private static final class Pages implements PageStore {
        private final Map<Long, byte[]> pages = new HashMap<>();

        @Override
        public void read(long index, byte[] page) {
            System.arraycopy(pages.getOrDefault(index, ZERO), 0, page, 0, PAGE);
        }

        @Override
        public boolean has(long index) {
            return pages.containsKey(index);
        }

        @Override
        public void write(long index, byte[] page) {
            pages.put(index, page.clone());
        }

        @Override
        public void truncate(long index) {
            pages.keySet().removeIf(at -> at >= index);
        }
    }

    private SplittableRandom random = new SplittableRandom();
    private final PhysicalMemory memory = new PhysicalMemory(FRAMES * PAGE);
    private final Mmu mmu = new Mmu(memory, RadixScheme.SV39, TlbConfiguration.DEFAULT, TlbConfiguration.DEFAULT);
    private final Hart hart = new Hart(memory, mmu, Costs.DEFAULT);
    private final EventStream events = new EventStream(hart);
    private final DiskQueue disk = new DiskQueue(hart, events, 5000, 40);
    private final Asids asids = new Asids();
    private final List<Actor> actors = new ArrayList<>();
    private FrameTable frames = new FrameTable(hart, KernelCosts.DEFAULT, events);
    private PageCache cache = new PageCache(frames, memory);
    private Reclaimer reclaimer = reclaimer(ReclaimOptions.DEFAULT);
    private FaultHandler faults = new FaultHandler(frames, cache, events, mmu.scheme());
    private UserMemory user = new UserMemory(memory, faults);
    private Audit audit = new Audit(frames, cache, memory, mmu);
    private Source file = new Source(cache.temporary(0), ZERO);
    private boolean waits;
    private boolean mayRunOut;
    private String where = "";

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithAMapOfBytes(int seed) { // VM-CHECKLIST 28, 31, 32, 34, 36, 43
        String machine = build(seed);
        try {
            actors.add(new Actor(space(), new TreeMap<>()));
            for (int step = 0; step < STEPS; step++) {
                where = machine + " step " + step;
                step();
                audit.everything(live());
            }
            finish(machine);
        } catch (RuntimeException e) {
            throw new AssertionError(where, e);
        }
    }

    /** The machine that this seed stands for, in words. */
    private String build(int seed) {
        random = new SplittableRandom(seed);
        PolicyKind[] policies = Arrays.stream(PolicyKind.values())
                .filter(kind -> !kind.needsFuture())
                .toArray(PolicyKind[]::new);
        PolicyKind policy = policies[seed % policies.length];
        int slots = new int[] {MANY, MANY, 40, 6, 0}[random.nextInt(5)];
        int readAhead = random.nextBoolean() ? 1 : 8;
        SwapIn.Neighbourhood by = random.nextBoolean() ? SwapIn.Neighbourhood.SLOT : SwapIn.Neighbourhood.VIRTUAL;
        int cluster = random.nextBoolean() ? 1 : 32;
        Watermarks[] marks = {new Watermarks(0, 0, 0), new Watermarks(1, 2, 4), null};
        Watermarks watermarks = marks[random.nextInt(3)];
        waits = random.nextInt(3) > 0;
        mayRunOut = slots < MANY;
        frames = new FrameTable(
                hart, KernelCosts.DEFAULT, events, disk, new SwapDevice(slots, SwapStore.inMemory(slots)));
        frames.setReadAhead(readAhead, by);
        cache = new PageCache(frames, memory);
        cache.setReadAhead(readAhead);
        reclaimer = reclaimer(new ReclaimOptions(policy, seed, watermarks, cluster));
        faults = new FaultHandler(frames, cache, events, mmu.scheme());
        user = new UserMemory(memory, faults);
        audit = new Audit(frames, cache, memory, mmu);
        file = file();
        return "seed " + seed + " " + policy.word() + " slots " + slots + " readahead " + readAhead + " " + by
                + " cluster " + cluster + " " + watermarks + (waits ? " waiting" : "");
    }

    private Reclaimer reclaimer(ReclaimOptions options) {
        return new Reclaimer(frames, cache, hart, KernelCosts.DEFAULT, events, options);
    }

    private Source file() {
        byte[] bytes = new byte[PAGES * PAGE];
        random.nextBytes(bytes);
        Pages pages = new Pages();
        for (int page = 0; page < PAGES; page += 1 + random.nextInt(2)) {
            pages.write(page, Arrays.copyOfRange(bytes, page * PAGE, (page + 1) * PAGE));
        }
        for (int page = 0; page < PAGES; page++) {
            if (!pages.has(page)) {
                Arrays.fill(bytes, page * PAGE, (page + 1) * PAGE, (byte) 0);
            }
        }
        CachedFile made = new CachedFile(pages, bytes.length, cache);
        made.hold();
        return new Source(made, bytes);
    }

    private AddressSpace space() {
        RadixPageTable table = RadixPageTable.create(RadixScheme.SV39, memory, frames);
        assertThat(table).as(where).isNotNull();
        return new AddressSpace(mmu, frames, asids, table, asids.allocate(), new MemoryCounters());
    }

    private Map<Integer, AddressSpace> live() {
        Map<Integer, AddressSpace> live = new HashMap<>();
        actors.forEach(actor -> live.put(actor.space.asid(), actor.space));
        return live;
    }

    /** Lets one of those that can go on do something, or the disk if nobody can. */
    private void step() {
        hart.stall(random.nextInt(4000));
        disk.complete(hart.cycles());
        reclaimer.tickIfDue(hart.cycles());
        while (reclaimer.isAwake()) {
            reclaimer.work();
        }
        List<Actor> ready = actors.stream().filter(actor -> actor.queue == null).toList();
        if (ready.isEmpty()) {
            awaitDisk();
            return;
        }
        Actor actor = ready.get(random.nextInt(ready.size()));
        if (actor.pending == null) {
            actor.pending = action(actor);
        }
        attempt(actor);
    }

    private void awaitDisk() {
        assertThat(disk.isIdle())
                .as("%s: all wait, and nothing will wake them", where)
                .isFalse();
        hart.stall(Math.max(0, disk.next() - hart.cycles()));
        disk.complete(hart.cycles());
    }

    private void attempt(Actor actor) {
        Runnable action = actor.pending;
        frames.holders().setCurrent(actor.held);
        try {
            if (action != null) {
                action.run();
            }
            actor.pending = null;
            frames.holders().release(actor.held);
        } catch (MustWait wait) {
            wait.queue().add(actor);
        } finally {
            frames.holders().setCurrent(null);
        }
        if (!waits && actor.pending != null) {
            disk.drain();
            attempt(actor);
        }
    }

    private void complete(Actor actor) {
        while (actor.pending != null) {
            if (actor.queue != null) {
                List<Actor> others = actors.stream()
                        .filter(other -> other.queue == null && other.pending != null)
                        .toList();
                if (others.isEmpty()) {
                    awaitDisk();
                } else {
                    others.forEach(this::attempt);
                }
            } else {
                attempt(actor);
            }
        }
    }

    /** All is as it should be in all of memory, and nothing is left when all have ended. */
    private void finish(String machine) {
        where = machine + " at the end";
        for (Actor actor : List.copyOf(actors)) {
            complete(actor);
        }
        for (Actor actor : actors) {
            for (int page = 0; page < PAGES; page++) {
                int at = page;
                actor.pending = () -> load(actor, at, 0, PAGE);
                complete(actor);
            }
        }
        audit.everything(live());
        actors.forEach(actor -> actor.space.destroy());
        actors.clear();
        disk.drain();
        audit.everything(live());
        audit.atExit();
        assertThat(frames.free() + cache.pages().size()).as(where).isEqualTo(FRAMES);
        assertThat(frames.swap().device().used()).as(where).isZero();
        byte[] bytes = new byte[PAGES * PAGE];
        assertThat(cache.read(file.file, 0, bytes, 0, bytes.length)).as(where).isEqualTo(bytes.length);
        assertThat(bytes).as(where).isEqualTo(file.bytes);
        for (int frame = 0; frame < FRAMES; frame++) {
            assertThat(frames.isPinned(frame)).as("%s: a pin is left", where).isFalse();
        }
    }

    private Runnable action(Actor actor) {
        int first = random.nextInt(PAGES);
        int end = first + 1 + random.nextInt(Math.min(12, PAGES - first));
        boolean any = random.nextInt(4) == 0;
        Protection protection = any
                ? new Protection(random.nextInt(4) > 0, random.nextBoolean(), random.nextBoolean())
                : Protection.READ_WRITE;
        return switch (random.nextInt(28)) {
            case 0, 1 -> () -> map(actor, first, end, protection, null, false);
            case 2 -> () -> map(actor, first, end, protection, file, false);
            case 3 -> () -> map(actor, first, end, protection, file, true);
            case 4 -> () -> map(actor, first, end, protection, nameless(end - first), true);
            case 5 ->
                () -> {
                    actor.space.unmap(at(first), at(end));
                    actor.model.subMap(first, end).clear();
                };
            case 6 ->
                () -> {
                    actor.space.protect(at(first), at(end), protection);
                    actor.model.subMap(first, end).replaceAll((page, old) -> old.with(protection));
                };
            case 7 ->
                () -> {
                    actor.space.discard(at(first), at(end));
                    actor.model.subMap(first, end).replaceAll((page, old) -> old.discarded());
                };
            case 8, 9 -> () -> fork(actor);
            case 10 -> () -> destroyAny();
            case 11, 12 -> move(actor, first, random.nextInt(PAGES), random.nextInt(1, 5));
            case 13 -> reclaimer::evictAll;
            case 14 -> () -> cache.sync(file.file, first, end);
            case 15 -> writeFile(first, random.nextInt(PAGE));
            case 16, 17, 18 -> () -> load(actor, first, 0, PAGE);
            case 19, 20, 21 -> touch(actor, first);
            default -> {
                int offset = random.nextInt(PAGE);
                int most = waits ? PAGE - offset : PAGES * PAGE - first * PAGE - offset;
                byte[] value = new byte[1 + random.nextInt(Math.min(most, 3 * PAGE))];
                random.nextBytes(value);
                yield () -> store(actor, first, offset, value);
            }
        };
    }

    private Source nameless(int pages) {
        return new Source(cache.temporary((long) pages * PAGE), new byte[pages * PAGE]);
    }

    private void map(Actor actor, int first, int end, Protection protection, @Nullable Source source, boolean shared) {
        int index = file.equals(source) ? first : 0;
        Backing backing = source == null
                ? Backing.ANONYMOUS
                : new Backing.FileMapping(source.file, (long) index * PAGE, Long.MAX_VALUE, shared, true);
        actor.space.map(new Region(at(first), at(end), protection, backing, file.equals(source) ? "file" : ""));
        for (int page = first; page < end; page++) {
            actor.model.put(page, new Page(protection, source, index + page - first, shared, null));
        }
    }

    private void fork(Actor parent) {
        if (actors.size() >= SPACES || !frames.reserve(parent.space.pageTable().tableFrames())) {
            return;
        }
        RadixPageTable table = RadixPageTable.create(RadixScheme.SV39, memory, frames);
        AddressSpace child = table == null ? null : parent.space.fork(table, asids.allocate());
        assertThat(child != null || mayRunOut).as("%s: a child", where).isTrue();
        if (child != null) {
            actors.add(new Actor(child, new TreeMap<>(parent.model)));
        }
    }

    /** Ends a process, in whatever it is: who is killed may be waiting. */
    private void destroyAny() {
        Actor victim = actors.get(random.nextInt(actors.size()));
        if (victim.held == frames.holders().current() || actors.size() == 1) {
            return;
        }
        actors.remove(victim);
        victim.wake();
        frames.holders().release(victim.held);
        victim.space.destroy();
    }

    /** As mremap does it with MREMAP_FIXED: what is in the way goes first. */
    private Runnable move(Actor actor, int first, int target, int most) {
        return () -> {
            Region region = actor.space.find(at(first));
            if (region == null) {
                return;
            }
            int length = (int) Math.min(most, (region.end() - at(first)) / PAGE);
            if (target + length > PAGES || (first < target + length && target < first + length)) {
                return;
            }
            actor.space.unmap(at(target), at(target + length));
            actor.model.subMap(target, target + length).clear();
            boolean moved = actor.space.move(at(first), at(first + length), at(target), (long) length * PAGE);
            assertThat(moved || mayRunOut).as("%s: a move", where).isTrue();
            for (int page = 0; moved && page < length; page++) {
                Page gone = actor.model.remove(first + page);
                if (gone != null) {
                    actor.model.put(target + page, gone);
                }
            }
        };
    }

    /** As the system call write does it, whole pages or parts of them. */
    private Runnable writeFile(int page, int offset) {
        byte[] value = new byte[random.nextInt(1, waits ? PAGE - offset + 1 : 2 * PAGE)];
        random.nextBytes(value);
        int length = Math.min(value.length, (PAGES - page) * PAGE - offset);
        return () -> {
            long done = cache.write(file.file, (long) page * PAGE + offset, value, 0, length);
            assertThat(done == length || mayRunOut)
                    .as("%s: a write of the file", where)
                    .isTrue();
            System.arraycopy(value, 0, file.bytes, page * PAGE + offset, (int) Math.max(0, done));
        };
    }

    private void store(Actor actor, int first, int offset, byte[] value) {
        int had = user.reach(actor.space, 0, at(first) + offset, value.length, Access.STORE);
        int done = user.copyOut(actor.space, 0, at(first) + offset, value, 0, had);
        int copied = 0;
        while (copied < done) {
            int page = first + (offset + copied) / PAGE;
            int within = (offset + copied) % PAGE;
            int part = Math.min(done - copied, PAGE - within);
            Page old = actor.model.get(page);
            assertThat(old != null && old.protection.write())
                    .as("%s: page %d takes a store", where, page)
                    .isTrue();
            if (old != null) {
                actor.model.put(page, old.stored(within, value, copied, part));
            }
            copied += part;
        }
        if (done < value.length) {
            refused(actor.model.get(first + (offset + done) / PAGE), Access.STORE);
        }
    }

    private void load(Actor actor, int first, int offset, int length) {
        byte[] seen = new byte[length];
        Page page = actor.model.get(first);
        if (user.copyIn(actor.space, 0, at(first) + offset, seen, 0, length) < length) {
            refused(page, Access.LOAD);
        } else {
            assertThat(page != null && page.protection.read()).as(where).isTrue();
            if (page != null && !Arrays.equals(seen, page.bytes())) {
                int at = Arrays.mismatch(seen, page.bytes());
                throw new AssertionError(where + ": asid " + actor.space.asid() + " page " + first + " byte " + at
                        + " is " + seen[at] + ", not " + page.bytes()[at]);
            }
        }
    }

    private void refused(@Nullable Page page, Access access) {
        if (user.lastFailure() == FaultReason.OUT_OF_MEMORY) {
            assertThat(mayRunOut).as("%s: there is memory", where).isTrue();
        } else {
            assertThat(page == null || !page.protection.allows(access))
                    .as("%s: %s", where, user.lastFailure())
                    .isTrue();
        }
    }

    /** Loads or stores one byte as a program does: through the MMU, whose TLB remembers. */
    private Runnable touch(Actor actor, int page) {
        int offset = random.nextInt(PAGE);
        byte value = (byte) random.nextInt();
        Access access = random.nextBoolean() ? Access.STORE : Access.LOAD;
        return () -> {
            mmu.setSatp(actor.space.satp());
            long physical = mmu.translate(at(page) + offset, access);
            Page old = actor.model.get(page);
            if (physical == Mmu.FAULT) {
                FaultReason reason = faults.handle(actor.space, at(page) + offset, access, 0);
                assertThat(reason != FaultReason.OUT_OF_MEMORY || mayRunOut)
                        .as(where)
                        .isTrue();
                assertThat(reason.isSolved() || reason == FaultReason.OUT_OF_MEMORY)
                        .as("%s: %s", where, reason)
                        .isEqualTo(old != null && old.protection.allows(access) || reason == FaultReason.OUT_OF_MEMORY);
                if (!reason.isSolved()) {
                    return;
                }
                physical = mmu.translate(at(page) + offset, access);
                assertThat(physical).as("%s: a fault that is solved", where).isNotEqualTo(Mmu.FAULT);
            }
            if (old == null) {
                throw new AssertionError(where + ": page " + page + " is not mapped");
            }
            assertThat(old.protection.allows(access))
                    .as("%s: %s of page %d, %s", where, access, page, old)
                    .isTrue();
            byte[] one = {value};
            if (access == Access.STORE) {
                memory.write(physical, one, 0, 1);
                actor.model.put(page, old.stored(offset, one, 0, 1));
            } else {
                memory.read(physical, one, 0, 1);
                assertThat(one[0])
                        .as("%s: page %d byte %d", where, page, offset)
                        .isEqualTo(old.bytes()[offset]);
            }
        };
    }

    private static long at(int page) {
        return FIRST + (long) page * PAGE;
    }
}
