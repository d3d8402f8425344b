package pagoda.asm.assembly;

/**
 * How much a source may ask for, so that a mistake ends in a message.
 *
 * @param bytes contents of all sections together
 * @param macroDepth macro calls inside macro calls
 * @param includeDepth files included by included files
 * @param expandedStatements statements that macros, repetitions and included files may bring in all; of 16 characters each
 * @param statementLength characters of one statement
 */
public record Limits(long bytes, int macroDepth, int includeDepth, long expandedStatements, int statementLength) {

    public static final Limits DEFAULT = new Limits(128L << 20, 100, 50, 1_000_000, 1 << 20);
}
