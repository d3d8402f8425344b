package pagoda.kernel.mm.policy.simulation;

/**
 * What shapes a simulation besides policy and frames. A reference is the unit of time.
 *
 * @param tick after how many references time passes for the policies that harvest R bits; 0 for as many as there are frames
 * @param window how long a page belongs to the working set after its last use; 0 for as long as there are frames
 * @param seed from which random choices come
 */
public record SimulationOptions(long tick, long window, long seed) {
    public static final SimulationOptions DEFAULT = new SimulationOptions(0, 0, 1);
}
