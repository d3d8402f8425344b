package pagoda.cpu.mmu;

import java.nio.ByteBuffer;
import pagoda.cpu.memory.PhysicalMemory;

/**
 * The manual's page tables of several levels, 512 entries of 8 bytes each: one walk for Sv39 and its larger kin (RISC-V
 * privileged manual, "Virtual Address Translation Process"; the numbers in comments are its steps).
 */
public final class RadixScheme implements TranslationScheme {
    /** Three levels: 39-bit virtual addresses. */
    public static final RadixScheme SV39 = new RadixScheme("sv39", 8, 3);

    private static final int INDEX_BITS = 9;
    private static final int PAGE_SHIFT = PhysicalMemory.FRAME_SHIFT;

    /** Of these, an entry that points to a table has V alone: the others say that it is a leaf, or are reserved in it. */
    private static final long POINTER = Pte.V | Pte.R | Pte.W | Pte.X | Pte.U | Pte.A | Pte.D | Pte.RESERVED;

    private final String name;
    private final int satpMode;
    private final int levels;

    private RadixScheme(String name, int satpMode, int levels) {
        this.name = name;
        this.satpMode = satpMode;
        this.levels = levels;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int satpMode() {
        return satpMode;
    }

    @Override
    public int levels() {
        return levels;
    }

    @Override
    public long userLimit() {
        return 1L << (addressBits() - 1);
    }

    @Override
    public boolean isCanonical(long address) {
        int unused = 64 - addressBits();
        return address << unused >> unused == address;
    }

    /** The index that the address has into a table of this level, 0 to 511. */
    public static int index(long address, int level) {
        return (int) (address >>> (PAGE_SHIFT + INDEX_BITS * level)) & (1 << INDEX_BITS) - 1;
    }

    @Override
    public void walk(PhysicalMemory memory, long root, long address, Access access, Walk walk) {
        walk.begin(levels);
        if (!isCanonical(address)) {
            walk.fault(access.pageFault());
            return;
        }
        long table = root; // 1
        int level = levels;
        long pte;
        do {
            level--;
            int index = index(address, level);
            long entryAddress = table + 8L * index;
            if (!memory.contains(entryAddress, 8)) {
                walk.fault(access.accessFault());
                return;
            }
            pte = memory.getLong(entryAddress); // 2
            walk.step(index, entryAddress, pte);
            table = Pte.address(pte); // 4
        } while (level > 0 && (pte & POINTER) == Pte.V);
        boolean valid = (pte & Pte.V) != 0 && (pte & (Pte.R | Pte.W)) != Pte.W && (pte & Pte.RESERVED) == 0; // 3
        if (valid && Pte.isLeaf(pte)) {
            checkLeaf(memory, address, access, walk, pte, level);
        } else {
            walk.fault(access.pageFault());
        }
    }

    @Override
    public long quickWalk(PhysicalMemory memory, long root, long address) {
        if (!isCanonical(address)) {
            return NO_ENTRY;
        }
        ByteBuffer ram = memory.words();
        int last = ram.capacity() - Long.BYTES;
        long table = root;
        long global = 0;
        for (int level = levels - 1; level > 0; level--) {
            long offset = table - PhysicalMemory.BASE + 8L * index(address, level);
            if (offset < 0 || offset > last) {
                return NO_ENTRY;
            }
            long pte = ram.getLong((int) offset);
            if ((pte & POINTER) != Pte.V) {
                return NO_ENTRY;
            }
            global |= pte & Pte.G;
            table = Pte.address(pte);
        }
        long offset = table - PhysicalMemory.BASE + 8L * index(address, 0);
        if (offset < 0 || offset > last) {
            return NO_ENTRY;
        }
        long pte = ram.getLong((int) offset);
        boolean isLeaf = (pte & (Pte.V | Pte.RESERVED)) == Pte.V
                && (pte & (Pte.R | Pte.X)) != 0
                && (pte & (Pte.R | Pte.W)) != Pte.W;
        return isLeaf && memory.contains(Pte.address(pte), 1) ? pte | global : NO_ENTRY;
    }

    private static void checkLeaf(PhysicalMemory memory, long address, Access access, Walk walk, long pte, int level) {
        long needed = Pte.U | access.permission();
        boolean allowed = (pte & needed) == needed; // 5
        boolean aligned = (Pte.ppn(pte) & (1L << (INDEX_BITS * level)) - 1) == 0; // 6
        if (!allowed || !aligned) {
            walk.fault(access.pageFault());
            return;
        }
        long offset = (1L << (PAGE_SHIFT + INDEX_BITS * level)) - 1;
        long physical = Pte.address(pte) | address & offset; // 8
        if (memory.contains(physical, 1)) {
            walk.found(physical);
        } else {
            walk.fault(access.accessFault());
        }
    }

    private int addressBits() {
        return PAGE_SHIFT + INDEX_BITS * levels;
    }
}
