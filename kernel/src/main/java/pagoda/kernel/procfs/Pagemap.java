package pagoda.kernel.procfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.FileType;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.Volume;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.Region;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.proc.Process;

/** {@code /proc/PID/pagemap}: 64 bits for each virtual page, as Linux's admin-guide/mm/pagemap has them. */
final class Pagemap extends Inode {
    private static final long SWAPPED = 1L << 62;
    private static final int SWAP_OFFSET_SHIFT = 5;
    private static final long PRESENT = 1L << 63;
    private static final long FILE_OR_SHARED = 1L << 61;
    private static final int ENTRY = 8;

    private final Process process;

    Pagemap(Volume volume, long number, Process process) {
        super(volume, number, 0400);
        this.process = process;
        linked();
    }

    @Override
    public FileType type() {
        return FileType.REGULAR;
    }

    @Override
    public long read(OpenFile file, long offset, byte[] target, int length) {
        if (offset % ENTRY != 0 || length % ENTRY != 0) {
            return Errno.EINVAL.result();
        }
        if (!process.hasSpace()) {
            return 0;
        }
        AddressSpace space = process.space();
        long pages = space.limit() / AddressSpace.PAGE_SIZE;
        long first = offset / ENTRY;
        int count = (int) Math.max(0, Math.min(length / ENTRY, pages - first));
        ByteBuffer entries = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
        for (int index = 0; index < count; index++) {
            entries.putLong(entry(space, (first + index) * AddressSpace.PAGE_SIZE));
        }
        return (long) count * ENTRY;
    }

    private static long entry(AddressSpace space, long address) {
        int frame = space.pageTable().frame(address);
        if (frame == FrameTable.NONE) {
            int slot = space.pageTable().slot(address);
            return slot == SwapDevice.NONE ? 0 : SWAPPED | (long) slot << SWAP_OFFSET_SHIFT;
        }
        Region region = space.find(address);
        boolean shared = region != null && region.isShared();
        return PRESENT | (shared ? FILE_OR_SHARED : 0) | PhysicalMemory.address(frame) / AddressSpace.PAGE_SIZE;
    }
}
