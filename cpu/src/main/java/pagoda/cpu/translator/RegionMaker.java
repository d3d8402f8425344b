package pagoda.cpu.translator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Op;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Mmu;

/** Makes regions of the code that is decoded, small enough for the host's compiler. */
final class RegionMaker {
    private static final int MAX_PAGES = 30;

    /** The most bytes of a region's method: larger ones take HotSpot too long to compile. */
    private static final int MAX_BYTECODE = 7900;

    /** The most targets of a region's indirect jumps together. */
    private static final int MAX_TARGETS = 120;

    private final Mmu mmu;
    private final PhysicalMemory memory;
    private final Regions regions;
    private final Profile profile;
    private final Tuning tuning;
    private final Context context;
    private final long[] registers;

    RegionMaker(
            Mmu mmu,
            PhysicalMemory memory,
            Regions regions,
            Profile profile,
            Tuning tuning,
            Context context,
            long[] registers) {
        this.mmu = mmu;
        this.memory = memory;
        this.regions = regions;
        this.profile = profile;
        this.tuning = tuning;
        this.context = context;
        this.registers = registers;
    }

    /**
     * A region for this entry; null if nothing there can be translated, or nothing else than what {@code old} has.
     *
     * @param around as for {@link Explorer#explore}
     */
    @Nullable
    Region make(long entry, boolean around, @Nullable Region old) {
        FetchedCode source = new FetchedCode(entry);
        for (int limit = tuning.instructions(); limit > 8; limit = limit * 3 / 4) {
            List<Block> blocks = new Explorer(source, limit).explore(entry, around);
            if (!begins(entry, blocks)) {
                return null;
            }
            List<Long> pages = pages(entry, blocks);
            if (pages.size() > MAX_PAGES) {
                continue;
            }
            int targets = targets(blocks);
            if (old != null && isSame(blocks, old) && targets == old.targets) {
                return null;
            }
            RegionWriter writer = new RegionWriter(entry, blocks, pages, source, 0);
            if (writer.targets() > MAX_TARGETS) {
                continue;
            }
            byte[] file = writer.write();
            while (writer.size() > MAX_BYTECODE && writer.shortestLoop() != RegionWriter.NO_LOOP) {
                writer = new RegionWriter(entry, blocks, pages, source, writer.shortestLoop() + 1);
                file = writer.write();
            }
            if (file == null || writer.size() > MAX_BYTECODE) {
                continue;
            }
            long[] sites = new long[writer.sites()];
            Sites.clear(sites);
            return new Region(
                    tuning,
                    around,
                    writer.entries().addresses(),
                    writer.minima(),
                    writer.entries().slowAccesses(),
                    blocks,
                    file,
                    sites,
                    numbers(pages),
                    frames(pages),
                    targets);
        }
        return null;
    }

    private static boolean begins(long entry, List<Block> blocks) {
        for (Block block : blocks) {
            if (block.start() == entry) {
                return true;
            }
        }
        return false;
    }

    private static long[] numbers(List<Long> list) {
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i);
        }
        return numbers;
    }

    private int[] frames(List<Long> pages) {
        int[] frames = new int[pages.size()];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = mmu.fetchedFrame(pages.get(i));
        }
        return frames;
    }

    /** How many targets of its indirect jumps are known. */
    private int targets(List<Block> blocks) {
        int count = 0;
        for (Block block : blocks) {
            count += profile.targets(block.lastAddress()).length;
        }
        return count;
    }

    private static boolean isSame(List<Block> blocks, Region old) {
        if (blocks.size() != old.blocks.size()) {
            return false;
        }
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).start() != old.blocks.get(i).start()
                    || blocks.get(i).next() != old.blocks.get(i).next()) {
                return false;
            }
        }
        return true;
    }

    private static List<Long> pages(long entry, List<Block> blocks) {
        List<Long> pages = new ArrayList<>();
        pages.add(entry & -PhysicalMemory.FRAME_SIZE);
        for (Block block : blocks) {
            long page = block.start() & -PhysicalMemory.FRAME_SIZE;
            if (!pages.contains(page)) {
                pages.add(page);
            }
        }
        return pages;
    }

    /** Loads a region's code for RAM's host array as it is now. */
    Code load(Region region) {
        byte[] ram = memory.array();
        Code code = RegionClass.load(region, context, registers, ram, mmu.fastTranslations());
        region.loaded(code, ram);
        return code;
    }

    /** The code as it is decoded in the frames that a fetch would find now. */
    private final class FetchedCode implements Explorer.Source {
        private final long entry;

        /** The page that was asked for last, and the frame that it is in. */
        private long page = -1;

        private int frame = -1;

        FetchedCode(long entry) {
            this.entry = entry;
        }

        private int frame(long address) {
            if ((address & -PhysicalMemory.FRAME_SIZE) != page) {
                page = address & -PhysicalMemory.FRAME_SIZE;
                frame = mmu.fetchedFrame(address);
            }
            return frame;
        }

        @Override
        public boolean isElsewhere(long address) {
            if (address == entry || frame(address) < 0 || !regions.isEntry(physical(address))) {
                return false;
            }
            Region.Entry there = regions.find(address, frame);
            return there != null
                    && there.region().address() != entry
                    && there.region().length() > Region.LONG_RUN;
        }

        @Override
        public long at(long address) {
            if (frame(address) < 0) {
                return Op.UNDECODED;
            }
            long[] code = memory.decodedPages().find(frame);
            if (code == null) {
                return Op.UNDECODED;
            }
            long packed = code[offset(address) >>> 1];
            return packed == Op.UNDECODED && regions.isEntry(physical(address))
                    ? Decoder.pack(word(physical(address)))
                    : packed;
        }

        /** The physical address, in the frame that was asked for last. */
        private long physical(long address) {
            return PhysicalMemory.address(frame) | offset(address);
        }

        private static int offset(long address) {
            return (int) address & PhysicalMemory.FRAME_SIZE - 1;
        }

        private int word(long physical) {
            int first = memory.getShort(physical) & 0xffff;
            return Decoder.length(first) == 2 ? first : memory.getShort(physical + 2) << 16 | first;
        }

        @Override
        public long[] targets(long address) {
            return profile.targets(address);
        }

        @Override
        public boolean isSlow(long address) {
            return profile.misses(address) >= Math.max(1, tuning.misses() / 4);
        }
    }
}
