package pagoda.asm.layout;

import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.SourcePosition;
import pagoda.asm.object.Binding;
import pagoda.asm.object.Place;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.asm.object.Visibility;

/**
 * A name while assembling: undefined, a place in a section, or another name for a formula's value. Beside it stands what
 * directives say about the symbol it will become.
 */
public final class Label {

    private final String name;
    private @Nullable Spot spot;
    private @Nullable Formula value;
    private boolean reassignable;
    private boolean reassigned;
    private @Nullable SourcePosition definition;
    private @Nullable Binding binding;
    private SymbolType type = SymbolType.NOTYPE;
    private Visibility visibility = Visibility.DEFAULT;
    private @Nullable Formula size;
    private Tail.@Nullable Source sizeSource;
    private Place.@Nullable Common common;
    private @Nullable Symbol symbol;
    private boolean referenced;
    private boolean weaklyReferenced;
    private @Nullable Label weakTarget;
    private boolean reserved;

    public Label(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Whether it has a place, a value, or asks for common memory. */
    public boolean isDefined() {
        return spot != null || value != null || common != null || reserved || weakTarget != null;
    }

    public @Nullable Spot spot() {
        return spot;
    }

    /** Puts the label at a place. */
    public void define(Spot where, @Nullable SourcePosition position) {
        spot = where;
        definition = position;
    }

    public @Nullable Formula value() {
        return value;
    }

    /** Whether {@code .set} may give it another value. */
    public boolean isReassignable() {
        return reassignable;
    }

    /** Makes the label another name for a value. */
    public void assign(Formula newValue, boolean again, @Nullable SourcePosition position) {
        reassigned = value != null;
        value = newValue;
        reassignable = again;
        definition = position;
    }

    /** Whether it stood for other values before. */
    boolean isReassigned() {
        return reassigned;
    }

    public Place.@Nullable Common common() {
        return common;
    }

    public void common(Place.Common memory, @Nullable SourcePosition position) {
        common = memory;
        definition = position;
    }

    /** Promises the label a place, which {@link #define} gives it at the end of the source. */
    public void reserve(@Nullable SourcePosition position) {
        reserved = true;
        definition = position;
    }

    /** Where the source defines it, or null. */
    public @Nullable SourcePosition definition() {
        return definition;
    }

    /** The binding that a directive gave it, or null. */
    public @Nullable Binding binding() {
        return binding;
    }

    public void binding(Binding newBinding) {
        binding = newBinding;
    }

    public boolean isWeak() {
        return binding == Binding.WEAK;
    }

    public SymbolType type() {
        return type;
    }

    public void type(SymbolType newType) {
        type = newType;
    }

    public Visibility visibility() {
        return visibility;
    }

    public void visibility(Visibility newVisibility) {
        visibility = newVisibility;
    }

    public @Nullable Formula size() {
        return size;
    }

    public Tail.@Nullable Source sizeSource() {
        return sizeSource;
    }

    public void size(Formula bytes, Tail.Source source) {
        size = bytes;
        sizeSource = source;
    }

    /** Whether the source uses it: an undefined name that it only declares is left out of the object. */
    public boolean isReferenced() {
        return referenced || weaklyReferenced;
    }

    /** Whether all uses are by names that {@code .weakref} made: then it need not be defined anywhere. */
    boolean isOnlyWeaklyReferenced() {
        return weaklyReferenced && !referenced;
    }

    public void referenceWeakly() {
        weaklyReferenced = true;
    }

    /** The label that this one is a weak reference to, or null. */
    public @Nullable Label weakTarget() {
        return weakTarget;
    }

    /** Makes the label a weak reference to another: where it is used, that one is meant. */
    public void weakTarget(Label target, @Nullable SourcePosition position) {
        weakTarget = target;
        definition = position;
    }

    public void reference() {
        referenced = true;
    }

    /** The symbol it becomes, made when first asked for. */
    Symbol symbol() {
        Symbol made = symbol;
        if (made == null) {
            made = new Symbol(name);
            symbol = made;
        }
        return made;
    }

    /** Whether a relocation or the symbol table already uses the symbol. */
    boolean hasSymbol() {
        return symbol != null;
    }

    @Override
    public String toString() {
        return name;
    }
}
