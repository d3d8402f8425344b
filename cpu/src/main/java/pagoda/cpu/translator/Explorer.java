package pagoda.cpu.translator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;
import pagoda.cpu.memory.PhysicalMemory;

/**
 * Finds the code that belongs to a region: what can be reached from its entry and has been executed before, nearest first,
 * up to a size. That an instruction has been executed is seen by its being decoded.
 */
final class Explorer {
    /** Where instructions come from. */
    interface Source {
        /** The packed instruction at this address; {@link Op#UNDECODED} if it was not executed, or cannot be fetched now. */
        long at(long address);

        /** Whether the instruction at this address is another region's to execute, which is entered there. */
        boolean isElsewhere(long address);

        /** Where the indirect jump at this address was seen to go, besides returns to behind the region's calls. */
        long[] targets(long address);

        /** Whether the load or store at this address often has no short cut: the region can be entered behind it. */
        boolean isSlow(long address);
    }

    private final Source source;
    private final int limit;
    private final TreeMap<Long, Long> instructions = new TreeMap<>();
    private final TreeSet<Long> leaders = new TreeSet<>();
    private final ArrayDeque<Long> work = new ArrayDeque<>();

    /** @param limit how many instructions at most */
    Explorer(Source source, int limit) {
        this.source = source;
        this.limit = limit;
    }

    /** The blocks of the region that is entered at this address, by their addresses; none if nothing there is translated. */
    List<Block> explore(long entry, boolean around) {
        found(entry);
        while (!work.isEmpty()) {
            follow(work.remove());
        }
        List<Block> blocks = new ArrayList<>();
        for (long leader : leaders) {
            if (instructions.containsKey(leader)) {
                blocks.add(block(leader));
            }
        }
        List<Block> innermost = around ? List.of() : innermost(entry, blocks);
        return innermost.isEmpty() ? loop(entry, blocks) : innermost;
    }

    /** The blocks of the loop that the entry begins, and of loops in it, without what is around; none if no jump goes back to it. */
    private List<Block> innermost(long entry, List<Block> blocks) {
        ControlFlow flow = new ControlFlow(blocks, source);
        Long last = flow.loops().get(entry);
        if (last == null) {
            return List.of();
        }
        List<Long> ends = new ArrayList<>();
        for (Block block : blocks) {
            boolean within = entry <= block.start() && block.start() <= last;
            if (within
                    && (goesAnywhere(block)
                            || flow.following(block).stream().anyMatch(next -> next.start() == entry))) {
                ends.add(block.start());
            }
        }
        Set<Long> inLoop = flow.leadingTo(ends, entry);
        return blocks.stream().filter(block -> inLoop.contains(block.start())).toList();
    }

    /**
     * Those of the blocks from which the entry is reached again, or may be: by a jump that is not known to go anywhere yet, for
     * where it goes is seen once it is translated. All if there are none.
     */
    private List<Block> loop(long entry, List<Block> blocks) {
        ControlFlow flow = new ControlFlow(blocks, source);
        Set<Long> inLoop = flow.leadingTo(entry);
        if (!inLoop.contains(entry)) {
            return blocks;
        }
        for (Block block : blocks) {
            if (goesAnywhere(block)) {
                inLoop.add(block.start());
                inLoop.addAll(flow.leadingTo(block.start()));
            }
        }
        blocks.removeIf(block -> !inLoop.contains(block.start()));
        return blocks;
    }

    /** Whether a block ends by an indirect jump, not a return, of which no target is known. */
    private boolean goesAnywhere(Block block) {
        long last = block.last();
        boolean isReturn = Packed.isLink(Packed.rs1(last)) && !Packed.isCall(last);
        return Packed.op(last) == Op.JALR && !isReturn && source.targets(block.lastAddress()).length == 0;
    }

    private void found(long address) {
        if (leaders.add(address) && !instructions.containsKey(address)) {
            work.add(address);
        }
    }

    private void follow(long start) {
        long address = start;
        while (instructions.size() < limit) {
            if (instructions.containsKey(address)) {
                leaders.add(address);
                return;
            }
            if (source.isElsewhere(address)) {
                return;
            }
            long packed = source.at(address);
            if (!Translatable.isTranslated(packed)) {
                return;
            }
            instructions.put(address, packed);
            long next = address + Packed.length(packed);
            if (Packed.isBranch(packed)) {
                found(next);
                found(address + Packed.immediate(packed));
                return;
            }
            if (Packed.isJump(packed)) {
                if (Packed.op(packed) == Op.JAL) {
                    found(address + Packed.immediate(packed));
                }
                if (Packed.isCall(packed)) {
                    found(next);
                }
                if (Packed.op(packed) == Op.JALR) {
                    for (long target : source.targets(address)) {
                        found(target);
                    }
                }
                return;
            }
            if ((next & PhysicalMemory.FRAME_SIZE - 1) < Packed.length(packed) || source.isSlow(address)) {
                leaders.add(next);
            }
            address = next;
        }
    }

    private Block block(long start) {
        List<Long> addresses = new ArrayList<>();
        List<Long> packed = new ArrayList<>();
        long address = start;
        while (true) {
            long instruction = instructions.getOrDefault(address, (long) Op.UNDECODED);
            addresses.add(address);
            packed.add(instruction);
            address += Packed.length(instruction);
            if (Packed.isBranch(instruction)
                    || Packed.isJump(instruction)
                    || leaders.contains(address)
                    || !instructions.containsKey(address)) {
                return new Block(numbers(addresses), numbers(packed), address);
            }
        }
    }

    private static long[] numbers(List<Long> list) {
        return list.stream().mapToLong(Long::longValue).toArray();
    }
}
