package pagoda.cpu;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.fp.F32;
import pagoda.cpu.isa.Alu;
import pagoda.cpu.isa.BitManipulation;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;
import pagoda.cpu.memory.DecodedPages;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.FastTranslations;
import pagoda.cpu.mmu.Mmu;

/**
 * The reference engine: fetches decoded instructions page by page and executes them one after another. It allocates nothing.
 *
 * <p>Inside a page, a fetch is known to hit the instruction TLB, so it is only counted. Loads and stores try
 * {@link FastTranslations} first, and take the {@link LoadStoreUnit} otherwise.
 */
final class Interpreter {
    private static final int PAGE_MASK = PhysicalMemory.FRAME_SIZE - 1;
    private static final int PAGE_SHIFT = PhysicalMemory.FRAME_SHIFT;
    private static final int LENGTH = Decoder.LENGTH;

    /** Set in packed instructions of two bytes. */
    private static final long TWO_BYTES = 2L << LENGTH;

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

    /** Instructions that were fetched one by one, and so counted by the TLB already, in the current run. */
    private long countedFetches;

    /** The latter half of the instruction across two pages that was fetched last. */
    private int secondHalf;

    /** The physical address of the page being executed. */
    private long codeAddress;

    /** Whether it stops where translated code begins. */
    private boolean stops;

    private boolean stopped;

