package pagoda.cpu.mmu;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.memory.PhysicalMemory;

/**
 * The memory management unit: {@code satp}, the two TLBs, and the hardware walker that sets the A and D bits (RISC-V
 * privileged manual, "Supervisor Address Translation and Protection (satp) Register" and the Sv39 chapter).
 *
 * <p>Counting: one access for each page that an attempt touches. A permission fault on a hit is a hit. A store that finds D
 * clear is a hit, and its walk. A walk's references are the entries that it reads.
 */
public final class Mmu {
    /** What {@link #translate} gives when the access is not allowed; {@link #fault} says why. */
    public static final long FAULT = -1;

    private static final int MODE_SHIFT = 60;
    private static final int ASID_SHIFT = 44;
    private static final long PPN_MASK = (1L << ASID_SHIFT) - 1;
    private static final int ASID_MASK = 0xffff;

    private final PhysicalMemory memory;
    private final TranslationScheme scheme;
    private final Tlb instructionTlb;
    private final Tlb dataTlb;
    private final Walk walk = new Walk();
    private final FastTranslations fast = new FastTranslations();
    private @Nullable TlbListener listener;
    private @Nullable StaleEntryListener staleEntries;
    private @Nullable AccessListener accesses;
    private long satp;
    private boolean bare = true;
    private Cause fault = Cause.LOAD_PAGE_FAULT;
    private long walkReferences;
    private long fetchEpoch;

    /** An MMU that translates by Bare, and by {@code scheme} when {@code satp} asks for it. */
    public Mmu(PhysicalMemory memory, TranslationScheme scheme, TlbConfiguration instruction, TlbConfiguration data) {
        this.memory = memory;
        this.scheme = scheme;
        this.instructionTlb = new Tlb(instruction);
        this.dataTlb = new Tlb(data);
    }

    /** The scheme beside Bare. */
    public TranslationScheme scheme() {
        return scheme;
    }

    /** The TLB for instruction fetches. */
    public Tlb instructionTlb() {
        return instructionTlb;
    }

    /** The TLB for loads and stores. */
    public Tlb dataTlb() {
        return dataTlb;
    }

    /** The engines' short cut for loads and stores. */
    public FastTranslations fastTranslations() {
        return fast;
    }

    /** Page-table entries read by walks so far. */
    public long walkReferences() {
        return walkReferences;
    }

    /** Who is told of misses, evictions and flushes; null for nobody. */
    public void listen(@Nullable TlbListener newListener) {
        listener = newListener;
    }

    /** From now on every hit is checked by a walk, which counts nothing, and what differs is told; null for no check. */
    public void checkHits(@Nullable StaleEntryListener newListener) {
        staleEntries = newListener;
        fast.clear();
    }

    /**
     * Who is told of every access from now on; null for nobody. The engines then take no short cut, so that none is missed:
     * slower, but time and counters are the same.
     */
    public void watch(@Nullable AccessListener newListener) {
        accesses = newListener;
        fast.clear();
    }

    /** Whether somebody is told of every access. */
    public boolean isWatched() {
        return accesses != null;
    }

    /** The register: MODE in bits 63–60, ASID in 59–44, the root table's physical page number in 43–0. */
    public long satp() {
        return satp;
    }

    /** The value of {@code satp} for the scheme with this address-space identifier and root table. */
    public long satp(int asid, long root) {
        return (long) scheme.satpMode() << MODE_SHIFT | (long) asid << ASID_SHIFT | root >>> PhysicalMemory.FRAME_SHIFT;
    }

    /** Writes {@code satp}. A mode that the machine does not have leaves the register as it was. Fences nothing. */
    public void setSatp(long value) {
        int mode = (int) (value >>> MODE_SHIFT);
        if (value != satp && (mode == 0 || mode == scheme.satpMode())) {
            satp = value;
            bare = mode == 0;
            fast.clear();
            fetchEpoch++;
        }
    }

    /** Whether addresses are physical as they are, so that nothing is looked up or counted. */
    public boolean isBare() {
        return bare;
    }

    /** Why the last {@link #translate} gave {@link #FAULT}. */
    public Cause fault() {
        return fault;
    }

    /** The physical address of a virtual one, or {@link #FAULT}. Counted; sets A and D. */
    public long translate(long address, Access access) {
        long physical = lookUp(address, access);
        if (accesses != null && physical != FAULT) {
            accesses.accessed(address, access);
        }
        return physical;
    }

