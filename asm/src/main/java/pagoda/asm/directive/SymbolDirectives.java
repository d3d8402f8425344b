package pagoda.asm.directive;

import java.util.List;
import java.util.Map;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.layout.Formula;
import pagoda.asm.layout.Label;
import pagoda.asm.object.Binding;
import pagoda.asm.object.Place;
import pagoda.asm.object.SymbolType;
import pagoda.asm.object.Visibility;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Suggestion;

/** The directives that say something about symbols: binding, value, type, size, common memory. */
final class SymbolDirectives {

    private static final Map<String, SymbolType> TYPES = Map.ofEntries(
            Map.entry("function", SymbolType.FUNC),
            Map.entry("STT_FUNC", SymbolType.FUNC),
            Map.entry("object", SymbolType.OBJECT),
            Map.entry("gnu_unique_object", SymbolType.OBJECT),
            Map.entry("STT_OBJECT", SymbolType.OBJECT),
            Map.entry("notype", SymbolType.NOTYPE),
            Map.entry("STT_NOTYPE", SymbolType.NOTYPE),
            Map.entry("tls_object", SymbolType.TLS),
            Map.entry("STT_TLS", SymbolType.TLS),
            Map.entry("common", SymbolType.COMMON),
            Map.entry("STT_COMMON", SymbolType.COMMON),
            Map.entry("gnu_indirect_function", SymbolType.GNU_IFUNC));

    private SymbolDirectives() {}

    static void addTo(Map<String, Directive> table) {
        table.put(".globl", Directive.of(call -> bind(call, Binding.GLOBAL)));
        table.put(".global", Directive.of(call -> bind(call, Binding.GLOBAL)));
        table.put(".local", Directive.of(call -> bind(call, Binding.LOCAL)));
        table.put(".weak", Directive.of(call -> bind(call, Binding.WEAK)));
        table.put(".hidden", Directive.of(call -> see(call, Visibility.HIDDEN)));
        table.put(".internal", Directive.of(call -> see(call, Visibility.INTERNAL)));
        table.put(".protected", Directive.of(call -> see(call, Visibility.PROTECTED)));
        table.put(".equ", Directive.of(call -> assign(call, true)));
        table.put(".set", Directive.of(call -> assign(call, true)));
        table.put(".equiv", Directive.of(call -> assign(call, false)));
        table.put(".type", Directive.reading(SymbolDirectives::type));
        table.put(".size", Directive.of(SymbolDirectives::size));
        table.put(".common", Directive.of(SymbolDirectives::common));
        table.put(".comm", Directive.of(SymbolDirectives::common));
        table.put(".lcomm", Directive.of(SymbolDirectives::localCommon));
        table.put(".weakref", Directive.of(SymbolDirectives::weakReference));
        table.put(".symver", Directive.reading(SymbolDirectives::version));
        table.put(".extern", Directive.reading(SymbolDirectives::external));
    }

    private static void bind(DirectiveCall call, Binding binding) {
        call.expect(1, Integer.MAX_VALUE);
        for (int i = 0; i < call.count(); i++) {
            label(call, i).binding(binding);
        }
    }

    private static void see(DirectiveCall call, Visibility visibility) {
        call.expect(1, Integer.MAX_VALUE);
        for (int i = 0; i < call.count(); i++) {
            label(call, i).visibility(visibility);
        }
    }

    private static Label label(DirectiveCall call, int index) {
        Expression.Name name = call.symbol(index);
        if (name.name().equals(".")) {
            throw call.error(index, "expected a symbol, found '.'");
        }
        return call.assembly().labels().named(name.name());
    }

    private static void assign(DirectiveCall call, boolean again) {
        call.expect(2, 2);
        call.assembly().assign(call.symbol(0), call.expression(1), again);
    }

    /** {@code symbol, @type}, the type also written {@code %type}, {@code "type"}, {@code type} or {@code STT_TYPE}. */
    private static void type(DirectiveCall call) {
        Arguments arguments = call.arguments();
        String name = arguments.needWord("a symbol");
        arguments.take(',');
        int start = arguments.offset();
        if (!arguments.take('@')) {
            arguments.take('%');
        }
        String word = arguments.needWord("a type such as @function or @object");
        SymbolType type = TYPES.get(word);
        if (type == null) {
            throw new StatementException(
                    start,
                    arguments.offset(),
                    "unknown symbol type '" + word + "'"
                            + Suggestion.question(word, List.of("function", "object", "notype", "tls_object")));
        }
        arguments.expectEnd();
        call.assembly().labels().named(name).type(type);
    }

    private static void size(DirectiveCall call) {
        call.expect(2, 2);
        Assembly assembly = call.assembly();
        Expression size = call.expression(1);
        label(call, 0).size(assembly.formula(size), assembly.source(size.start(), size.end()));
    }

