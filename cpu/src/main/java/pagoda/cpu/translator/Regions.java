package pagoda.cpu.translator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.memory.CodeListener;
import pagoda.cpu.memory.DecodedPages;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.translator.Region.Entry;

/** The translated regions, by the frame of their entry; those whose bytes change are dropped. */
final class Regions implements CodeListener {
    /** How many there may be; then all are dropped, and what is hot is soon translated anew. */
    private static final int CAPACITY = 1024;

    private final DecodedPages decoded;
    private final Map<Integer, List<Entry>> byEntry = new HashMap<>();
    private final Map<Integer, List<Region>> byFrame = new HashMap<>();
    private final Map<Integer, BitSet> covered = new HashMap<>();

    /** The places in RAM, two bytes apart, where a region is entered. */
    private final BitSet entries = new BitSet();

    private int count;

    Regions(DecodedPages decoded) {
        this.decoded = decoded;
        decoded.listen(this);
    }

    /**
     * The entry at a virtual address which lies in this frame, counted from 0: of several regions, of the first one translated.
     * Null if there is none, or the frame is −1.
     */
    @Nullable
    Entry find(long address, int frame) {
        int offset = (frame << PhysicalMemory.FRAME_SHIFT) + ((int) address & PhysicalMemory.FRAME_SIZE - 1);
        for (Entry entry : byEntry.getOrDefault(offset, List.of())) {
            if (entry.address() == address) {
                return entry;
            }
        }
        return null;
    }

    void add(Region region) {
        if (count == CAPACITY) {
            forgotten();
        }
        count++;
        for (int frame : region.frames) {
            List<Region> there = byFrame.computeIfAbsent(frame, key -> new ArrayList<>(4));
            if (!there.contains(region)) {
                there.add(region);
            }
        }
        for (Block block : region.blocks) {
            int first = place(region, block.start());
            int end = place(region, block.start()) + (int) (block.next() - block.start()) / 2;
            covered.computeIfAbsent(first / DecodedPages.PLACES, key -> new BitSet(DecodedPages.PLACES))
                    .set(first % DecodedPages.PLACES, end - first + first % DecodedPages.PLACES);
        }
        for (Entry entry : region.entries) {
            int offset = offset(entry);
            byEntry.computeIfAbsent(offset, key -> new ArrayList<>(1)).add(entry);
            entries.set(offset / 2);
            decoded.forget(PhysicalMemory.BASE + offset);
        }
    }

    void drop(Region region) {
        if (region.dropped) {
            return;
        }
        region.dropped = true;
        region.epoch = -1;
        count--;
        for (Entry entry : region.entries) {
            int offset = offset(entry);
            remove(byEntry, offset, entry);
            if (!byEntry.containsKey(offset)) {
                entries.clear(offset / 2);
            }
        }
        for (int frame : region.frames) {
            remove(byFrame, frame, region);
            if (!byFrame.containsKey(frame)) {
                covered.remove(frame);
            }
        }
    }

    /** Where in RAM that is. */
    private static int offset(Entry entry) {
        return 2 * place(entry.region(), entry.address());
    }

    private static <T> void remove(Map<Integer, List<T>> map, int key, T one) {
        List<T> there = map.get(key);
        if (there != null) {
            there.remove(one);
            if (there.isEmpty()) {
                map.remove(key);
            }
        }
    }

    /** The number of the instruction place in RAM, 2,048 a frame, of a virtual address of the region. */
    private static int place(Region region, long address) {
        return region.frames[region.page(address)] * DecodedPages.PLACES
                + ((int) address & PhysicalMemory.FRAME_SIZE - 1) / 2;
    }

    @Override
    public boolean isEntry(long physical) {
        return entries.get((int) (physical - PhysicalMemory.BASE) / 2);
    }

    @Override
    public void changed(int offset, int length) {
        int frame = offset >>> PhysicalMemory.FRAME_SHIFT;
        BitSet there = covered.get(frame);
        int first = offset / 2;
        int end = (offset + length + 1) / 2;
        if (there == null || !covers(there, first - frame * DecodedPages.PLACES, end - frame * DecodedPages.PLACES)) {
            return;
        }
        for (Region region : List.copyOf(byFrame.getOrDefault(frame, List.of()))) {
            for (Block block : region.blocks) {
                int begin = place(region, block.start());
                if (begin < end && begin + (block.next() - block.start()) / 2 > first) {
                    drop(region);
                    break;
                }
            }
        }
    }

    private static boolean covers(BitSet places, int first, int end) {
        int next = places.nextSetBit(first);
        return next >= 0 && next < end;
    }

    @Override
    public void forgotten() {
        for (List<Region> there : byFrame.values()) {
            for (Region region : there) {
                region.dropped = true;
                region.epoch = -1;
            }
        }
        entries.clear();
        byEntry.clear();
        byFrame.clear();
        covered.clear();
        count = 0;
    }
}
