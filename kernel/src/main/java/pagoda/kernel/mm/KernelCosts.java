package pagoda.kernel.mm;

/**
 * What the kernel's work costs, in cycles of one nanosecond.
 *
 * @param trap entering and leaving the kernel
 * @param contextSwitch giving the hart to another thread
 * @param frameZeroed filling a frame with zero
 * @param frameCopied copying a frame, or filling one from a file that is in memory
 * @param pageScanned looking at a page that may be a victim
 * @param diskSeek positioning the disk's arm, for each request
 * @param diskTransfer moving a page between the disk and RAM
 */
public record KernelCosts(
        long trap,
        long contextSwitch,
        long frameZeroed,
        long frameCopied,
        long pageScanned,
        long diskSeek,
        long diskTransfer) {
    /**
     * The textbook's scale: a trap is some hundred instructions, a frame 512 words at memory's pace with bursts, a disk turns
     * once in 8 ms and moves 100 MB a second.
     */
    public static final KernelCosts DEFAULT = new KernelCosts(200, 1000, 500, 1000, 50, 5_000_000, 40_000);
}
