package pagoda.desugar;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** Lambdas and method references of all kinds: {@link #get} says what each of them gives. */
public final class Samples implements Supplier<List<String>> {
    private final List<String> results = new ArrayList<>();
    private int count = 3;

    private interface Counter<T> {
        T next(byte step, short limit, char name, float part);
    }

    private interface Named {
        String name();

        private String secret() {
            return "secret " + name();
        }

        static Supplier<String> told(Named named) {
            return named::secret;
        }
    }

    private static final class Inner {
        private final int value;

        private Inner(int value) {
            this.value = value;
        }

        private int plus(int more) {
            return value + more;
        }

        private ToIntFunction<Integer> adder() {
            return this::plus;
        }
    }

    private interface Marked extends Supplier<String>, Serializable {}

    @Override
    public List<String> get() {
        captures();
        methodReferences();
        conversions();
        nests();
        return results;
    }

    private void captures() {
        boolean flag = Boolean.parseBoolean("true");
        byte small = 1;
        short medium = 2;
        char letter = 'c';
        int number = 4;
        long large = 5L << 40;
        float part = 0.5f;
        double exact = 0.25;
        int[] array = {1, 2, 3};
        Supplier<String> all = () ->
                flag + " " + small + medium + letter + number + large + part + exact + Arrays.toString(array) + count;
        results.add(all.get());
        Runnable changes = () -> count += number;
        changes.run();
        changes.run();
        results.add("count " + count);
        LongSupplier outer = () -> {
            LongSupplier inner = () -> large + count;
            return inner.getAsLong() + 1;
        };
        results.add("in each other " + outer.getAsLong());
        Supplier<String> nothing = () -> "nothing";
        results.add(nothing.get());
        List<Supplier<String>> made = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            int captured = round;
            made.add(() -> "nothing captured");
            made.add(() -> "round " + captured);
        }
        results.add("one " + (made.get(0) == made.get(2)) + ", two " + (made.get(1) != made.get(3)));
    }

    private void methodReferences() {
        ToIntFunction<String> length = String::length;
        results.add("length " + length.applyAsInt("four"));
        Supplier<String> bound = "Bound"::toLowerCase;
        results.add(bound.get());
        Function<String, Inner> parsed = text -> new Inner(Integer.parseInt(text));
        IntFunction<Inner> made = Inner::new;
        results.add("made " + (parsed.apply("1").value + made.apply(2).value));
        IntFunction<int[]> array = int[]::new;
        results.add("array of " + array.apply(7).length);
        Consumer<String> dropped = results::add;
        dropped.accept("what it gives is dropped");
        Consumer<Long> droppedLong = Samples::twice;
        droppedLong.accept(1L);
        BiFunction<String, Object, Boolean> compared = String::equals;
        results.add("equal " + compared.apply("a", "a"));
        Function<List<String>, Integer> size = List::size;
        results.add("sizes " + size.apply(List.of("x", "y")));
        Comparator<String> order = String::compareTo;
        results.add("order " + order.compare("a", "b"));
        UnaryOperator<String> same = UnaryOperator.identity();
        results.add(same.apply("from elsewhere"));
    }

    private static long twice(long value) {
        return 2 * value;
    }

    private void conversions() {
        LongUnaryOperator primitive = Samples::twice;
        results.add("primitive " + primitive.applyAsLong(4));
        Function<Long, Long> boxed = Samples::twice;
        results.add("boxed " + boxed.apply(5L));
        ToLongFunction<Integer> widened = Samples::twice;
        results.add("unboxed and widened " + widened.applyAsLong(6));
        ToDoubleFunction<Long> toDouble = Samples::twice;
        results.add("made a double " + toDouble.applyAsDouble(7L));
        IntBinaryOperator characters = Samples::letters;
        results.add("letters " + characters.applyAsInt('a', 'b'));
        DoubleBinaryOperator doubles = Math::max;
        results.add("two places each " + doubles.applyAsDouble(1.5, 2.5));
        Counter<Object> counter = Samples::sum;
        results.add("a sum " + counter.next((byte) 1, (short) 2, 'A', 0.5f));
        Callable<Object> callable = () -> 'x';
        results.add("called " + called(callable));
        Predicate<Boolean> is = Boolean::booleanValue;
        results.add("is " + is.test(true));
        ToDoubleFunction<Float> floats = Samples::half;
        results.add("halves " + floats.applyAsDouble(3f));
        IntFunction<Float> toFloat = Samples::third;
        results.add("a third " + toFloat.apply(9));
        ToIntFunction<List<Integer>> ofGeneric = Samples::first;
        results.add("unboxed of an object " + ofGeneric.applyAsInt(List.of(8)));
    }

    private static int letters(long a, double b) {
        return (int) (a + b);
    }

    private static double sum(int step, long limit, int name, double part) {
        return step + limit + name + part;
    }

    private static float half(double value) {
        return (float) (value / 2);
    }

    private static float third(float value) {
        return value / 3;
    }

    private static <T> T first(List<T> list) {
        return list.get(0);
    }

    private static Object called(Callable<Object> callable) {
        try {
            return callable.call();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void nests() {
        results.add("inner " + new Inner(10).adder().applyAsInt(5));
        results.add(Named.told(() -> "a name").get());
        Marked marked = () -> "serializable";
        results.add(marked.get());
    }
}
