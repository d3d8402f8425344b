package pagoda.kernel.mm;

import java.util.BitSet;
import java.util.TreeMap;
import pagoda.kernel.disk.DiskRequest;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.mm.swap.SwapDevice;

/** Where the pages of shared anonymous memory are when they are not in RAM: in swap slots, one each. */
final class SharedMemoryStore implements PageStore {
    private final SwapDevice device;
    private final BitSet shared;
    private final TreeMap<Long, Integer> slots = new TreeMap<>();

    /** @param shared where the slots are noted, for the audit */
    SharedMemoryStore(SwapDevice device, BitSet shared) {
        this.device = device;
        this.shared = shared;
    }

    @Override
    public void read(long index, byte[] page) {
        Integer slot = slots.get(index);
        if (slot != null) {
            device.read(slot, page);
        }
    }

    @Override
    public boolean has(long index) {
        return slots.containsKey(index);
    }

    @Override
    public boolean mayWrite(long index) {
        return slots.containsKey(index) || device.used() < device.capacity();
    }

    @Override
    public boolean place(long index) {
        if (slots.containsKey(index)) {
            return true;
        }
        long run = device.allocate(1);
        if (run == SwapDevice.NONE) {
            return false;
        }
        shared.set((int) run);
        slots.put(index, (int) run);
        return true;
    }

    @Override
    public DiskRequest.Area area() {
        return DiskRequest.Area.SWAP;
    }

    @Override
    public void write(long index, byte[] page) {
        Integer slot = slots.get(index);
        if (slot == null) {
            throw new KernelPanic("a page of shared memory is written, but has no slot");
        }
        device.write(slot, page);
    }

    @Override
    public void truncate(long index) {
        for (int slot : slots.tailMap(index, true).values()) {
            shared.clear(slot);
            device.release(slot);
        }
        slots.tailMap(index, true).clear();
    }

    @Override
    public void free() {
        truncate(0);
    }
}
