package pagoda.kernel.mm;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.mm.swap.SwapDevice;

/** The page tables of Sv39 and its larger kin, kept in RAM, with 4 KiB pages. */
public final class RadixPageTable implements PageTable {
    private static final int ENTRIES = 512;
    private static final int INDEX_BITS = 9;

    /** In an entry that is not valid to the hardware: the page has a frame all the same, but allows nothing. */
    private static final long HIDDEN = Pte.G;

    /** In an entry that is not valid to the hardware: the page is in the swap slot whose number stands above bit 10. */
    private static final long SWAPPED = 1 << 8;

    private static final int SLOT_SHIFT = 10;

    private final RadixScheme scheme;
    private final PhysicalMemory memory;
    private final FrameTable frames;
    private final int rootFrame;
    private int tableFrames;

    private RadixPageTable(RadixScheme scheme, PhysicalMemory memory, FrameTable frames, int rootFrame) {
        this.scheme = scheme;
        this.memory = memory;
        this.frames = frames;
        this.rootFrame = rootFrame;
        this.tableFrames = 1;
    }

    /** An empty table, or null if there is no frame for its root. */
    public static @Nullable RadixPageTable create(RadixScheme scheme, PhysicalMemory memory, FrameTable frames) {
        int root = frames.allocateZeroed(FrameUse.PAGE_TABLE);
        return root == FrameTable.NONE ? null : new RadixPageTable(scheme, memory, frames, root);
    }

    @Override
    public long root() {
        return PhysicalMemory.address(rootFrame);
    }

    @Override
    public boolean prepare(long address) {
        return entry(address, true) != 0;
    }

    @Override
    public void map(long address, int frame, Protection protection) {
        long entry = entry(address, false);
        if (entry == 0 || memory.getLong(entry) != 0) {
            throw new KernelPanic(
                    "page 0x" + Long.toHexString(address) + " is mapped twice, or before its table is made");
        }
        memory.putLong(entry, leaf(frame, protection));
    }

    @Override
    public int missingTables(long address) {
        long table = root();
        for (int level = scheme.levels() - 1; level > 0; level--) {
            long pte = memory.getLong(table + 8L * RadixScheme.index(address, level));
            if ((pte & Pte.V) == 0) {
                return level;
            }
            table = Pte.address(pte);
        }
        return 0;
    }

    @Override
    public int slot(long address) {
        return slotAt(entry(address, false));
    }

    @Override
    public void swapOut(long address, int slot) {
        memory.putLong(present(address), (long) slot << SLOT_SHIFT | SWAPPED);
    }

    @Override
    public void swapIn(long address, int frame, Protection protection) {
        memory.putLong(swapped(address), leaf(frame, protection));
    }

    @Override
    public void putSlot(long address, int slot) {
        long entry = entry(address, false);
        if (entry == 0 || memory.getLong(entry) != 0) {
            throw new KernelPanic("page 0x" + Long.toHexString(address) + " is given a slot, but is not empty");
        }
        memory.putLong(entry, (long) slot << SLOT_SHIFT | SWAPPED);
    }

    @Override
    public int clearSlot(long address) {
        long entry = entry(address, false);
        int slot = slotAt(entry);
        if (slot != SwapDevice.NONE) {
            memory.putLong(entry, 0);
        }
        return slot;
    }

    @Override
    public void forEachSlot(long start, long end, SlotVisitor visitor) {
        visit(root(), scheme.levels() - 1, 0, start, end, null, visitor, false);
    }

    @Override
    public boolean takeAccessed(long address) {
        long entry = entry(address, false);
        if (frameAt(entry) == FrameTable.NONE || (memory.getLong(entry) & Pte.A) == 0) {
            return false;
        }
        memory.putLong(entry, memory.getLong(entry) & ~Pte.A);
        return true;
    }

    @Override
    public void replace(long address, int frame, Protection protection) {
        memory.putLong(present(address), leaf(frame, protection));
    }

    @Override
    public int unmap(long address) {
        long entry = entry(address, false);
        int frame = frameAt(entry);
        if (frame != FrameTable.NONE) {
            memory.putLong(entry, 0);
        }
        return frame;
    }

