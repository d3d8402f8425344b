package pagoda.cpu;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.BitManipulation;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;
import pagoda.cpu.memory.DecodedPages;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Mmu;

/**
 * The reference engine: fetches decoded instructions page by page and executes them one after another. It allocates nothing.
 *
 * <p>Inside a page, a fetch is known to hit the instruction TLB, so it is only counted. Loads and stores try a
 * {@link ShortCutAccess} first, and take the {@link LoadStoreUnit} otherwise.
 */
final class Interpreter {
    private static final int PAGE_MASK = PhysicalMemory.FRAME_SIZE - 1;
    private static final int PAGE_SHIFT = PhysicalMemory.FRAME_SHIFT;

    /** No address of an instruction, for it is odd: the instruction is not one of those that are executed here. */
    static final long NOT_EXECUTED = 1;

    /** No address of an instruction, for it is odd: the instruction trapped. */
    private static final long TRAPPED = 3;

    /** No packed instruction, for its length is 0: the fetch of its latter half faulted. */
    private static final long FETCH_FAULT = -1L << 32;

    /** No packed instruction, for its length is 0: translated code begins here. */
    private static final long TRANSLATED = -2L << 32;

    /** The bit that a packed instruction has free: it lies in two pages, so that even its own is to be fetched anew after it. */
    private static final long ACROSS_PAGES = 1L << 31;

    private final Hart hart;
    private final PhysicalMemory memory;
    private final Mmu mmu;
    private final LoadStoreUnit unit;
    private final ShortCutAccess shortCuts;
    private final long[] x;

    /** Instructions that were fetched one by one, and so counted by the TLB already, in the current run. */
    private long countedFetches;

    /** The latter half of the instruction across two pages that was fetched last. */
    private int secondHalf;

    /** The physical address of the page being executed. */
    private long codeAddress;

    /** Whether it stops where translated code begins. */
    private boolean stops;

    private boolean stopped;

    /** Whether the current run ended by a trap other than the timer's. */
    private boolean trapped;

    Interpreter(Hart hart, PhysicalMemory memory, Mmu mmu) {
        this.hart = hart;
        this.memory = memory;
        this.mmu = mmu;
        this.unit = hart.loadStoreUnit;
        this.x = hart.x;
        this.shortCuts = new ShortCutAccess(hart.x, memory, mmu.fastTranslations());
    }

    /**
     * Executes at most {@code budget} instructions and leaves the trap in the hart.
     *
     * @return what is left of the budget, the trapping instruction taken off
     */
    long run(long budget) {
        stops = false;
        return start(budget);
    }

    /**
     * Executes as {@link #run} does, but not beyond where translated code begins: {@link #isStopped} tells whether it came there,
     * and the trap then says nothing.
     */
    long runToTranslated(long budget) {
        stops = true;
        return start(budget);
    }

    /** Whether the last run ended where translated code begins. */
    boolean isStopped() {
        return stopped;
    }

    private long start(long budget) {
        stopped = false;
        countedFetches = 0;
        shortCuts.count = 0;
        if (mmu.isBare()) {
            return execute(budget);
        }
        long left;
        if (mmu.instructionTlb().size() == 0 || mmu.isWatched()) {
            left = executeOneByOne(budget);
        } else {
            left = execute(budget);
            mmu.instructionTlb().addHits(budget - left - countedFetches);
        }
        mmu.dataTlb().addHits(shortCuts.count);
        return left;
    }

    /** Without an instruction TLB each fetch is a walk, and whoever watches is to see each fetch: none is taken for granted. */
    private long executeOneByOne(long budget) {
        long left = budget;
        do {
            execute(Math.min(left, 1));
        } while (--left > 0 && hart.trap.cause() == Cause.TIMER);
        return Math.max(left, 0);
    }

