package pagoda.asm.link;

/**
 * What the user may ask of the linker.
 *
 * @param entry the symbol of the first instruction
 * @param debugLines whether the executable tells the source line of each instruction
 */
public record LinkOptions(String entry, boolean debugLines) {

    /** Entry {@code _start}, with source lines. */
    public static LinkOptions defaults() {
        return new LinkOptions("_start", true);
    }
}
