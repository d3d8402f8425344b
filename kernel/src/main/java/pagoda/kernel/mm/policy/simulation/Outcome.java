package pagoda.kernel.mm.policy.simulation;

/**
 * What came of a whole reference string.
 *
 * @param references how many there were
 * @param faults how many of them found the page not in RAM
 * @param writebacks how many pages had been written to when they were evicted
 */
public record Outcome(int references, int faults, int writebacks) {
    public int hits() {
        return references - faults;
    }
}