    /** The decoded instructions of the page of {@code pc}, or null with the trap set. */
    private long @Nullable [] fetchPage(long pc) {
        countedFetches++;
        long physical = mmu.translate(pc, Access.FETCH);
        if (physical == Mmu.FAULT) {
            hart.trap.set(mmu.fault(), pc, pc);
            return null;
        }
        int frame = (int) (physical - PhysicalMemory.BASE >>> PAGE_SHIFT);
        if (!memory.decodedPages().holdsCode(frame)) {
            mmu.fastTranslations().clearWrites();
        }
        memory.touch(physical);
        codeAddress = physical & -PhysicalMemory.FRAME_SIZE;
        return memory.decodedPages().page(frame);
    }

    /** Decodes the instruction at {@code pc}, and keeps it if it lies in one page. */
    private long decode(long[] code, long pc) {
        int offset = (int) pc & PAGE_MASK;
        boolean entry = memory.decodedPages().isEntry(codeAddress | offset);
        if (entry && stops) {
            stopped = true;
            return TRANSLATED;
        }
        int place = (offset >>> 1) + (entry ? DecodedPages.PLACES : 0);
        if (code[place] != Op.UNDECODED) {
            return code[place];
        }
        if (offset == PAGE_MASK - 1 && Decoder.length(memory.getShort(codeAddress | offset)) == 4) {
            return decodeAcrossPages(pc);
        }
        code[place] = Decoder.pack(wordAt(pc));
        return code[place];
    }

    /**
     * Fetches an instruction of which the second half lies in the next page: another access, which may fault. It is decoded each
     * time, because no one frame holds it.
     *
     * @return what {@link Decoder#pack} gives with {@link #ACROSS_PAGES}, or {@link #FETCH_FAULT} with the trap set
     */
    private long decodeAcrossPages(long pc) {
        long physical = mmu.translate(pc + 2, Access.FETCH);
        if (physical == Mmu.FAULT) {
            hart.trap.set(mmu.fault(), pc, pc + 2);
            return FETCH_FAULT;
        }
        memory.touch(physical);
        secondHalf = memory.getShort(physical) & 0xffff;
        return Decoder.pack(wordAt(pc)) | ACROSS_PAGES;
    }

    /** The instruction's bits, which were fetched already: 16 of them if it has no more. */
    private int wordAt(long pc) {
        long physical = codeAddress | pc & PAGE_MASK;
        int first = memory.getShort(physical) & 0xffff;
        if (Decoder.length(first) == 2) {
            return first;
        }
        return ((pc & PAGE_MASK) == PAGE_MASK - 1 ? secondHalf : memory.getShort(physical + 2)) << 16 | first;
    }

    /** What is left of the budget at the trap, the trapping instruction taken off. */
    private long execute(long budget) {
        trapped = false;
        long left = budget;
        while (left > 0 && !trapped && !stopped) {
            hart.inFlight = budget - left;
            long[] code = fetchPage(hart.pc);
            if (code == null) {
                trapped = true;
                left--;
            } else {
                left = executePage(code, left, budget);
            }
        }
        if (!trapped && !stopped) {
            hart.trap.set(Cause.TIMER, hart.pc, 0);
        }
        hart.retired += budget - left - (trapped ? 1 : 0);
        hart.inFlight = 0;
        return left;
    }

    /**
     * Executes until the page that the hart is in is left or to be fetched anew.
     *
     * @param code the page's decoded instructions
     * @param begin what is left of the budget
     * @param budget the whole budget
     * @return what is left of it then
     */
    private long executePage(long[] code, long begin, long budget) {
        long page = hart.pc >>> PAGE_SHIFT;
        long left = begin;
        while (true) {
            left = executeDecoded(code, left);
            if (left == 0 || hart.pc >>> PAGE_SHIFT != page) {
                return left;
            }
            hart.inFlight = budget - left;
            long pc = hart.pc;
            long packed = code[place(pc)];
            long next = NOT_EXECUTED;
            if (packed == Op.UNDECODED) {
                packed = decode(code, pc);
                if (packed == TRANSLATED) {
                    return left;
                }
                next = packed == FETCH_FAULT ? TRAPPED : step(packed, pc);
            }
            if (next == NOT_EXECUTED) {
                next = executeInFull(packed, pc);
            }
            left--;
            if (next == TRAPPED) {
                trapped = true;
                return left;
            }
            hart.pc = next;
            if (next >>> PAGE_SHIFT != page || (packed & ACROSS_PAGES) != 0) {
                return left;
            }
        }
    }

