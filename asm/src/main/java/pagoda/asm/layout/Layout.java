package pagoda.asm.layout;

import java.util.List;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.Binding;

/**
 * Gives each fragment its address: tails grow from their least size until nothing changes, as in GNU as's relaxation.
 * Branches and LEB128 numbers never shrink again, so this ends.
 */
final class Layout {

    private static final int MAX_PASSES = 200;

    private final List<Chunk> chunks;
    private final Diagnostics diagnostics;
    private final Allowance allowance;

    Layout(List<Chunk> chunks, Allowance allowance, Diagnostics diagnostics) {
        this.chunks = chunks;
        this.allowance = allowance;
        this.diagnostics = diagnostics;
    }

    void run() {
        for (Chunk chunk : chunks) {
            chunk.closeLast();
            place(chunk);
            chunk.laidOut();
        }
        boolean changed = true;
        for (int pass = 0; changed && pass < MAX_PASSES; pass++) {
            changed = false;
            for (Chunk chunk : chunks) {
                if (chunk.fragments().size() > 1) {
                    changed |= resize(chunk);
                }
            }
        }
        long total = 0;
        for (Chunk chunk : chunks) {
            Fragment last = chunk.fragments().get(chunk.fragments().size() - 1);
            total += chunk.section().isNoBits() ? 0 : last.tailAddress();
        }
        if (total > allowance.bytes()) {
            throw allowance.tooMuch();
        }
        if (changed) {
            diagnostics.error(null, "the sizes of spaces depend on each other in a circle");
        }
        for (Chunk chunk : chunks) {
            for (Fragment fragment : chunk.fragments()) {
                check(fragment);
            }
        }
    }

    private static void place(Chunk chunk) {
        long address = 0;
        for (Fragment fragment : chunk.fragments()) {
            fragment.address(address);
            address += fragment.fixed() + fragment.tailSize();
        }
    }

    private boolean resize(Chunk chunk) {
        boolean changed = false;
        long address = 0;
        for (Fragment fragment : chunk.fragments()) {
            fragment.address(address);
            long before = fragment.tailSize();
            Tail tail = fragment.tail();
            long size = tail == null ? 0 : size(fragment, tail, before);
            if (size != before) {
                fragment.tailSize(size);
                changed = true;
            }
            address += fragment.fixed() + size;
            if (address > allowance.bytes() && !chunk.section().isNoBits() || address < 0) {
                throw allowance.tooMuch();
            }
        }
        return changed;
    }

    private static long size(Fragment fragment, Tail tail, long before) {
        long address = fragment.tailAddress();
        if (tail instanceof Tail.Align align) {
            long gap = -address & align.alignment() - 1;
            return gap <= align.most() ? gap : 0;
        }
        if (tail instanceof Tail.Branch branch) {
            return Math.max(before, size(fragment, branch));
        }
        if (tail instanceof Tail.Leb128 leb) {
            return Math.max(before, Leb128.size(number(leb.value()), leb.signed()));
        }
        if (tail instanceof Tail.Origin origin) {
            return Math.max(0, originOf(origin, fragment) - address);
        }
        Tail.Space space = (Tail.Space) tail;
        long count = number(space.count());
        return count <= 0 || count > Long.MAX_VALUE / 64 ? 0 : count * space.unit();
    }

    /**
     * How many bytes a branch or jump needs: 2 or 4 if its target is in this section, strong, and in reach of that; else a branch
     * takes the inverse branch, of 2 or 4 bytes, and a jump.
     */
    private static int size(Fragment fragment, Tail.Branch branch) {
        int most = branch.isJump() ? 4 : 8;
        try {
            Value target = branch.target().evaluate();
            Label label = target.plus();
            Spot spot = label == null ? null : label.spot();
            if (label == null || spot == null || target.minus() != null) {
                return most;
            }
            if (spot.chunk() != fragment.chunk() || label.binding() == Binding.WEAK) {
                return most;
            }
            long distance = spot.address() + target.number() - fragment.tailAddress();
            int reach = branch.isJump() ? 2048 : 256;
            if (branch.half() != 0 && distance >= -reach && distance < reach) {
                return 2;
            }
            if (distance >= -4096 && distance < 4096) {
                return 4;
            }
            return branch.half() != 0 && !branch.isJump() ? 6 : most;
        } catch (FormulaException unknown) {
            return most;
        }
    }

    /** The formula's number, or 0 where it has none: {@link #check} then says so. */
    private static long number(Formula formula) {
        try {
            Value value = formula.evaluate();
            return value.isAbsolute() ? value.number() : 0;
        } catch (FormulaException unknown) {
            return 0;
        }
    }

    private static long originOf(Tail.Origin origin, Fragment fragment) {
        try {
            Value value = origin.target().evaluate();
            Label label = value.plus();
            Spot spot = label == null ? null : label.spot();
            if (value.isAbsolute()) {
                return value.number();
            }
            return spot != null && value.minus() == null && spot.chunk() == fragment.chunk()
                    ? spot.address() + value.number()
                    : -1;
        } catch (FormulaException unknown) {
            return -1;
        }
    }

    private void check(Fragment fragment) {
        Tail tail = fragment.tail();
        if (tail instanceof Tail.Leb128 leb) {
            checkNumber(leb.value(), leb.source());
        } else if (tail instanceof Tail.Space space) {
            long count = checkNumber(space.count(), space.source());
            if (count < 0) {
                report(space.source(), "negative size " + count);
            }
        } else if (tail instanceof Tail.Origin origin) {
            long target = originOf(origin, fragment);
            if (target < fragment.tailAddress()) {
                report(origin.source(), ".org cannot go back");
            }
        }
    }

    private long checkNumber(Formula formula, Tail.Source source) {
        try {
            Value value = formula.evaluate();
            if (value.isAbsolute()) {
                return value.number();
            }
            report(source, "expected a number, found an address");
        } catch (FormulaException unknown) {
            report(source, unknown.text());
        }
        return 0;
    }

    private void report(Tail.Source source, String message) {
        diagnostics.report(source.statement().error(source.start(), source.end(), message));
    }
}
