package pagoda.asm.layout;

/**
 * Bytes that wait for a value.
 *
 * @param spot where they are
 * @param patch how the value gets into them
 * @param formula the value
 * @param source what to point at if that fails
 */
public record Fixup(Spot spot, Patch patch, Formula formula, Tail.Source source) {}
