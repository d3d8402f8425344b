package pagoda.kernel.mm;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.kernel.event.KernelPanic;

/** The page tables of Sv39 and its larger kin, kept in RAM, with 4 KiB pages. */
public final class RadixPageTable implements PageTable {
    private static final int ENTRIES = 512;
    private static final int INDEX_BITS = 9;

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
    public boolean map(long address, int frame, Protection protection) {
        long entry = entry(address, true);
        if (entry == 0) {
            return false;
        }
        if (memory.getLong(entry) != 0) {
            throw new KernelPanic("page 0x" + Long.toHexString(address) + " is mapped twice");
        }
        memory.putLong(entry, Pte.of(PhysicalMemory.address(frame), Pte.V | Pte.U | flags(protection)));
        return true;
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
    public void mark(long address, Access access) {
        long entry = entry(address, false);
        long marks = Pte.A | (access == Access.STORE ? Pte.D : 0);
        memory.putLong(entry, memory.getLong(entry) | marks);
    }

    @Override
    public void forEach(long start, long end, PageVisitor visitor) {
        visit(root(), scheme.levels() - 1, 0, start, end, visitor);
    }

    @Override
    public int tableFrames() {
        return tableFrames;
    }

    @Override
    public void free() {
        freeTable(root(), scheme.levels() - 1);
    }

    private void visit(long table, int level, long base, long start, long end, PageVisitor visitor) {
        long span = 1L << (PhysicalMemory.FRAME_SHIFT + INDEX_BITS * level);
        int first = (int) Math.max(0, (start - base) / span);
        for (int index = first; index < ENTRIES && base + index * span < end; index++) {
            long pte = memory.getLong(table + 8L * index);
            if ((pte & Pte.V) == 0) {
                continue;
            }
            if (Pte.isLeaf(pte)) {
                visitor.page(base + index * span, frameOf(pte));
            } else {
                visit(Pte.address(pte), level - 1, base + index * span, start, end, visitor);
            }
        }
    }

    private void freeTable(long table, int level) {
        for (int index = 0; index < ENTRIES; index++) {
            long pte = memory.getLong(table + 8L * index);
            if ((pte & Pte.V) != 0) {
                if (Pte.isLeaf(pte)) {
                    throw new KernelPanic("a page table is freed, but a page is present in it");
                }
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
            long pte = memory.getLong(entry);
            if ((pte & Pte.V) == 0) {
                boolean canMake = make && frames.free() >= level; // this table and all below it, or none
                int frame = canMake ? frames.allocateZeroed(FrameUse.PAGE_TABLE) : FrameTable.NONE;
                if (frame == FrameTable.NONE) {
                    return 0;
                }
                tableFrames++;
                pte = Pte.of(PhysicalMemory.address(frame), Pte.V);
                memory.putLong(entry, pte);
            }
            table = Pte.address(pte);
        }
        return table + 8L * RadixScheme.index(address, 0);
    }

    private int frameAt(long entry) {
        long pte = entry == 0 ? 0 : memory.getLong(entry);
        return (pte & Pte.V) == 0 ? FrameTable.NONE : frameOf(pte);
    }

    private static int frameOf(long pte) {
        return frameNumber(Pte.address(pte));
    }

    private static int frameNumber(long address) {
        return (int) (address - PhysicalMemory.BASE >>> PhysicalMemory.FRAME_SHIFT);
    }

    private static long flags(Protection protection) {
        return (protection.read() ? Pte.R : 0) | (protection.write() ? Pte.W : 0) | (protection.execute() ? Pte.X : 0);
    }
}
