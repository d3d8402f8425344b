package pagoda.cpu.translator;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;

/**
 * Which registers are words, 32 bits, sign-extended, in the rounds of a loop: some in all of it, since all that is written to them
 * is, and others from where they are written on.
 */
final class LoopWords {
    private final LoopBody body;
    private final Map<Long, BitSet> words = new HashMap<>();

    /** The registers that a round may read before it has written them, and those that it may write. */
    private final BitSet exposed = new BitSet();

    private final BitSet written = new BitSet();

    /** The registers that have surely been written in a round when it comes to a block, and when it ends. */
    private final Map<Long, BitSet> writtenBefore = new HashMap<>();

    private final BitSet writtenSurely = new BitSet();
    private BitSet kept = new BitSet();

    LoopWords(LoopBody body) {
        this.body = body;
        findExposed();
        for (int register = 1; register < Decoder.FLOAT; register++) {
            kept.set(register, written.get(register) && (exposed.get(register) || writtenSurely.get(register)));
        }
        while (lose()) {
            // With one word less, others may be none.
        }
    }

    private void findExposed() {
        for (Block block : body.blocks()) {
            BitSet here = (BitSet) writtenSurely.clone();
            writtenBefore.put(block.start(), (BitSet) here.clone());
            for (long packed : block.instructions()) {
                for (int source : Translatable.sources(packed)) {
                    if (source != 0 && !here.get(source)) {
                        exposed.set(source);
                    }
                }
                if (Translatable.writes(packed)) {
                    here.set(Packed.rd(packed));
                    written.set(Packed.rd(packed));
                }
            }
            if (body.isUnavoidable(block)) {
                writtenSurely.or(here);
            }
        }
    }

    /** Follows a round, and drops those from {@link #kept} to which something else may be written; whether there was one. */
    private boolean lose() {
        words.clear();
        BitSet left = (BitSet) kept.clone();
        for (Block block : body.blocks()) {
            BitSet here = at(block);
            for (long packed : block.instructions()) {
                if (Translatable.writes(packed)) {
                    int register = Packed.rd(packed);
                    here.set(register, givesWord(packed, here));
                    left.set(register, left.get(register) && here.get(register));
                }
            }
            for (Block next : body.following(block)) {
                words.computeIfAbsent(next.start(), key -> (BitSet) here.clone())
                        .and(here);
            }
        }
        boolean lost = !left.equals(kept);
        kept = left;
        return lost;
    }

    /** Whether an instruction gives a word if these registers are words. */
    private static boolean givesWord(long packed, BitSet words) {
        int op = Packed.op(packed);
        return switch (Computation.registerForm(op)) {
            case Op.LUI, Op.LB, Op.LH, Op.LW, Op.LBU, Op.LHU, Op.SLT, Op.SLTU -> true;
            case Op.ADDW, Op.SUBW, Op.SLLW, Op.SRLW, Op.SRAW, Op.MULW, Op.DIVW, Op.DIVUW, Op.REMW, Op.REMUW -> true;
            case Op.XOR, Op.OR, Op.AND ->
                words.get(Packed.rs1(packed)) && (op != Computation.registerForm(op) || words.get(Packed.rs2(packed)));
            case Op.ADD ->
                op == Op.ADDI
                        && (Packed.rs1(packed) == 0 || Packed.immediate(packed) == 0 && words.get(Packed.rs1(packed)));
            default -> false;
        };
    }

    /** The registers that are words at the beginning of a block. */
    BitSet at(Block block) {
        BitSet here = (BitSet) words.getOrDefault(block.start(), kept).clone();
        here.set(0);
        return here;
    }

    /** The registers that are words in all of the loop; those that are {@link #exposed}, if they are words before it. */
    BitSet kept() {
        return kept;
    }

    /** Whether a round may read a register before it has written it. */
    boolean isExposed(int register) {
        return exposed.get(register);
    }

    /** The registers that have surely been written in a round when it comes to an instruction of a block. */
    BitSet writtenBefore(Block block, int index) {
        BitSet before =
                (BitSet) writtenBefore.getOrDefault(block.start(), new BitSet()).clone();
        for (int i = 0; i < index; i++) {
            if (Translatable.writes(block.instructions()[i])) {
                before.set(Packed.rd(block.instructions()[i]));
            }
        }
        return before;
    }
}
