package pagoda.asm.layout;

import org.jspecify.annotations.Nullable;
import pagoda.asm.object.SectionFlag;

/**
 * What a formula comes to: a number, plus the address of a label, minus that of another.
 *
 * @param plus the label added, or null
 * @param minus the label subtracted, or null
 * @param number the rest
 */
public record Value(@Nullable Label plus, @Nullable Label minus, long number) {

    static Value of(long number) {
        return new Value(null, null, number);
    }

    /** Whether it is a number that no placement changes. */
    public boolean isAbsolute() {
        return plus == null && minus == null;
    }

    Value negate() {
        return new Value(/* plus= */ minus, /* minus= */ plus, -number);
    }

    /**
     * The sum.
     *
     * @param forLinking whether distances in code stay differences of two addresses
     */
    Value add(Value other, boolean forLinking) throws FormulaException {
        Label firstPlus = plus;
        Label secondPlus = other.plus;
        Label firstMinus = minus;
        Label secondMinus = other.minus;
        long sum = number + other.number;
        Long distance = distance(firstPlus, secondMinus, forLinking);
        if (distance != null) {
            sum += distance;
            firstPlus = null;
            secondMinus = null;
        }
        distance = distance(secondPlus, firstMinus, forLinking);
        if (distance != null) {
            sum += distance;
            secondPlus = null;
            firstMinus = null;
        }
        if (firstPlus != null && secondPlus != null) {
            throw new FormulaException("the addresses of '" + firstPlus + "' and '" + secondPlus + "' cannot be added");
        }
        if (firstMinus != null && secondMinus != null) {
            throw new FormulaException("no relocation subtracts both '" + firstMinus + "' and '" + secondMinus + "'");
        }
        return new Value(
                firstPlus != null ? firstPlus : secondPlus, firstMinus != null ? firstMinus : secondMinus, sum);
    }

    /** How far the first label stands behind the second, in bytes, or null if that is not known (yet). */
    private static @Nullable Long distance(@Nullable Label to, @Nullable Label from, boolean forLinking) {
        if (to == null || from == null) {
            return null;
        }
        Spot end = to.spot();
        Spot start = from.spot();
        boolean inCode = start != null && start.chunk().section().has(SectionFlag.EXECINSTR);
        if (to == from && !(forLinking && inCode)) {
            return 0L;
        }
        if (end == null || start == null || forLinking && inCode) {
            return null;
        }
        if (end.fragment() == start.fragment()) {
            return end.offset() - start.offset();
        }
        if (end.chunk() == start.chunk() && end.chunk().isLaidOut()) {
            return end.address() - start.address();
        }
        return null;
    }
}
