package pagoda.asm.object;

import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.SourcePosition;

/**
 * A name of an object and what is known of it so far. A new one is undefined, local and without type; directives change
 * it. Two symbols are the same only if they are the same Java object.
 */
public final class Symbol {

    private final String name;
    private Place place = Place.UNDEFINED;
    private long size;
    private Binding binding = Binding.LOCAL;
    private SymbolType type = SymbolType.NOTYPE;
    private Visibility visibility = Visibility.DEFAULT;
    private @Nullable SourcePosition definition;

    public Symbol(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public Place place() {
        return place;
    }

    public boolean isDefined() {
        return !(place instanceof Place.Undefined);
    }

    /** Puts the symbol somewhere, and remembers where the source said so (null if no source did). */
    public Symbol define(Place where, @Nullable SourcePosition position) {
        place = where;
        definition = position;
        return this;
    }

    /** The place in the source that defines it, or null. */
    public @Nullable SourcePosition definition() {
        return definition;
    }

    /** Bytes that the named thing occupies, 0 if not known. */
    public long size() {
        return size;
    }

    public Symbol size(long bytes) {
        size = bytes;
        return this;
    }

    public Binding binding() {
        return binding;
    }

    public Symbol binding(Binding newBinding) {
        binding = newBinding;
        return this;
    }

    public SymbolType type() {
        return type;
    }

    public Symbol type(SymbolType newType) {
        type = newType;
        return this;
    }

    public Visibility visibility() {
        return visibility;
    }

    public Symbol visibility(Visibility newVisibility) {
        visibility = newVisibility;
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
