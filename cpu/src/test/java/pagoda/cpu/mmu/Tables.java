package pagoda.cpu.mmu;

import pagoda.cpu.memory.PhysicalMemory;

/** Sv39 page tables for tests, built entry by entry from frames that are taken one after another. */
public final class Tables {
    /** Leaf flags: readable, writable and executable by user mode, neither accessed nor dirty. */
    public static final long URWX = Pte.V | Pte.U | Pte.R | Pte.W | Pte.X;

    public static final long URW = Pte.V | Pte.U | Pte.R | Pte.W;
    public static final long UR = Pte.V | Pte.U | Pte.R;
    public static final long UX = Pte.V | Pte.U | Pte.X;

    private final PhysicalMemory memory;
    private final long root;
    private long next;

    /** Tables in frames from physical address {@code first} on. */
    public Tables(PhysicalMemory memory, long first) {
        this.memory = memory;
        this.next = first;
        this.root = frame();
    }

    /** The physical address of a frame that nothing uses yet. */
    public long frame() {
        long frame = next;
        next += PhysicalMemory.FRAME_SIZE;
        return frame;
    }

    public long root() {
        return root;
    }

    /** Maps a 4 KiB page; gives the physical address of its entry. */
    public long map(long address, long physical, long flags) {
        return set(address, 0, Pte.of(physical, flags));
    }

    /** Writes the entry for the address at a level, making tables above it as needed; gives its physical address. */
    public long set(long address, int level, long pte) {
        long entry = entry(address, level);
        memory.putLong(entry, pte);
        return entry;
    }

    /** The physical address of the entry for the address at a level, with tables above it made as needed. */
    public long entry(long address, int level) {
        long table = root;
        for (int at = 2; at > level; at--) {
            long entry = table + 8L * RadixScheme.index(address, at);
            long pte = memory.getLong(entry);
            if (pte == 0) {
                pte = Pte.of(frame(), Pte.V);
                memory.putLong(entry, pte);
            }
            table = Pte.address(pte);
        }
        return table + 8L * RadixScheme.index(address, level);
    }

    /** The entry for the address at a level. */
    public long get(long address, int level) {
        return memory.getLong(entry(address, level));
    }
}