    @Override
    public void unmapAll(long start, long end, PageVisitor visitor) {
        visit(root(), scheme.levels() - 1, 0, start, end, visitor, null, true);
    }

    @Override
    public int frame(long address) {
        return frameAt(entry(address, false));
    }

    @Override
    public boolean allows(long address, Access access) {
        long entry = entry(address, false);
        long needed = Pte.V | Pte.U | access.permission();
        return entry != 0 && (memory.getLong(entry) & needed) == needed;
    }

    @Override
    public void protect(long address, Protection protection) {
        long entry = present(address);
        long kept = memory.getLong(entry) & ~(Pte.V | Pte.R | Pte.W | Pte.X | HIDDEN);
        memory.putLong(entry, kept | flags(protection));
    }

    @Override
    public void mark(long address, Access access) {
        long entry = present(address);
        memory.putLong(entry, memory.getLong(entry) | Pte.A | (access == Access.STORE ? Pte.D : 0));
    }

    @Override
    public boolean isDirty(long address) {
        long entry = entry(address, false);
        return frameAt(entry) != FrameTable.NONE && (memory.getLong(entry) & Pte.D) != 0;
    }

    @Override
    public void clean(long address) {
        long entry = present(address);
        memory.putLong(entry, memory.getLong(entry) & ~Pte.D);
    }

    @Override
    public void forEach(long start, long end, PageVisitor visitor) {
        visit(root(), scheme.levels() - 1, 0, start, end, visitor, null, false);
    }

    @Override
    public boolean share(PageTable other, int asid, long start, long end, boolean copyOnWrite) {
        RadixPageTable target = (RadixPageTable) other;
        Range range = new Range(asid, start, end, copyOnWrite);
        return share(root(), target, target.root(), scheme.levels() - 1, 0, range);
    }

    @Override
    public int levels() {
        return scheme.levels();
    }

    @Override
    public int tableFrames() {
        return tableFrames;
    }

    @Override
    public void free() {
        freeTable(root(), scheme.levels() - 1);
    }

    private void visit(
            long table,
            int level,
            long base,
            long start,
            long end,
            @Nullable PageVisitor pages,
            @Nullable SlotVisitor slots,
            boolean unmap) {
        long span = span(level);
        int index = first(start, base, span) - 1;
        while ((index = used(table, index + 1)) < ENTRIES && base + index * span < end) {
            long pte = memory.getLong(table + 8L * index);
            if (level == 0) {
                if (pages != null && isPage(pte)) {
                    if (unmap) {
                        memory.putLong(table + 8L * index, 0);
                    }
                    pages.page(base + index * span, frameOf(pte));
                } else if (slots != null && isSwapped(pte)) {
                    slots.page(base + index * span, (int) (pte >>> SLOT_SHIFT));
                }
            } else if ((pte & Pte.V) != 0) {
                visit(Pte.address(pte), level - 1, base + index * span, start, end, pages, slots, unmap);
            }
        }
    }

    private boolean share(long table, RadixPageTable other, long otherTable, int level, long base, Range range) {
        long span = span(level);
        int index = first(range.start, base, span) - 1;
        while ((index = used(table, index + 1)) < ENTRIES && base + index * span < range.end) {
            long pte = memory.getLong(table + 8L * index);
            long otherEntry = otherTable + 8L * index;
            if (level == 0) {
                if (isPage(pte)) {
                    frames.addOwner(frameOf(pte));
                    frames.hold(frameOf(pte), range.asid, base + index * span);
                    memory.putLong(otherEntry, pte & ~(range.copyOnWrite ? Pte.W | Pte.A : Pte.A | Pte.D));
                    if (range.copyOnWrite && (pte & Pte.W) != 0) {
                        memory.putLong(table + 8L * index, pte & ~Pte.W);
                    }
                } else if (isSwapped(pte)) {
                    frames.swap().device().reference((int) (pte >>> SLOT_SHIFT));
                    memory.putLong(otherEntry, pte);
                }
            } else if ((pte & Pte.V) != 0) {
                long next = other.next(otherEntry, true);
                if (next == 0 || !share(Pte.address(pte), other, next, level - 1, base + index * span, range)) {
                    return false;
                }
            }
        }
        return true;
    }

