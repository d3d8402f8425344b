package pagoda.cpu.translator;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Packed;

/**
 * Which of a region's guest registers stay in local variables from block to block: the few that are read most where loops are
 * deepest. The host has few registers, and its compiler takes long to allocate them to many variables that live long; the
 * others are loaded from the register file in each block that reads them.
 */
final class Allocation {
    private static final int MOST = 12;

    /** How much oftener a loop's body is thought to be executed than what is around it. */
    private static final int WEIGHT = 8;

    private static final int MAX_DEPTH = 4;

    private final BitSet used = new BitSet();
    private final BitSet resident = new BitSet();
    private final Map<Long, Long> loops;

    Allocation(List<Block> blocks, ControlFlow flow) {
        loops = flow.loops();
        int[] weights = new int[Decoder.SINK];
        for (Block block : blocks) {
            weigh(block, weights);
        }
        for (int count = 0; count < MOST; count++) {
            int best = 0;
            for (int register = 1; register < weights.length; register++) {
                best = weights[register] > weights[best] && !resident.get(register) ? register : best;
            }
            if (best != 0) {
                resident.set(best);
            }
        }
    }

    private void weigh(Block block, int[] weights) {
        int depth = 0;
        for (Map.Entry<Long, Long> loop : loops.entrySet()) {
            depth += loop.getKey() <= block.start() && block.start() <= loop.getValue() ? 1 : 0;
        }
        int weight = 1;
        for (int i = Math.min(depth, MAX_DEPTH); i > 0; i--) {
            weight *= WEIGHT;
        }
        BitSet known = new BitSet();
        known.set(0);
        for (long packed : block.instructions()) {
            for (int source : Translatable.sources(packed)) {
                used.set(source);
                if (!known.get(source)) {
                    known.set(source);
                    weights[source] += weight;
                }
            }
            if (Translatable.writes(packed)) {
                used.set(Packed.rd(packed));
                known.set(Packed.rd(packed));
            }
        }
        used.clear(0);
    }

    /** The registers that the region reads or writes, without x0. */
    BitSet used() {
        return used;
    }

    /** The registers that stay in local variables. */
    BitSet resident() {
        return resident;
    }
}
