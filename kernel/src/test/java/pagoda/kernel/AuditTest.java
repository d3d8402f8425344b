package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagoda.cpu.Costs;
import pagoda.cpu.Hart;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.cpu.mmu.Walk;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.ArrayStore;
import pagoda.kernel.mm.Asids;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.CachedFile;
import pagoda.kernel.mm.FaultHandler;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.FrameUse;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.mm.MemoryCounters;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.Protection;
import pagoda.kernel.mm.RadixPageTable;
import pagoda.kernel.mm.Region;

/** Each invariant is broken once, and the audit says so. */
final class AuditTest {
    private static final long CODE = 0x10000;
    private static final long DATA = 0x20000;

    private PhysicalMemory memory = new PhysicalMemory(4 << 20);
    private Mmu mmu = mmu();
    private Hart hart = new Hart(memory, mmu, Costs.DEFAULT);
    private EventStream events = new EventStream(hart);
    private FrameTable frames = new FrameTable(hart, KernelCosts.DEFAULT, events);
    private PageCache cache = new PageCache(frames, memory);
    private Asids asids = new Asids();
    private FaultHandler faults = new FaultHandler(frames, cache, events, mmu.scheme());
    private RadixPageTable table = Objects.requireNonNull(RadixPageTable.create(RadixScheme.SV39, memory, frames));
    private AddressSpace space = new AddressSpace(mmu, frames, asids, table, asids.allocate(), new MemoryCounters());
    private Audit audit = new Audit(frames, cache, memory, mmu);

    private Mmu mmu() {
        return new Mmu(memory, RadixScheme.SV39, TlbConfiguration.DEFAULT, TlbConfiguration.DEFAULT);
    }

    /** Code and data are present, and both TLBs hold an entry. */
    @BeforeEach
    void runALittle() {
        mmu.setSatp(space.satp());
        byte[] code = new Code()
                .immediate(Instruction.LD, Registers.A1, Registers.A0, 0)
                .store(Instruction.SD, Registers.A1, Registers.A0, 0)
                .bytes();
        CachedFile file = new CachedFile(new ArrayStore(code), code.length, cache);
        Backing text = new Backing.FileMapping(file, 0, Long.MAX_VALUE, false, false);
        space.map(new Region(CODE, CODE + 4096, new Protection(true, false, true), text, "text"));
        space.map(new Region(DATA, DATA + 8192, Protection.READ_WRITE, Backing.ANONYMOUS, "data"));
        faults.handle(space, CODE, Access.FETCH, CODE);
        faults.handle(space, DATA, Access.STORE, CODE);
        hart.setPc(CODE);
        hart.setRegister(Registers.A0, DATA);
        assertThat(hart.run(2).cause()).isEqualTo(Cause.TIMER);
        assertThatCode(() -> audit.everything(Map.of(1, space))).doesNotThrowAnyException();
    }

    @Test
    void aCleanEndPasses() {
        space.destroy();

        assertThatCode(audit::atExit).doesNotThrowAnyException();
    }

    @Test
    void aLeakedFrameIsFound() {
        frames.allocateZeroed(FrameUse.ANONYMOUS);
        panics("owners");
        space.destroy();
        assertThatThrownBy(audit::atExit).isInstanceOf(KernelPanic.class).hasMessageContaining("owners");
    }

    @Test
    void aLeakedPageTableIsFound() {
        frames.allocateZeroed(FrameUse.PAGE_TABLE);

        panics("page tables leaked");
    }

    @Test
    void aFrameFreedWhileMappedIsFound() { // VM-CHECKLIST 7
        frames.release(table.frame(DATA));

        panics("has a free frame");
    }

    @Test
    void aFrameMappedTwiceIsFound() {
        faults.handle(space, DATA + 4096, Access.STORE, CODE);
        setPte(DATA + 4096, pte(DATA));

        panics("owners");
    }

    @Test
    void aPageTableMappedAsAPageIsFound() { // VM-CHECKLIST 37
        setPte(DATA, Pte.of(table.root(), pte(DATA) & 0x3ff));

        panics("is a page table");
    }

    @Test
    void aPageOutsideRamIsFound() {
        setPte(DATA, Pte.of(0x1000, pte(DATA) & 0x3ff));

        panics("does not exist");
    }

    @Test
    void aPageInNoRegionIsFound() {
        setPte(DATA + 8192, pte(DATA));

        panics("in no region");
    }

    @Test
    void anEntryThatAllowsMoreThanItsRegionIsFound() { // VM-CHECKLIST 4
        setPte(CODE, pte(CODE) | Pte.W);

        panics("allows more than its region");
    }

    @Test
    void aLostEntryIsFound() {
        setPte(DATA, 0);

        panics("count of resident pages");
    }

    @Test
    void aTlbEntryThatAllowsMoreThanItsTableIsFound() { // VM-CHECKLIST 2
        setPte(DATA, pte(DATA) & ~Pte.W);

        panics("stale entry for 0x20000");
    }

    @Test
    void aTlbEntryForAnotherFrameIsFound() {
        int other = frames.allocateZeroed(FrameUse.ANONYMOUS);
        frames.release(table.frame(DATA));
        setPte(DATA, Pte.of(PhysicalMemory.address(other), pte(DATA) & 0x3ff));

        panics("stale entry for 0x20000");
    }

    @Test
    void aWrongCountOfResidentPagesIsFound() {
        int frame = frames.allocateZeroed(FrameUse.ANONYMOUS);
        table.map(DATA + 4096, frame, Protection.READ_WRITE);

        panics("count of resident pages");
    }

    @Test
    void whatASystemCallBreaksIsFoundAtOnce() {
        audit.afterTrap(Map.of(1, space), space, 0);
        frames.allocateZeroed(FrameUse.ANONYMOUS);
        faults.handle(space, DATA + 4096, Access.STORE, CODE);

        assertThatThrownBy(() -> audit.afterTrap(Map.of(1, space), space, 0))
                .isInstanceOf(KernelPanic.class)
                .hasMessageContaining("owners");
    }

    private void panics(String words) {
        assertThatThrownBy(() -> audit.everything(Map.of(1, space)))
                .isInstanceOf(KernelPanic.class)
                .hasMessageContaining(words);
    }

    private long entry(long address) {
        Walk walk = new Walk();
        mmu.inspect(address, Access.LOAD, walk);
        return walk.entryAddress();
    }

    private long pte(long address) {
        return memory.getLong(entry(address));
    }

    private void setPte(long address, long pte) {
        memory.putLong(entry(address), pte);
    }
}
