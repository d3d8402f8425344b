package pagoda.cpu.translator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;
import pagoda.cpu.memory.DecodedPages;
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
    private final TreeMap<Long, Page> pages = new TreeMap<>();
    private final ArrayDeque<Long> work = new ArrayDeque<>();
    private int count;

    /** What was found on a page, by the place of the instruction: its address in the page, by 2. */
    private static final class Page {
        private final long[] instructions = new long[DecodedPages.PLACES];
        private final BitSet leaders = new BitSet(DecodedPages.PLACES);
    }

    /** @param limit how many instructions at most */
    Explorer(Source source, int limit) {
        this.source = source;
        this.limit = limit;
    }

    /**
     * The blocks of the region that is entered at this address, by their addresses; none if nothing there is translated.
     *
     * @param around whether what leads back to a loop from outside of it is part of the region
     */
    List<Block> explore(long entry, boolean around) {
        found(entry);
        while (!work.isEmpty()) {
            follow(work.remove());
        }
        List<Block> blocks = new ArrayList<>();
        for (Map.Entry<Long, Page> page : pages.entrySet()) {
            BitSet leaders = page.getValue().leaders;
            for (int place = leaders.nextSetBit(0); place >= 0; place = leaders.nextSetBit(place + 1)) {
                if (page.getValue().instructions[place] != Op.UNDECODED) {
                    blocks.add(block(page.getKey() + 2L * place));
                }
            }
        }
        ControlFlow flow = new ControlFlow(blocks, source);
        Long last = flow.loops().get(entry);
        Set<Long> part = around || last == null ? leadingTo(entry, blocks, flow) : innermost(entry, last, blocks, flow);
        blocks.removeIf(block -> !part.contains(block.start()));
        return blocks;
    }

    /**
     * The loop that the entry begins, and what is in it, without what is around.
     *
     * @param last the last of the blocks that jump back to the entry
     */
    private Set<Long> innermost(long entry, long last, List<Block> blocks, ControlFlow flow) {
        List<Long> ends = new ArrayList<>();
        for (Block block : blocks) {
            boolean within = entry <= block.start() && block.start() <= last;
            if (within && (flow.leads(block, entry) || goesAnywhere(block))) {
                ends.add(block.start());
            }
        }
        return flow.leadingTo(ends, entry);
    }

    /**
     * Those of the blocks from which the entry is reached again, or may be: by a jump that is not known to go anywhere yet, for
     * where it goes is seen once it is translated. All if there are none.
     */
    private Set<Long> leadingTo(long entry, List<Block> blocks, ControlFlow flow) {
        Set<Long> part = flow.leadingTo(entry);
        boolean isLoop = part.contains(entry);
        for (Block block : blocks) {
            if (!isLoop) {
                part.add(block.start());
            } else if (goesAnywhere(block)) {
                part.add(block.start());
                part.addAll(flow.leadingTo(block.start()));
            }
        }
        return part;
    }

    /** Whether a block ends by an indirect jump, not a return, of which no target is known. */
    private boolean goesAnywhere(Block block) {
        long last = block.last();
        boolean isReturn = Packed.isLink(Packed.rs1(last)) && !Packed.isCall(last);
        return Packed.op(last) == Op.JALR && !isReturn && source.targets(block.lastAddress()).length == 0;
    }

    private Page page(long address) {
        return pages.computeIfAbsent(address & -PhysicalMemory.FRAME_SIZE, key -> new Page());
    }

    private static int place(long address) {
        return ((int) address & PhysicalMemory.FRAME_SIZE - 1) / 2;
    }

    /** Says that a block begins at an address. */
    private void lead(long address) {
        page(address).leaders.set(place(address));
    }

    private void found(long address) {
        Page page = page(address);
        int place = place(address);
        if (!page.leaders.get(place)) {
            page.leaders.set(place);
            if (page.instructions[place] == Op.UNDECODED) {
                work.add(address);
            }
        }
    }

    private void follow(long start) {
        long address = start;
        while (count < limit) {
            Page page = page(address);
            if (page.instructions[place(address)] != Op.UNDECODED) {
                lead(address);
                return;
            }
            if (source.isElsewhere(address)) {
                return;
            }
            long packed = source.at(address);
            if (!Translatable.isTranslated(packed)) {
                return;
            }
            page.instructions[place(address)] = packed;
            count++;
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
                lead(next);
            }
            address = next;
        }
    }

    private Block block(long start) {
        Page page = page(start);
        int length = 0;
        long next = start;
        long last;
        do {
            last = page.instructions[place(next)];
            next += Packed.length(last);
            length++;
        } while (!endsBefore(next, last, page));
        long[] addresses = new long[length];
        long[] packed = new long[length];
        long address = start;
        for (int i = 0; i < length; i++) {
            addresses[i] = address;
            packed[i] = page.instructions[place(address)];
            address += Packed.length(packed[i]);
        }
        return new Block(addresses, packed, next);
    }

    /** Whether a block ends with this last instruction before an address; with the page it always does. */
    private static boolean endsBefore(long next, long last, Page page) {
        int place = place(next);
        return Packed.isBranch(last)
                || Packed.isJump(last)
                || place == 0
                || page.leaders.get(place)
                || page.instructions[place] == Op.UNDECODED;
    }
}
