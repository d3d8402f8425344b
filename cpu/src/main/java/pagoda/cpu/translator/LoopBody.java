package pagoda.cpu.translator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;
import pagoda.cpu.memory.PhysicalMemory;

/**
 * One round of a loop: the blocks on those ways from its first block back to it that only jump forwards, on one page. Ways
 * that go elsewhere in between, into another loop for example, leave it.
 */
final class LoopBody {
    private static final int MOST_INSTRUCTIONS = 100;

    private final Block first;
    private final ControlFlow flow;
    private final TreeMap<Long, Block> blocks = new TreeMap<>();
    private final List<Block> lasts = new ArrayList<>();
    private final Set<Long> unavoidable = new HashSet<>();
    private int longest;

    private LoopBody(Block first, ControlFlow flow) {
        this.first = first;
        this.flow = flow;
    }

    /** The body of the loop that begins with this block; null if there is none, or it is too long. */
    static @Nullable LoopBody at(Block first, ControlFlow flow) {
        LoopBody body = new LoopBody(first, flow);
        return body.explore() ? body : null;
    }

    private boolean explore() {
        Map<Long, List<Block>> before = new HashMap<>();
        ArrayDeque<Block> work = new ArrayDeque<>(List.of(first));
        Set<Long> reached = new HashSet<>();
        while (!work.isEmpty()) {
            Block block = work.remove();
            if (!reached.add(block.start()) || !mayBePart(block)) {
                continue;
            }
            for (Block next : flow.following(block)) {
                if (isFirst(next.start())
                        || next.start() > block.start() && !flow.loops().containsKey(next.start())) {
                    before.computeIfAbsent(next.start(), key -> new ArrayList<>())
                            .add(block);
                    work.add(next);
                }
            }
        }
        lasts.addAll(before.getOrDefault(first.start(), List.of()));
        work.addAll(lasts);
        int length = 0;
        while (!work.isEmpty()) {
            Block block = work.remove();
            if (blocks.put(block.start(), block) == null) {
                length += block.length();
                if (!isFirst(block.start())) {
                    work.addAll(before.getOrDefault(block.start(), List.of()));
                }
            }
        }
        if (blocks.isEmpty() || length > MOST_INSTRUCTIONS) {
            return false;
        }
        findWays();
        return true;
    }

    private boolean mayBePart(Block block) {
        boolean isNear = (first.start() ^ block.lastAddress()) >>> PhysicalMemory.FRAME_SHIFT == 0;
        return isNear && Packed.op(block.last()) != Op.JALR && !Packed.isCall(block.last());
    }

    /** Finds out which blocks are in every round, and how long a round may be. */
    private void findWays() {
        Map<Long, Integer> lengths = new HashMap<>();
        long furthest = first.start();
        for (Block block : blocks.values()) {
            // Jumps go forwards: what no jump from before goes beyond, every round comes to.
            if (furthest <= block.start()) {
                unavoidable.add(block.start());
            }
            int length = lengths.getOrDefault(block.start(), 0) + block.length();
            for (Block next : flow.following(block)) {
                if (isFirst(next.start())) {
                    longest = Math.max(longest, length);
                    furthest = Long.MAX_VALUE;
                } else if (isPart(next.start())) {
                    lengths.merge(next.start(), length, Math::max);
                    furthest = Math.max(furthest, next.start());
                }
            }
        }
    }

    /** The block with which each round begins. */
    Block first() {
        return first;
    }

    /** The blocks, such that jumps from one to another go forwards. */
    List<Block> blocks() {
        return List.copyOf(blocks.values());
    }

    /** Whether a block of the body, not its first, begins at this address. */
    boolean isPart(long address) {
        return !isFirst(address) && blocks.containsKey(address);
    }

    /** Whether a round begins at this address. */
    boolean isFirst(long address) {
        return address == first.start();
    }

    /** Whether every round that ends comes by this block of the body. */
    boolean isUnavoidable(Block block) {
        return unavoidable.contains(block.start());
    }

    /** The block that all rounds end with; null if they end with one or another. */
    @Nullable
    Block last() {
        return lasts.size() == 1 ? lasts.get(0) : null;
    }

    /** Whether all rounds end with this block. */
    boolean isLast(Block block) {
        Block last = last();
        return last != null && last.start() == block.start();
    }

    /** The most instructions that one round executes. */
    int longest() {
        return longest;
    }

    /** What every round executes. */
    Count least() {
        return leastBefore(Long.MAX_VALUE);
    }

    /** What every round executes before the block at this address. */
    Count leastBefore(long address) {
        Count count = Count.NONE;
        for (Block block : blocks.headMap(address).values()) {
            if (isUnavoidable(block)) {
                count = count.plus(Count.of(block, block.length()));
            }
        }
        return count;
    }
}
