package pagoda.asm.assembly;

/**
 * How much a source may ask for, so that a mistake ends in a message.
 *
 * @param sectionBytes contents of one section
 * @param macroDepth macro calls inside macro calls
 * @param includeDepth files included by included files
 * @param expandedStatements statements that macros and repetitions may bring in all
 * @param statementLength characters of one statement
 */
public record Limits(
        long sectionBytes, int macroDepth, int includeDepth, long expandedStatements, int statementLength) {

    public static final Limits DEFAULT = new Limits(256L << 20, 100, 50, 5_000_000, 1 << 20);
}
