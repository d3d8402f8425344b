package pagoda.kernel.signal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.ArrayStore;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.CachedFile;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.Protection;
import pagoda.kernel.mm.Region;

/**
 * The page of code that handlers return to, which calls rt_sigreturn. It is mapped into every program, as Linux's
 * {@code [vdso]} is, and all share its frame.
 */
public final class Trampoline {
    private static final int LI_A7_RT_SIGRETURN = 0x08b0_0893;
    private static final int ECALL = 0x0000_0073;

    private final CachedFile page;

    public Trampoline(PageCache cache) {
        byte[] code = ByteBuffer.allocate(AddressSpace.PAGE_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(LI_A7_RT_SIGRETURN)
                .putInt(ECALL)
                .array();
        page = new CachedFile(new ArrayStore(code), code.length, cache);
        page.hold();
    }

    /** Maps it, as high as there is room. */
    public void map(AddressSpace space) {
        long start = space.findSpace(AddressSpace.PAGE_SIZE);
        space.setHandlerReturn(start);
        Backing backing = new Backing.FileMapping(page, 0, Long.MAX_VALUE, false, false);
        Protection executable = new Protection(true, false, true);
        space.map(new Region(start, start + AddressSpace.PAGE_SIZE, executable, backing, "[vdso]"));
    }
}