    /**
     * Executes what is decoded and {@link #step} executes, until the page is left. This is the hot loop: what it calls is too large
     * to become part of it, and is compiled by itself, so that HotSpot keeps in registers what each needs.
     *
     * @return what is left of the budget
     */
    private long executeDecoded(long[] code, long budget) {
        long left = budget;
        long pc = hart.pc;
        while (left > 0) {
            long next = step(code[place(pc)], pc);
            if (next == NOT_EXECUTED) {
                break;
            }
            left--;
            boolean elsewhere = (next ^ pc) >>> PAGE_SHIFT != 0;
            pc = next;
            if (elsewhere) {
                break;
            }
        }
        hart.pc = pc;
        return left;
    }

    /** The place in a page's decoded instructions. */
    private static int place(long pc) {
        return (int) pc >>> 1 & DecodedPages.PLACES - 1;
    }

    /** Executes an instruction that needs nothing but registers and short cuts: the address of the next, or {@link #NOT_EXECUTED}. */
    private long step(long packed, long pc) {
        int op = Packed.op(packed);
        if (op < Op.LB || op > Op.SD && op < Op.FLW) {
            return IntegerUnit.execute(packed, pc, x);
        }
        if (op <= Op.FLW) {
            return shortCuts.access(packed, pc);
        }
        if (op > Op.FMV_D_X) {
            // Without an immediate, that is zero, and with one, x0 is the second source.
            x[Packed.rd(packed)] = BitManipulation.compute(
                    op, x[Packed.rs1(packed)], x[Packed.rs2(packed)] + Packed.immediate(packed));
        } else if (!FloatingPointUnit.execute(packed, x, hart.fcsr)) {
            return NOT_EXECUTED;
        }
        if (Packed.isCompressed(packed)) {
            return pc + 2;
        }
        return pc + 4;
    }

    /**
     * Executes any other instruction, with {@link Hart#inFlight} set.
     *
     * @return the address of the next, or {@link #TRAPPED} with the trap set
     */
    private long executeInFull(long packed, long pc) {
        int op = Packed.op(packed);
        switch (op) {
            case Op.FENCE, Op.FENCE_TSO -> {}
            case Op.FENCE_I -> hart.fenceI();
            case Op.ECALL -> {
                hart.trap.set(Cause.ECALL, pc, 0);
                return TRAPPED;
            }
            case Op.EBREAK -> {
                hart.trap.set(Cause.BREAKPOINT, pc, pc);
                return TRAPPED;
            }
            default -> {
                if (Packed.isLoad(packed) || Packed.isStore(packed) || Packed.isAtomic(packed)) {
                    if (!unit.access(packed, hart)) {
                        hart.trap.set(unit.cause, pc, unit.tval);
                        return TRAPPED;
                    }
                } else if (op < Op.CSRRW || op > Op.CSRRCI || !csr(packed)) {
                    hart.trap.set(Cause.ILLEGAL_INSTRUCTION, pc, wordAt(pc) & 0xffff_ffffL);
                    return TRAPPED;
                }
            }
        }
        return pc + Packed.length(packed);
    }

    /**
     * Reads and writes a control and status register; false if it is not user mode's, or is written and is a counter: those are
     * read-only.
     */
    private boolean csr(long packed) {
        int op = Packed.op(packed);
        int source = Packed.rs1(packed);
        int number = (int) Packed.immediate(packed);
        boolean swaps = op == Op.CSRRW || op == Op.CSRRWI;
        boolean writes = swaps || source != 0;
        if (!hart.hasCsr(number) || writes && Csr.isReadOnly(number)) {
            return false;
        }
        long operand = op >= Op.CSRRWI ? source : hart.x[source];
        long old = hart.readCsr(number);
        if (writes) {
            boolean sets = op == Op.CSRRS || op == Op.CSRRSI;
            hart.writeCsr(number, swaps ? operand : sets ? old | operand : old & ~operand);
        }
        hart.x[Packed.rd(packed)] = old;
        return true;
    }
}