    Interpreter(Hart hart, PhysicalMemory memory, Mmu mmu) {
        this.hart = hart;
        this.memory = memory;
        this.mmu = mmu;
        this.unit = hart.loadStoreUnit;
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
        if (!mmu.isBare() && (mmu.instructionTlb().size() == 0 || mmu.isWatched())) {
            return executeOneByOne(budget);
        }
        long left = execute(budget);
        if (!mmu.isBare()) {
            mmu.instructionTlb().addHits(budget - left - countedFetches);
        }
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
        final long[] x = hart.x;
        final FastTranslations fast = mmu.fastTranslations();
        final long[] readTags = fast.readTags;
        final long[] writeTags = fast.writeTags;
        final int[] readBases = fast.readBases;
        final int[] writeBases = fast.writeBases;
        final LoadStoreUnit unit = this.unit;
        byte[] ram = memory.array();
        long left = budget;
        long hits = 0;
        long pc = hart.pc;
        long target;
        int unretired = 0;

        run:
        while (true) {
            if (left == 0) {
                hart.trap.set(Cause.TIMER, pc, 0);
                break;
            }
            hart.inFlight = budget - left;
            final long[] code = fetchPage(pc);
            if (code == null) {
                left--;
                unretired = 1;
                break;
            }
            ram = memory.array();
            while (true) {
                if (left-- == 0) {
                    left = 0;
                    hart.trap.set(Cause.TIMER, pc, 0);
                    break run;
                }
                long d = code[(int) pc >>> 1 & 2047];
                if (d == Op.UNDECODED) {
                    hart.inFlight = budget - left - 1;
                    d = decode(code, pc);
                    if (d == FETCH_FAULT) {
                        unretired = 1;
                        break run;
                    }
                    if (d == TRANSLATED) {
                        left++;
                        break run;
                    }
                }
                final long imm = d >> 32;
                final long a = x[(int) (d >>> 16) & 63];
                final long b = x[(int) (d >>> 22) & 63];
                final int rd = (int) (d >>> 9) & 127;
                fault:
                {
                    jump:
                    {
                        step:
                        {
                            slow:
                            {
                                switch ((int) d & 511) {
                                    case Op.LUI:
                                        x[rd] = imm;
                                        break step;
                                    case Op.AUIPC:
                                        x[rd] = pc + imm;
                                        break step;
                                    case Op.JAL:
                                        target = pc + imm;
                                        x[rd] = pc + ((d >>> LENGTH) & 7);
                                        break jump;
                                    case Op.JALR:
                                        target = a + imm & -2;
                                        x[rd] = pc + ((d >>> LENGTH) & 7);
                                        break jump;
                                    case Op.BEQ:
                                        if (Alu.beq(a, b)) {
                                            target = pc + imm;
                                            break jump;
                                        }
                                        break step;
                                    case Op.BNE:
                                        if (Alu.bne(a, b)) {
                                            target = pc + imm;
                                            break jump;
                                        }
                                        break step;
                                    case Op.BLT:
                                        if (Alu.blt(a, b)) {
                                            target = pc + imm;
                                            break jump;
                                        }
                                        break step;
                                    case Op.BGE:
                                        if (Alu.bge(a, b)) {
                                            target = pc + imm;
                                            break jump;
                                        }
                                        break step;
                                    case Op.BLTU:
                                        if (Alu.bltu(a, b)) {
                                            target = pc + imm;
                                            break jump;
                                        }
                                        break step;
                                    case Op.BGEU:
                                        if (Alu.bgeu(a, b)) {
                                            target = pc + imm;
                                            break jump;
                                        }
                                        break step;
                                    case Op.LB: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (readTags[slot] == address >>> PAGE_SHIFT) {
                                            hits++;
                                            x[rd] = ram[readBases[slot] + (int) (address & PAGE_MASK)];
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.LH: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (readTags[slot] == address >>> PAGE_SHIFT
                                                && (int) (address & PAGE_MASK) <= 4094) {
                                            hits++;
                                            x[rd] = (short) PhysicalMemory.SHORT.get(
                                                    ram, readBases[slot] + (int) (address & PAGE_MASK));
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.LW: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (readTags[slot] == address >>> PAGE_SHIFT
                                                && (int) (address & PAGE_MASK) <= 4092) {
                                            hits++;
                                            x[rd] = (int) PhysicalMemory.INT.get(
                                                    ram, readBases[slot] + (int) (address & PAGE_MASK));
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.LD: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (readTags[slot] == address >>> PAGE_SHIFT
                                                && (int) (address & PAGE_MASK) <= 4088) {
                                            hits++;
                                            x[rd] = (long) PhysicalMemory.LONG.get(
                                                    ram, readBases[slot] + (int) (address & PAGE_MASK));
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.LBU: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (readTags[slot] == address >>> PAGE_SHIFT) {
                                            hits++;
                                            x[rd] = ram[readBases[slot] + (int) (address & PAGE_MASK)] & 0xffL;
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.LHU: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (readTags[slot] == address >>> PAGE_SHIFT
                                                && (int) (address & PAGE_MASK) <= 4094) {
                                            hits++;
                                            x[rd] = (short) PhysicalMemory.SHORT.get(
                                                            ram, readBases[slot] + (int) (address & PAGE_MASK))
                                                    & 0xffffL;
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.LWU: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (readTags[slot] == address >>> PAGE_SHIFT
                                                && (int) (address & PAGE_MASK) <= 4092) {
                                            hits++;
                                            x[rd] = (int) PhysicalMemory.INT.get(
                                                            ram, readBases[slot] + (int) (address & PAGE_MASK))
                                                    & 0xffff_ffffL;
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.SB: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (writeTags[slot] == address >>> PAGE_SHIFT) {
                                            hits++;
                                            ram[writeBases[slot] + (int) (address & PAGE_MASK)] = (byte) b;
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.SH: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (writeTags[slot] == address >>> PAGE_SHIFT
                                                && (int) (address & PAGE_MASK) <= 4094) {
                                            hits++;
                                            PhysicalMemory.SHORT.set(
                                                    ram, writeBases[slot] + (int) (address & PAGE_MASK), (short) b);
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.SW: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (writeTags[slot] == address >>> PAGE_SHIFT
                                                && (int) (address & PAGE_MASK) <= 4092) {
                                            hits++;
                                            PhysicalMemory.INT.set(
                                                    ram, writeBases[slot] + (int) (address & PAGE_MASK), (int) b);
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.SD: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (writeTags[slot] == address >>> PAGE_SHIFT
                                                && (int) (address & PAGE_MASK) <= 4088) {
                                            hits++;
                                            PhysicalMemory.LONG.set(
                                                    ram, writeBases[slot] + (int) (address & PAGE_MASK), b);
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.ADDI:
                                        x[rd] = Alu.add(a, imm);
                                        break step;
                                    case Op.SLTI:
                                        x[rd] = Alu.slt(a, imm);
                                        break step;
                                    case Op.SLTIU:
                                        x[rd] = Alu.sltu(a, imm);
                                        break step;
                                    case Op.XORI:
                                        x[rd] = Alu.xor(a, imm);
                                        break step;
                                    case Op.ORI:
                                        x[rd] = Alu.or(a, imm);
                                        break step;
                                    case Op.ANDI:
                                        x[rd] = Alu.and(a, imm);
                                        break step;
                                    case Op.SLLI:
                                        x[rd] = Alu.sll(a, imm);
                                        break step;
                                    case Op.SRLI:
                                        x[rd] = Alu.srl(a, imm);
                                        break step;
                                    case Op.SRAI:
                                        x[rd] = Alu.sra(a, imm);
                                        break step;
                                    case Op.ADDIW:
                                        x[rd] = Alu.addw(a, imm);
                                        break step;
                                    case Op.SLLIW:
                                        x[rd] = Alu.sllw(a, imm);
                                        break step;
                                    case Op.SRLIW:
                                        x[rd] = Alu.srlw(a, imm);
                                        break step;
                                    case Op.SRAIW:
                                        x[rd] = Alu.sraw(a, imm);
                                        break step;
                                    case Op.ADD:
                                        x[rd] = Alu.add(a, b);
                                        break step;
                                    case Op.SUB:
                                        x[rd] = Alu.sub(a, b);
                                        break step;
                                    case Op.SLL:
                                        x[rd] = Alu.sll(a, b);
                                        break step;
                                    case Op.SLT:
                                        x[rd] = Alu.slt(a, b);
                                        break step;
                                    case Op.SLTU:
                                        x[rd] = Alu.sltu(a, b);
                                        break step;
                                    case Op.XOR:
                                        x[rd] = Alu.xor(a, b);
                                        break step;
                                    case Op.SRL:
                                        x[rd] = Alu.srl(a, b);
                                        break step;
                                    case Op.SRA:
                                        x[rd] = Alu.sra(a, b);
                                        break step;
                                    case Op.OR:
                                        x[rd] = Alu.or(a, b);
                                        break step;
                                    case Op.AND:
                                        x[rd] = Alu.and(a, b);
                                        break step;
                                    case Op.ADDW:
                                        x[rd] = Alu.addw(a, b);
                                        break step;
                                    case Op.SUBW:
                                        x[rd] = Alu.subw(a, b);
                                        break step;
                                    case Op.SLLW:
                                        x[rd] = Alu.sllw(a, b);
                                        break step;
                                    case Op.SRLW:
                                        x[rd] = Alu.srlw(a, b);
                                        break step;
                                    case Op.SRAW:
                                        x[rd] = Alu.sraw(a, b);
                                        break step;
                                    case Op.MUL:
                                        x[rd] = Alu.mul(a, b);
                                        break step;
                                    case Op.MULH:
                                        x[rd] = Alu.mulh(a, b);
                                        break step;
                                    case Op.MULHSU:
                                        x[rd] = Alu.mulhsu(a, b);
                                        break step;
                                    case Op.MULHU:
                                        x[rd] = Alu.mulhu(a, b);
                                        break step;
                                    case Op.DIV:
                                        x[rd] = Alu.div(a, b);
                                        break step;
                                    case Op.DIVU:
                                        x[rd] = Alu.divu(a, b);
                                        break step;
                                    case Op.REM:
                                        x[rd] = Alu.rem(a, b);
                                        break step;
                                    case Op.REMU:
                                        x[rd] = Alu.remu(a, b);
                                        break step;
                                    case Op.MULW:
                                        x[rd] = Alu.mulw(a, b);
                                        break step;
                                    case Op.DIVW:
                                        x[rd] = Alu.divw(a, b);
                                        break step;
                                    case Op.DIVUW:
                                        x[rd] = Alu.divuw(a, b);
                                        break step;
                                    case Op.REMW:
                                        x[rd] = Alu.remw(a, b);
                                        break step;
                                    case Op.REMUW:
                                        x[rd] = Alu.remuw(a, b);
                                        break step;
                                    case Op.FENCE_TSO:
                                    case Op.FENCE:
                                        break step;
                                    case Op.FENCE_I:
                                        hart.fenceI();
                                        break step;
                                    case Op.ECALL:
                                        hart.trap.set(Cause.ECALL, pc, 0);
                                        unretired = 1;
                                        break run;
                                    case Op.EBREAK:
                                        hart.trap.set(Cause.BREAKPOINT, pc, pc);
                                        unretired = 1;
                                        break run;
                                    case Op.LR_W:
                                    case Op.LR_D:
                                    case Op.SC_W:
                                    case Op.SC_D:
                                    case Op.AMOSWAP_W:
                                    case Op.AMOADD_W:
                                    case Op.AMOXOR_W:
                                    case Op.AMOAND_W:
                                    case Op.AMOOR_W:
                                    case Op.AMOMIN_W:
                                    case Op.AMOMAX_W:
                                    case Op.AMOMINU_W:
                                    case Op.AMOMAXU_W:
                                    case Op.AMOSWAP_D:
                                    case Op.AMOADD_D:
                                    case Op.AMOXOR_D:
                                    case Op.AMOAND_D:
                                    case Op.AMOOR_D:
                                    case Op.AMOMIN_D:
                                    case Op.AMOMAX_D:
                                    case Op.AMOMINU_D:
                                    case Op.AMOMAXU_D:
                                        break slow;
                                    case Op.CSRRW:
                                    case Op.CSRRS:
                                    case Op.CSRRC:
                                    case Op.CSRRWI:
                                    case Op.CSRRSI:
                                    case Op.CSRRCI:
                                        hart.inFlight = budget - left - 1;
                                        if (csr(d)) {
                                            break step;
                                        }
                                        hart.trap.set(Cause.ILLEGAL_INSTRUCTION, pc, wordAt(pc) & 0xffff_ffffL);
                                        unretired = 1;
                                        break run;
                                    case Op.FLW: {
                                        long address = a + imm;
                                        int slot = (int) (address >>> PAGE_SHIFT) & FastTranslations.MASK;
                                        if (readTags[slot] == address >>> PAGE_SHIFT
                                                && (int) (address & PAGE_MASK) <= 4092) {
                                            hits++;
                                            x[rd] = F32.box((int) PhysicalMemory.INT.get(
                                                    ram, readBases[slot] + (int) (address & PAGE_MASK)));
                                            break step;
                                        }
                                        break slow;
                                    }
                                    case Op.FMADD_S:
                                    case Op.FMSUB_S:
                                    case Op.FNMSUB_S:
                                    case Op.FNMADD_S:
                                    case Op.FADD_S:
                                    case Op.FSUB_S:
                                    case Op.FMUL_S:
                                    case Op.FDIV_S:
                                    case Op.FSQRT_S:
                                    case Op.FSGNJ_S:
                                    case Op.FSGNJN_S:
                                    case Op.FSGNJX_S:
                                    case Op.FMIN_S:
                                    case Op.FMAX_S:
                                    case Op.FEQ_S:
                                    case Op.FLT_S:
                                    case Op.FLE_S:
                                    case Op.FCVT_W_S:
                                    case Op.FCVT_WU_S:
                                    case Op.FCVT_L_S:
                                    case Op.FCVT_LU_S:
                                    case Op.FCVT_S_W:
                                    case Op.FCVT_S_WU:
                                    case Op.FCVT_S_L:
                                    case Op.FCVT_S_LU:
                                    case Op.FMV_X_W:
                                    case Op.FCLASS_S:
                                    case Op.FMV_W_X:
                                    case Op.FMADD_D:
                                    case Op.FMSUB_D:
                                    case Op.FNMSUB_D:
                                    case Op.FNMADD_D:
                                    case Op.FADD_D:
                                    case Op.FSUB_D:
                                    case Op.FMUL_D:
                                    case Op.FDIV_D:
                                    case Op.FSQRT_D:
                                    case Op.FSGNJ_D:
                                    case Op.FSGNJN_D:
                                    case Op.FSGNJX_D:
                                    case Op.FMIN_D:
                                    case Op.FMAX_D:
                                    case Op.FEQ_D:
                                    case Op.FLT_D:
                                    case Op.FLE_D:
                                    case Op.FCVT_W_D:
                                    case Op.FCVT_WU_D:
                                    case Op.FCVT_L_D:
                                    case Op.FCVT_LU_D:
                                    case Op.FCVT_D_W:
                                    case Op.FCVT_D_WU:
                                    case Op.FCVT_D_L:
                                    case Op.FCVT_D_LU:
                                    case Op.FCVT_S_D:
                                    case Op.FCVT_D_S:
                                    case Op.FMV_X_D:
                                    case Op.FCLASS_D:
                                    case Op.FMV_D_X:
                                        if (FloatingPointUnit.execute(d, x, hart.fcsr)) {
                                            break step;
                                        }
                                        hart.trap.set(Cause.ILLEGAL_INSTRUCTION, pc, wordAt(pc) & 0xffff_ffffL);
                                        unretired = 1;
                                        break run;
                                    case Op.ADD_UW:
                                    case Op.SH1ADD:
                                    case Op.SH2ADD:
                                    case Op.SH3ADD:
                                    case Op.SH1ADD_UW:
                                    case Op.SH2ADD_UW:
                                    case Op.SH3ADD_UW:
                                    case Op.ANDN:
                                    case Op.ORN:
                                    case Op.XNOR:
                                    case Op.CLZ:
                                    case Op.CTZ:
                                    case Op.CPOP:
                                    case Op.CLZW:
                                    case Op.CTZW:
                                    case Op.CPOPW:
                                    case Op.MAX:
                                    case Op.MAXU:
                                    case Op.MIN:
                                    case Op.MINU:
                                    case Op.SEXT_B:
                                    case Op.SEXT_H:
                                    case Op.ZEXT_H:
                                    case Op.ROL:
                                    case Op.ROR:
                                    case Op.ROLW:
                                    case Op.RORW:
                                    case Op.ORC_B:
                                    case Op.REV8:
                                    case Op.BCLR:
                                    case Op.BEXT:
                                    case Op.BINV:
                                    case Op.BSET:
                                        x[rd] = BitManipulation.compute((int) d & 511, a, b);
                                        break step;
                                    case Op.SLLI_UW:
                                    case Op.RORI:
                                    case Op.RORIW:
                                    case Op.BCLRI:
                                    case Op.BEXTI:
                                    case Op.BINVI:
                                    case Op.BSETI:
                                        x[rd] = BitManipulation.compute((int) d & 511, a, imm);
                                        break step;
                                    default:
                                        hart.trap.set(Cause.ILLEGAL_INSTRUCTION, pc, wordAt(pc) & 0xffff_ffffL);
                                        unretired = 1;
                                        break run;
                                }
                            }
                            // A load or store without a short cut, or an atomic instruction, which has none.
                            hart.inFlight = budget - left - 1;
                            if (!unit.access(d, hart)) {
                                break fault;
                            }
                            ram = memory.array();
                        }
                        // Branches, which the host predicts: added, the length would make the next fetch wait for this.
                        if ((d & TWO_BYTES) == 0) {
                            pc += 4;
                            if ((pc & PAGE_MASK) < 4) {
                                continue run;
                            }
                            continue;
                        }
                        pc += 2;
                        if ((pc & PAGE_MASK) == 0) {
                            continue run;
                        }
                        continue;
                    }
                    boolean anew = ((target ^ pc) >>> PAGE_SHIFT | d & ACROSS_PAGES) != 0;
                    pc = target;
                    if (anew) {
                        continue run;
                    }
                    continue;
                }
                hart.trap.set(unit.cause, pc, unit.tval);
                unretired = 1;
                break run;
            }
        }
        hart.pc = pc;
        hart.retired += budget - left - unretired;
        hart.inFlight = 0;
        if (!mmu.isBare()) {
            mmu.dataTlb().addHits(hits);
        }
        return left;
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
