package pagoda.kernel.proc;

/**
 * What a process has of memory, in pages of 4096 bytes.
 *
 * @param resident pages with a frame
 * @param swapped pages in a swap slot
 * @param tables frames of its page tables
 */
public record MemoryUse(int pid, String name, long resident, long swapped, long tables) {
    /** What killing it would give back: Linux's badness. */
    public long badness() {
        return resident + swapped + tables;
    }
}
