package pagoda.cpu.mmu;

import pagoda.cpu.isa.Cause;

/** What a program wants of an address. */
public enum Access {
    FETCH(Cause.INSTRUCTION_PAGE_FAULT, Cause.INSTRUCTION_ACCESS_FAULT, Pte.X),
    LOAD(Cause.LOAD_PAGE_FAULT, Cause.LOAD_ACCESS_FAULT, Pte.R),
    /** A store or an atomic memory operation. */
    STORE(Cause.STORE_PAGE_FAULT, Cause.STORE_ACCESS_FAULT, Pte.W);

    private final Cause pageFault;
    private final Cause accessFault;
    private final long permission;

    Access(Cause pageFault, Cause accessFault, long permission) {
        this.pageFault = pageFault;
        this.accessFault = accessFault;
        this.permission = permission;
    }

    /** The trap when the translation does not allow it. */
    public Cause pageFault() {
        return pageFault;
    }

    /** The trap when the physical address, or a page table's, lies outside RAM. */
    public Cause accessFault() {
        return accessFault;
    }

    /** The bit of a page-table entry that allows it. */
    public long permission() {
        return permission;
    }
}
