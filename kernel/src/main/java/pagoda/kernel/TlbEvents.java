package pagoda.kernel;

import pagoda.cpu.mmu.TlbListener;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventStream;

/** Makes events of what the TLBs do. */
final class TlbEvents implements TlbListener {
    private final EventStream events;

    TlbEvents(EventStream events) {
        this.events = events;
    }

    @Override
    public void miss(boolean fetch, long address) {
        emit("miss", fetch, address);
    }

    @Override
    public void evicted(boolean fetch, long address) {
        emit("evict", fetch, address);
    }

    @Override
    public void flushed(String what) {
        events.emit(new Event.Tlb(events.stamp(), "flush", what));
    }

    private void emit(String word, boolean fetch, long address) {
        String tlb = fetch ? "itlb" : "dtlb";
        events.emit(new Event.Tlb(events.stamp(), word, tlb + " 0x" + Long.toHexString(address)));
    }
}
