package pagoda.kernel.event;

/**
 * When and for whom something happened.
 *
 * @param cycles simulated time in nanoseconds since the machine began
 * @param instructions instructions retired since the machine began
 * @param pid the process, 0 for the kernel
 */
public record Stamp(long cycles, long instructions, int pid) {}
