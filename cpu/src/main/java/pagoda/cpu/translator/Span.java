package pagoda.cpu.translator;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Packed;

/**
 * Loads, or stores, of a block that use the same value of the same base register: the first of them checks the page for all,
 * and that none leaves it.
 */
final class Span {
    /** The most bytes that are checked at once: the wider, the oftener they lie on two pages. */
    private static final long MOST = 512;

    private final long first;
    private long least;
    private long end;

    private Span(long first, long least, long end) {
        this.first = first;
        this.least = least;
        this.end = end;
    }

    /** The address of the instruction that checks. */
    long first() {
        return first;
    }

    /** What is to be added to the base for the first byte. */
    long least() {
        return least;
    }

    /** The number of bytes from the first to the last. */
    int size() {
        return (int) (end - least);
    }

    /** Tells apart what spans are made of: loads and stores, by each base register. */
    static int key(long packed) {
        return key(Packed.rs1(packed), Packed.isStore(packed));
    }

    static int key(int base, boolean store) {
        return base << 1 | (store ? 1 : 0);
    }

    /** The span of each instruction of a block; null where it is no load or store. */
    static @Nullable Span[] of(Block block, Explorer.Source source) {
        @Nullable Span[] spans = new Span[block.length()];
        Map<Integer, Span> open = new HashMap<>();
        for (int i = 0; i < spans.length; i++) {
            long packed = block.instructions()[i];
            long address = block.addresses()[i];
            if (Packed.isLoad(packed) || Packed.isStore(packed)) {
                long begin = Packed.immediate(packed);
                long behind = begin + Packed.size(packed);
                if (source.isSlow(address)) {
                    spans[i] = new Span(address, begin, behind);
                } else {
                    Span span = open.get(key(packed));
                    if (span == null || !span.takes(begin, behind)) {
                        span = new Span(address, begin, behind);
                        open.put(key(packed), span);
                    }
                    spans[i] = span;
                }
            }
            if (Translatable.writes(packed)) {
                open.remove(Packed.rd(packed) << 1);
                open.remove(Packed.rd(packed) << 1 | 1);
            }
        }
        return spans;
    }

    private boolean takes(long begin, long behind) {
        long newLeast = Math.min(least, begin);
        long newEnd = Math.max(end, behind);
        if (newEnd - newLeast > MOST) {
            return false;
        }
        least = newLeast;
        end = newEnd;
        return true;
    }
}
