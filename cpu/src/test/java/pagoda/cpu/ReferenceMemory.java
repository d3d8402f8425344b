package pagoda.cpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.TlbConfiguration;

/**
 * Loads and stores behind Sv39 as the manual tells them, with no thought for speed: lists for the TLB's sets, oldest first, and
 * a copy of RAM. What the machine does with its short cuts must not differ.
 */
final class ReferenceMemory {
    private record Entry(long page, int asid, long pte, int level, long address) {
        boolean serves(long wanted, int space) {
            return page == wanted && (asid == space || (pte & Pte.G) != 0);
        }

        boolean covers(long wanted) {
            return page >>> 9 * level == wanted >>> 9 * level;
        }
    }

    private record Found(
            @Nullable Cause fault, long pte, int level, long physical, long entryAddress, int references) {}

    final ByteBuffer ram;
    long accesses;
    long misses;
    long evictions;
    long references;
    long tval;
    int asid;
    long root;

    private final TlbConfiguration shape;
    private final List<List<Entry>> sets = new ArrayList<>();

    ReferenceMemory(byte[] ram, TlbConfiguration shape) {
        this.ram = ByteBuffer.wrap(ram).order(ByteOrder.LITTLE_ENDIAN);
        this.shape = shape;
        for (int set = 0; set < Math.max(1, shape.sets()); set++) {
            sets.add(new ArrayList<>());
        }
    }

    /** Loads into or stores from the bytes; null, or why not, with {@link #tval} set. */
    @Nullable
    Cause access(long address, byte[] bytes, boolean store) {
        Access access = store ? Access.STORE : Access.LOAD;
        int inFirst = (int) Math.min(bytes.length, 4096 - (address & 4095));
        long next = address + inFirst;
        boolean crosses = inFirst < bytes.length;
        if (crosses && permits(address, access) && !permits(next, access)) {
            if (lookup(address) == null) {
                misses++;
                references += walk(address, access).references();
            }
            return translate(next, access) < 0 ? fault(next, access) : null;
        }
        long first = translate(address, access);
        if (first < 0) {
            return fault(address, access);
        }
        long second = crosses ? translate(next, access) : 0;
        if (second < 0) {
            return fault(next, access);
        }
        for (int i = 0; i < bytes.length; i++) {
            int at = index(i < inFirst ? first + i : second + i - inFirst);
            if (store) {
                ram.put(at, bytes[i]);
            } else {
                bytes[i] = ram.get(at);
            }
        }
        return null;
    }

    void fence(@Nullable Long page, @Nullable Integer space) {
        for (List<Entry> set : sets) {
            set.removeIf(entry -> (page == null || entry.covers(page))
                    && (space == null || entry.asid() == space && (entry.pte() & Pte.G) == 0));
        }
    }

    private Cause fault(long address, Access access) {
        tval = address;
        Entry entry = find(address);
        if (entry != null && !allows(entry.pte(), access)) {
            return access.pageFault();
        }
        Cause cause = walk(address, access).fault();
        return cause == null ? access.pageFault() : cause;
    }

    private static boolean allows(long pte, Access access) {
        return (pte & Pte.U) != 0 && (pte & access.permission()) != 0;
    }

    private boolean permits(long address, Access access) {
        Entry entry = find(address);
        if (entry != null && !allows(entry.pte(), access)) {
            return false;
        }
        boolean enough = entry != null && (access != Access.STORE || (entry.pte() & Pte.D) != 0);
        return enough || walk(address, access).fault() == null;
    }

    /** The physical address, or −1. */
    private long translate(long address, Access access) {
        List<Entry> set = set(address);
        Entry entry = lookup(address);
        if (entry != null && !allows(entry.pte(), access)) {
            return -1;
        }
        if (entry != null && (access != Access.STORE || (entry.pte() & Pte.D) != 0)) {
            return entry.address() | address & 4095;
        }
        misses += entry == null ? 1 : 0;
        Found found = walk(address, access);
        references += found.references();
        if (found.fault() != null) {
            return -1;
        }
        long pte = found.pte() | Pte.A | (access == Access.STORE ? Pte.D : 0);
        ram.putLong(index(found.entryAddress()), pte);
        Entry filled = new Entry(address >>> 12, asid, pte, found.level(), found.physical() & -4096);
        if (entry != null) {
            set.set(set.indexOf(entry), filled);
        } else if (shape.entries() > 0) {
            if (set.size() == shape.ways()) {
                set.remove(0);
                evictions++;
            }
            set.add(filled);
        }
        return found.physical();
    }

    private @Nullable Entry lookup(long address) {
        accesses++;
        Entry entry = find(address);
        if (entry != null && shape.replacement() == TlbConfiguration.Replacement.LRU) {
            set(address).remove(entry);
            set(address).add(entry);
        }
        return entry;
    }

    private @Nullable Entry find(long address) {
        for (Entry entry : set(address)) {
            if (entry.serves(address >>> 12, asid)) {
                return entry;
            }
        }
        return null;
    }

    private List<Entry> set(long address) {
        return sets.get((int) (address >>> 12) & sets.size() - 1);
    }

    private Found walk(long address, Access access) {
        if (address << 25 >> 25 != address) {
            return new Found(access.pageFault(), 0, 0, 0, 0, 0);
        }
        long table = root;
        for (int level = 2; level >= 0; level--) {
            int read = 3 - level;
            long entryAddress = table + 8 * (address >>> 12 + 9 * level & 511);
            if (!inRam(entryAddress)) {
                return new Found(access.accessFault(), 0, level, 0, 0, read - 1);
            }
            long pte = ram.getLong(index(entryAddress));
            long target = (pte >>> 10 & (1L << 44) - 1) << 12;
            boolean leaf = (pte & (Pte.R | Pte.X)) != 0;
            long size = 4096L << 9 * level;
            boolean bad = (pte & Pte.V) == 0
                    || (pte & Pte.W) != 0 && (pte & Pte.R) == 0
                    || pte >>> 54 != 0
                    || !leaf && (level == 0 || (pte & (Pte.U | Pte.A | Pte.D)) != 0)
                    || leaf && (!allows(pte, access) || target % size != 0);
            if (bad) {
                return new Found(access.pageFault(), pte, level, 0, 0, read);
            }
            if (leaf) {
                long physical = target + address % size;
                Cause cause = inRam(physical) ? null : access.accessFault();
                return new Found(cause, pte, level, physical, entryAddress, read);
            }
            table = target;
        }
        throw new AssertionError("level 0 ends every walk");
    }

    private boolean inRam(long physical) {
        return physical >= PhysicalMemory.BASE && physical < PhysicalMemory.BASE + ram.capacity();
    }

    private static int index(long physical) {
        return (int) (physical - PhysicalMemory.BASE);
    }
}