    private record Range(int asid, long start, long end, boolean copyOnWrite) {}

    private void freeTable(long table, int level) {
        int index = -1;
        while ((index = used(table, index + 1)) < ENTRIES) {
            long pte = memory.getLong(table + 8L * index);
            if (level == 0) {
                throw new KernelPanic("a page table is freed, but a page is present or in swap in it");
            } else if ((pte & Pte.V) != 0) {
                freeTable(Pte.address(pte), level - 1);
            }
        }
        frames.release(frameNumber(table));
        tableFrames--;
    }

    /** The physical address of the last level's entry; 0 if a table is missing and none is to be, or can be, made. */
    private long entry(long address, boolean make) {
        long table = root();
        for (int level = scheme.levels() - 1; level > 0; level--) {
            long entry = table + 8L * RadixScheme.index(address, level);
            if (make && (memory.getLong(entry) & Pte.V) == 0 && frames.free() < level) { // all tables below it, or none
                return 0;
            }
            table = next(entry, make);
            if (table == 0) {
                return 0;
            }
        }
        return table + 8L * RadixScheme.index(address, 0);
    }

    /** The physical address of the table that the entry points to; 0 if there is none, nor can one be made. */
    private long next(long entry, boolean make) {
        long pte = memory.getLong(entry);
        if ((pte & Pte.V) != 0) {
            return Pte.address(pte);
        }
        int frame = make ? frames.allocateZeroed(FrameUse.PAGE_TABLE) : FrameTable.NONE;
        if (frame == FrameTable.NONE) {
            return 0;
        }
        tableFrames++;
        memory.putLong(entry, Pte.of(PhysicalMemory.address(frame), Pte.V));
        return PhysicalMemory.address(frame);
    }

    private int frameAt(long entry) {
        long pte = entry == 0 ? 0 : memory.getLong(entry);
        return isPage(pte) ? frameOf(pte) : FrameTable.NONE;
    }

    private static boolean isSwapped(long pte) {
        return (pte & (Pte.V | HIDDEN | SWAPPED)) == SWAPPED;
    }

    private int slotAt(long entry) {
        long pte = entry == 0 ? 0 : memory.getLong(entry);
        return isSwapped(pte) ? (int) (pte >>> SLOT_SHIFT) : SwapDevice.NONE;
    }

    private long swapped(long address) {
        long entry = entry(address, false);
        if (slotAt(entry) == SwapDevice.NONE) {
            throw new KernelPanic("page 0x" + Long.toHexString(address) + " is swapped in, but in no slot");
        }
        return entry;
    }

    private static boolean isPage(long pte) {
        return (pte & (Pte.V | HIDDEN)) != 0;
    }

    private static long span(int level) {
        return 1L << (PhysicalMemory.FRAME_SHIFT + INDEX_BITS * level);
    }

    /** The first entry from {@code index} on that is not zero; or {@code ENTRIES}. */
    private int used(long table, int index) {
        return index < ENTRIES ? index + memory.zeros(table + 8L * index, 8 * (ENTRIES - index)) / 8 : ENTRIES;
    }

    private static int first(long start, long base, long span) {
        return (int) Math.max(0, (start - base) / span);
    }

    private static int frameOf(long pte) {
        return frameNumber(Pte.address(pte));
    }

    private long present(long address) {
        long entry = entry(address, false);
        if (frameAt(entry) == FrameTable.NONE) {
            throw new KernelPanic("page 0x" + Long.toHexString(address) + " is changed, but not present");
        }
        return entry;
    }

    private static long leaf(int frame, Protection protection) {
        return Pte.of(PhysicalMemory.address(frame), Pte.U | flags(protection));
    }

    private static int frameNumber(long address) {
        return (int) (address - PhysicalMemory.BASE >>> PhysicalMemory.FRAME_SHIFT);
    }

    private static long flags(Protection protection) {
        if (protection.equals(Protection.NONE)) {
            return HIDDEN;
        }
        return Pte.V
                | (protection.read() ? Pte.R : 0)
                | (protection.write() ? Pte.W : 0)
                | (protection.execute() ? Pte.X : 0);
    }
}