    private long lookUp(long address, Access access) {
        if (bare) {
            return memory.contains(address, 1) ? address : fail(access.accessFault());
        }
        Tlb tlb = access == Access.FETCH ? instructionTlb : dataTlb;
        long page = address >>> PhysicalMemory.FRAME_SHIFT;
        int slot = tlb.lookup(page, asid());
        if (slot < 0) {
            return miss(tlb, address, access);
        }
        long pte = tlb.pte(slot);
        long needed = Pte.U | access.permission();
        boolean allowed = (pte & needed) == needed;
        if (staleEntries != null) {
            check(staleEntries, tlb, slot, address, access, allowed);
        }
        if (!allowed) {
            return fail(access.pageFault());
        }
        if (access == Access.STORE && (pte & Pte.D) == 0 && !setDirty(tlb, slot, address)) {
            return FAULT;
        }
        return tlb.address(slot) | address & PhysicalMemory.FRAME_SIZE - 1;
    }

    /**
     * The host index of a virtual address for a load or store, or {@link #FAULT}: {@link #translate}, and where possible the
     * next access to the page is made a short cut.
     */
    public long translateToHost(long address, Access access) {
        long physical = translate(address, access);
        if (physical == FAULT) {
            return FAULT;
        }
        int index = memory.touch(physical);
        if (bare || (!dataTlb.needsHits() && staleEntries == null && accesses == null)) {
            long page = address >>> PhysicalMemory.FRAME_SHIFT;
            int base = index & -PhysicalMemory.FRAME_SIZE;
            if (access == Access.LOAD) {
                fast.allowReads(page, base);
            } else if (!memory.decodedPages().holdsCode(index >>> PhysicalMemory.FRAME_SHIFT)) {
                fast.allowWrites(page, base);
            }
        }
        return index;
    }

    private void check(StaleEntryListener told, Tlb tlb, int slot, long address, Access access, boolean allowed) {
        scheme.walk(memory, root(), address, access, walk);
        boolean same = allowed
                ? walk.fault() == null && (walk.physical() & -PhysicalMemory.FRAME_SIZE) == tlb.address(slot)
                : walk.fault() != null;
        if (!same) {
            told.stale(access == Access.FETCH, address, tlb.pte(slot), walk.pte());
        }
    }

    /**
     * Whether hits need not be looked up one by one, since they change nothing and nobody is told of them: then the engines
     * may take short cuts.
     */
    public boolean allowsShortCuts() {
        return bare
                || instructionTlb.size() > 0
                        && !instructionTlb.needsHits()
                        && !dataTlb.needsHits()
                        && staleEntries == null
                        && accesses == null;
    }

    /** A number that changes whenever other pages may be fetched from without a walk, or other frames. */
    public long fetchEpoch() {
        return fetchEpoch;
    }

    /** The frame, counted from 0, that a fetch from this address would hit in the TLB; −1 if it would miss or fault. Counts nothing. */
    public int fetchedFrame(long address) {
        long physical = address;
        if (!bare) {
            int slot = instructionTlb.find(address >>> PhysicalMemory.FRAME_SHIFT, asid());
            long needed = Pte.U | Access.FETCH.permission();
            if (slot < 0 || (instructionTlb.pte(slot) & needed) != needed) {
                return -1;
            }
            physical = instructionTlb.address(slot);
        }
        return memory.contains(physical, 1)
                ? (int) (physical - PhysicalMemory.BASE >>> PhysicalMemory.FRAME_SHIFT)
                : -1;
    }

    /** Whether {@link #translate} would give an address. Counts and changes nothing. */
    public boolean permits(long address, Access access) {
        if (bare) {
            return memory.contains(address, 1);
        }
        Tlb tlb = access == Access.FETCH ? instructionTlb : dataTlb;
        int slot = tlb.find(address >>> PhysicalMemory.FRAME_SHIFT, asid());
        if (slot >= 0) {
            long pte = tlb.pte(slot);
            long needed = Pte.U | access.permission();
            if ((pte & needed) != needed) {
                return false;
            }
            if (access != Access.STORE || (pte & Pte.D) != 0) {
                return true;
            }
        }
        scheme.walk(memory, root(), address, access, walk);
        return walk.fault() == null;
    }

    /**
     * Counts an access that {@link #permits} allows but that is given up, because another page of the same attempt faults: a
     * look-up, and the walk of a miss. It marks and caches nothing.
     */
    public void countGivenUp(long address, Access access) {
        if (bare) {
            return;
        }
        boolean fetch = access == Access.FETCH;
        Tlb tlb = fetch ? instructionTlb : dataTlb;
        if (tlb.lookup(address >>> PhysicalMemory.FRAME_SHIFT, asid()) < 0) {
            if (listener != null) {
                listener.miss(fetch, address);
            }
            scheme.walk(memory, root(), address, access, walk);
            walkReferences += walk.references();
        }
    }

