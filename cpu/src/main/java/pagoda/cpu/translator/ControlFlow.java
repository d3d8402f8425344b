package pagoda.cpu.translator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;

/** How the blocks of a region follow one another. */
final class ControlFlow {
    private final Map<Long, Block> blocks = new TreeMap<>();
    private final Map<Long, Set<Long>> successors = new HashMap<>();
    private final Map<Long, Set<Long>> predecessors = new HashMap<>();
    private final Map<Long, Long> loops = new TreeMap<>();
    private final List<Long> returns = new ArrayList<>();
    private final Explorer.Source source;
    private final Map<Long, Integer> lengths = new HashMap<>();

    /** @param blocks by rising address */
    ControlFlow(List<Block> blocks, Explorer.Source source) {
        this.source = source;
        for (Block block : blocks) {
            this.blocks.put(block.start(), block);
        }
        for (Block block : blocks) {
            if (Packed.isCall(block.last()) && this.blocks.containsKey(block.next())) {
                returns.add(block.next());
            }
        }
        for (Block block : blocks) {
            Set<Long> next = follow(block);
            successors.put(block.start(), next);
            for (long target : next) {
                predecessors.computeIfAbsent(target, key -> new HashSet<>()).add(block.start());
                if (target <= block.start()) {
                    loops.merge(target, block.start(), Math::max);
                }
            }
        }
    }

    private Set<Long> follow(Block block) {
        Set<Long> next = new LinkedHashSet<>();
        if (Packed.op(block.last()) == Op.JALR) {
            next.addAll(targets(block));
        } else {
            if (!Packed.isJump(block.last())) {
                next.add(block.next());
            }
            if (Packed.isBranch(block.last()) || Packed.isJump(block.last())) {
                next.add(block.lastAddress() + Packed.immediate(block.last()));
            }
            next.retainAll(blocks.keySet());
        }
        return next;
    }

    /** Where in the region the indirect jump that ends a block may go: where it went, and behind calls if it returns. */
    List<Long> targets(Block block) {
        Set<Long> targets = new LinkedHashSet<>();
        if (!Packed.isCall(block.last()) && Packed.isLink(Packed.rs1(block.last()))) {
            targets.addAll(returns);
        }
        for (long target : source.targets(block.lastAddress())) {
            targets.add(target);
        }
        targets.retainAll(blocks.keySet());
        return List.copyOf(targets);
    }

    /** The blocks of the region that may follow a block. */
    List<Block> following(Block block) {
        List<Block> following = new ArrayList<>();
        for (long start : successors.getOrDefault(block.start(), Set.of())) {
            Block next = blocks.get(start);
            if (next != null) {
                following.add(next);
            }
        }
        return following;
    }

    /** Whether the block at this address of the region may follow a block. */
    boolean leads(Block block, long address) {
        return successors.getOrDefault(block.start(), Set.of()).contains(address);
    }

    /** Whether a block begins at this address. */
    boolean contains(long address) {
        return blocks.containsKey(address);
    }

    /** The blocks that a jump backwards goes to: each way round passes one of them. With the last block that jumps there. */
    Map<Long, Long> loops() {
        return loops;
    }

    /**
     * What is executed from where the budget is looked at to the beginning of each block that is reached in one way only; none
     * for others, where it has been counted.
     *
     * @param entry as for {@link #longest}
     */
    Map<Long, Count> uncounted(long entry) {
        Map<Long, Count> uncounted = new TreeMap<>();
        blocks.forEach((address, block) -> {
            Set<Long> before = predecessors.getOrDefault(address, Set.of());
            boolean alone = before.size() == 1 && address != entry && !loops.containsKey(address);
            Block only = alone ? blocks.get(before.iterator().next()) : null;
            uncounted.put(
                    address,
                    only == null || Packed.op(only.last()) == Op.JALR
                            ? Count.NONE
                            : uncounted.getOrDefault(only.start(), Count.NONE).plus(Count.of(only, only.length())));
        });
        return uncounted;
    }

    /** The addresses of the blocks from which a block is reached, over one jump or more. */
    Set<Long> leadingTo(long address) {
        return leadingTo(predecessors.getOrDefault(address, Set.of()), new HashSet<>());
    }

    /** The addresses of a loop's first block and of those from which its ends are reached without passing that. */
    Set<Long> leadingTo(List<Long> ends, long first) {
        return leadingTo(ends, new HashSet<>(Set.of(first)));
    }

    /** Adds the ends, and the blocks from which they are reached without passing one that was found before. */
    private Set<Long> leadingTo(Collection<Long> ends, Set<Long> found) {
        ArrayDeque<Long> work = new ArrayDeque<>(ends);
        while (!work.isEmpty()) {
            long address = work.remove();
            if (found.add(address)) {
                work.addAll(predecessors.getOrDefault(address, Set.of()));
            }
        }
        return found;
    }

    /**
     * The most instructions from the beginning of a block to the next block that {@link #loops} has, or out of the region.
     *
     * @param entry a block that counts as if a jump backwards went there
     */
    int longest(long address, long entry) {
        Integer known = lengths.get(address);
        if (known != null) {
            return known;
        }
        int most = 0;
        for (long next : successors.getOrDefault(address, Set.of())) {
            if (next != entry && !loops.containsKey(next)) {
                most = Math.max(most, longest(next, entry));
            }
        }
        @Nullable Block block = blocks.get(address);
        int length = most + (block == null ? 0 : block.length());
        lengths.put(address, length);
        return length;
    }
}
