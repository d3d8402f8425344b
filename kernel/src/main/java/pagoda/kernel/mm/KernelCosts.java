package pagoda.kernel.mm;

/**
 * What the kernel's work costs, in cycles of one nanosecond.
 *
 * @param trap entering and leaving the kernel
 * @param contextSwitch giving the hart to another thread
 * @param frameZeroed filling a frame with zero
 * @param frameCopied copying a frame, or filling one from a file that is in memory
 */
public record KernelCosts(long trap, long contextSwitch, long frameZeroed, long frameCopied) {
    /** The textbook's scale: a trap is some hundred instructions, a frame 512 words at memory's pace with bursts. */
    public static final KernelCosts DEFAULT = new KernelCosts(200, 1000, 500, 1000);
}