    /** Looks an address up in the tables for an explanation: nothing is counted or changed. */
    public void inspect(long address, Access access, Walk result) {
        scheme.walk(memory, root(), address, access, result);
    }

    private long miss(Tlb tlb, long address, Access access) {
        boolean fetch = access == Access.FETCH;
        if (listener != null) {
            listener.miss(fetch, address);
        }
        long entry = scheme.quickWalk(memory, root(), address);
        long needed = Pte.U | Pte.A | access.permission() | (access == Access.STORE ? Pte.D : 0);
        int level = 0;
        long frame;
        if ((entry & needed) == needed) {
            walkReferences += scheme.levels();
            frame = Pte.address(entry);
        } else {
            entry = walk(address, access);
            if (entry == TranslationScheme.NO_ENTRY) {
                return FAULT;
            }
            level = walk.level();
            frame = walk.physical() & -PhysicalMemory.FRAME_SIZE;
        }
        long page = address >>> PhysicalMemory.FRAME_SHIFT;
        if (fetch) {
            fetchEpoch++;
        }
        tlb.insert(page, asid(), entry, level, frame);
        long evicted = tlb.lastEvicted();
        if (evicted != Tlb.NONE) {
            if (!fetch) {
                fast.drop(evicted);
            }
            if (listener != null) {
                listener.evicted(fetch, evicted << PhysicalMemory.FRAME_SHIFT);
            }
        }
        return frame | address & PhysicalMemory.FRAME_SIZE - 1;
    }

    private boolean setDirty(Tlb tlb, int slot, long address) {
        long entry = walk(address, Access.STORE);
        if (entry == TranslationScheme.NO_ENTRY) {
            return false;
        }
        long page = address >>> PhysicalMemory.FRAME_SHIFT;
        fast.drop(page);
        tlb.fill(slot, page, asid(), entry, walk.level(), walk.physical() & -PhysicalMemory.FRAME_SIZE);
        return true;
    }

    /**
     * Walks the tables, and sets A and D in the entry.
     *
     * @return what the TLB keeps of it: as it is in RAM now, and global if a table above it is; or {@link TranslationScheme#NO_ENTRY}, for the
     *     {@link #fault}
     */
    private long walk(long address, Access access) {
        scheme.walk(memory, root(), address, access, walk);
        walkReferences += walk.references();
        Cause cause = walk.fault();
        if (cause != null) {
            fault = cause;
            return TranslationScheme.NO_ENTRY;
        }
        long found = walk.pte();
        long updated = found | Pte.A | (access == Access.STORE ? Pte.D : 0);
        if (updated != found) {
            memory.putLong(walk.entryAddress(), updated);
        }
        return walk.isGlobal() ? updated | Pte.G : updated;
    }

    private long fail(Cause cause) {
        fault = cause;
        return FAULT;
    }

    /** The ASID field of {@code satp}. */
    public int asid() {
        return (int) (satp >>> ASID_SHIFT) & ASID_MASK;
    }

    private long root() {
        return (satp & PPN_MASK) << PhysicalMemory.FRAME_SHIFT;
    }

    /** {@code sfence.vma}: forgets all translations. */
    public void fence() {
        instructionTlb.flush();
        dataTlb.flush();
        fenced("sfence.vma");
    }

    /** {@code sfence.vma zero, asid}: forgets one address space's translations, except global ones. */
    public void fenceAsid(int asid) {
        instructionTlb.flushAsid(asid & ASID_MASK);
        dataTlb.flushAsid(asid & ASID_MASK);
        fenced("sfence.vma zero, asid");
    }

    /**
     * {@code sfence.vma address}: forgets the translations of a page in all address spaces. An address that is not canonical
     * fences nothing, as the manual has it.
     */
    public void fencePage(long address) {
        if (scheme.isCanonical(address)) {
            instructionTlb.flushPage(address >>> PhysicalMemory.FRAME_SHIFT);
            dataTlb.flushPage(address >>> PhysicalMemory.FRAME_SHIFT);
            fenced("sfence.vma address");
        }
    }

    /** {@code sfence.vma address, asid}: forgets the translations of a page in one address space, except global ones. */
    public void fencePage(long address, int asid) {
        if (scheme.isCanonical(address)) {
            instructionTlb.flushPage(address >>> PhysicalMemory.FRAME_SHIFT, asid & ASID_MASK);
            dataTlb.flushPage(address >>> PhysicalMemory.FRAME_SHIFT, asid & ASID_MASK);
            fenced("sfence.vma address, asid");
        }
    }

    private void fenced(String form) {
        fast.clear();
        fetchEpoch++;
        if (listener != null) {
            listener.flushed(form);
        }
    }
}
