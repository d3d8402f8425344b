package pagoda.cpu.isa;

/** Why the hart stopped: the exception codes of {@code scause} (RISC-V privileged manual, table "Supervisor cause register"). */
public enum Cause {
    /** A jump to an address that is no multiple of 4; {@code tval} is the target, {@code epc} the jump. */
    INSTRUCTION_MISALIGNED(0, "instruction address misaligned"),
    /** Instruction fetch: a page table or the frame lies outside RAM. */
    INSTRUCTION_ACCESS_FAULT(1, "instruction access fault"),
    /** An encoding that is no instruction, or a CSR that user mode has no access to; {@code tval} is the word. */
    ILLEGAL_INSTRUCTION(2, "illegal instruction"),
    /** {@code ebreak}. */
    BREAKPOINT(3, "breakpoint"),
    /** A load-reserved at an address that is not naturally aligned. */
    LOAD_MISALIGNED(4, "load address misaligned"),
    /** Load: a page table or the frame lies outside RAM. */
    LOAD_ACCESS_FAULT(5, "load access fault"),
    /** An atomic memory operation or store-conditional at an address that is not naturally aligned. */
    STORE_MISALIGNED(6, "store address misaligned"),
    /** Store or atomic memory operation: a page table or the frame lies outside RAM. */
    STORE_ACCESS_FAULT(7, "store access fault"),
    /** {@code ecall} from user mode. */
    ECALL(8, "environment call"),
    /** Instruction fetch: the translation does not exist or does not allow it. */
    INSTRUCTION_PAGE_FAULT(12, "instruction page fault"),
    /** Load: the translation does not exist or does not allow it. */
    LOAD_PAGE_FAULT(13, "load page fault"),
    /** Store or atomic memory operation: the translation does not exist or does not allow it. */
    STORE_PAGE_FAULT(15, "store page fault"),
    /** The budget of instructions is used up: the supervisor timer interrupt, 5 with the interrupt bit set. */
    TIMER(Long.MIN_VALUE | 5, "timer");

    private final long scause;
    private final String text;

    Cause(long scause, String text) {
        this.scause = scause;
        this.text = text;
    }

    /** The number that {@code scause} would hold. */
    public long scause() {
        return scause;
    }

    /** The manual's words for it. */
    public String text() {
        return text;
    }
}
