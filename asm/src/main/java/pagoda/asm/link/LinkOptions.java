package pagoda.asm.link;

/**
 * What the user may ask of the linker.
 *
 * @param entry the symbol of the first instruction
 * @param debugLines whether the executable tells the source line of each instruction of an assembled source
 * @param relax whether code that allows it is shortened
 * @param collect whether sections that nothing refers to are left out
 * @param compact whether segments stand next to each other, for the smallest file, and not on pages of their own
 */
public record LinkOptions(String entry, boolean debugLines, boolean relax, boolean collect, boolean compact) {

    /** Entry {@code _start}, with source lines, relaxed; nothing left out; each segment on pages of its own. */
    public static LinkOptions defaults() {
        return new LinkOptions("_start", true, true, false, false);
    }

    public LinkOptions withEntry(String symbol) {
        return new LinkOptions(symbol, debugLines, relax, collect, compact);
    }

    public LinkOptions withDebugLines(boolean wanted) {
        return new LinkOptions(entry, wanted, relax, collect, compact);
    }

    public LinkOptions withRelax(boolean wanted) {
        return new LinkOptions(entry, debugLines, wanted, collect, compact);
    }

    public LinkOptions withCollect(boolean wanted) {
        return new LinkOptions(entry, debugLines, relax, wanted, compact);
    }

    public LinkOptions withCompact(boolean wanted) {
        return new LinkOptions(entry, debugLines, relax, collect, wanted);
    }
}
