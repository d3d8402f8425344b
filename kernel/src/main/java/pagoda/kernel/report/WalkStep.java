package pagoda.kernel.report;

/**
 * One step of a page-table walk, for an explanation.
 *
 * @param level 2 for Sv39's root, 0 for the last
 * @param index the index into that level's table
 * @param entry the entry found there
 */
public record WalkStep(int level, long index, long entry) {}