    private static void common(DirectiveCall call) {
        call.expect(2, 3);
        Label label = label(call, 0);
        long size = size(call, 1);
        long alignment = call.count() > 2 ? alignment(call, 2) : commonAlignment(size);
        if (label.binding() == Binding.LOCAL) {
            allocate(call, label, size, alignment);
            return;
        }
        Place.Common known = label.common();
        if (known == null && call.assembly().isTaken(label, call.symbol(0))) {
            return;
        }
        Place.Common memory = known == null
                ? new Place.Common(size, alignment)
                : new Place.Common(Math.max(known.size(), size), Math.max(known.alignment(), alignment));
        Expression.Name name = call.symbol(0);
        label.common(memory, call.statement().position(name.start(), name.end()));
        if (label.type() == SymbolType.NOTYPE) {
            label.type(SymbolType.OBJECT);
        }
    }

    /** {@code .extern symbol}, which changes nothing; with a size behind it, as RARS has it, common memory of that size. */
    private static void external(DirectiveCall call) {
        Arguments arguments = call.arguments();
        int start = arguments.offset();
        String name = arguments.name();
        int end = start + name.length();
        arguments.take(',');
        int offset = arguments.offset();
        String size = arguments.word();
        if (name.isEmpty() || size.isEmpty() || !size.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return;
        }
        arguments.expectEnd();
        Label label = call.assembly().labels().named(name);
        if (size.length() > 18) {
            throw new StatementException(offset, offset + size.length(), "size " + size + " is too large");
        }
        if (!label.isDefined()) {
            label.binding(Binding.GLOBAL);
            long bytes = Long.parseLong(size);
            label.common(
                    new Place.Common(bytes, commonAlignment(bytes)),
                    call.statement().position(start, end));
            label.type(SymbolType.OBJECT);
        }
    }

    /** {@code .weakref ALIAS, SYMBOL}: uses of the alias do not ask for the symbol to be defined. */
    private static void weakReference(DirectiveCall call) {
        call.expect(2, 2);
        Expression.Name name = call.symbol(0);
        Label alias = label(call, 0);
        Label target = label(call, 1);
        for (Label next = target; next != null; next = next.weakTarget()) {
            if (next == alias) {
                throw call.error(1, "'" + alias + "' is a weak reference to itself");
            }
        }
        if (!call.assembly().isTaken(alias, name)) {
            alias.weakTarget(target, call.statement().position(name.start(), name.end()));
        }
    }

    /**
     * {@code .symver NAME, NAME2@VERSION [, local|hidden|remove]}: versions of symbols are of shared libraries, which nothing
     * here makes, so that it changes nothing.
     */
    private static void version(DirectiveCall call) {
        Arguments arguments = call.arguments();
        arguments.needWord("a symbol");
        arguments.expectComma();
        int start = arguments.offset();
        String versioned = arguments.needWord("a symbol with its version");
        if (!versioned.matches("[^@]+@{1,3}[^@]+")) {
            throw new StatementException(
                    start, start + versioned.length(), "expected a symbol with its version, such as name@VERSION");
        }
        if (arguments.take(',')) {
            int at = arguments.offset();
            String word = arguments.name();
            if (!List.of("local", "hidden", "remove").contains(word)) {
                throw new StatementException(
                        at, Math.max(at + 1, at + word.length()), "expected local, hidden or remove");
            }
        }
        arguments.expectEnd();
    }

    private static void localCommon(DirectiveCall call) {
        call.expect(2, 3);
        long size = size(call, 1);
        allocate(call, label(call, 0), size, call.count() > 2 ? alignment(call, 2) : localAlignment(size));
    }

    private static void allocate(DirectiveCall call, Label label, long size, long alignment) {
        Expression.Name name = call.symbol(0);
        if (call.assembly().isTaken(label, name)) {
            return;
        }
        call.assembly().reserve(label, size, alignment, name);
        if (label.type() == SymbolType.NOTYPE) {
            label.type(SymbolType.OBJECT);
        }
        label.size(new Formula.Constant(size), call.assembly().source(name.start(), name.end()));
    }

    private static long size(DirectiveCall call, int index) {
        long size = call.number(index);
        if (size < 0) {
            throw call.error(index, "negative size " + size);
        }
        return size;
    }

    private static long alignment(DirectiveCall call, int index) {
        long alignment = Math.max(1, call.number(index));
        if (Long.bitCount(alignment) != 1 || alignment > 1L << 31) {
            throw call.error(index, "alignment " + alignment + " is no power of two");
        }
        return alignment;
    }

    /** What GNU as takes for {@code .comm} if none is given: the least power of two from the size on, at most 16. */
    private static long commonAlignment(long size) {
        return size > 8 ? 16 : size <= 1 ? 1 : 2 * Long.highestOneBit(size - 1);
    }

    /** What GNU as takes for {@code .lcomm} if none is given: the greatest power of two up to the size, at most 8. */
    private static long localAlignment(long size) {
        return size >= 8 ? 8 : Math.max(1, Long.highestOneBit(size));
    }
}
