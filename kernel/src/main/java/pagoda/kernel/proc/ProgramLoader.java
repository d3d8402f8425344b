package pagoda.kernel.proc;

import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ProgramHeader;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.Protection;
import pagoda.kernel.mm.Region;

/** Maps a statically linked program's segments, lazily: no page is read before it is touched. */
final class ProgramLoader {
    private static final int PAGE = AddressSpace.PAGE_SIZE;

    private ProgramLoader() {}

    /**
     * Maps the segments of the program into the address space, and lets the heap begin behind them.
     *
     * @throws ExecException if Linux would not execute the file either, or it is of a kind that is not supported
     */
    static void load(Program program, AddressSpace space) throws ExecException {
        ElfFile file = program.elf();
        if (file.header().type() != Elf.ET_EXEC) {
            throw new ExecException(
                    Errno.ENOEXEC,
                    switch (file.header().type()) {
                        case Elf.ET_REL -> "an object file, not yet linked";
                        case Elf.ET_DYN ->
                            "a shared object or position-independent executable; link it with -static -no-pie";
                        default -> "not an executable";
                    });
        }
        long end = 0;
        int loads = 0;
        for (ProgramHeader segment : file.segments()) {
            if (segment.type() == Elf.PT_INTERP) {
                throw new ExecException(Errno.ENOEXEC, "dynamically linked; link it with -static");
            }
            if (segment.type() == Elf.PT_LOAD && segment.memorySize() > 0) {
                map(program, segment, space);
                end = Math.max(end, segment.end());
                loads++;
            }
        }
        if (loads == 0) {
            throw new ExecException(Errno.ENOEXEC, "has no segment to load");
        }
        space.startHeap(end);
    }

    private static void map(Program program, ProgramHeader segment, AddressSpace space) throws ExecException {
        long address = segment.virtualAddress();
        long top = space.mappingTop();
        String name = program.path();
        if (address < 0 || address > top || segment.memorySize() < 0 || segment.memorySize() > top - address) {
            throw new ExecException(
                    Errno.ENOMEM, "segment at 0x" + Long.toHexString(address) + " does not fit below the stack");
        }
        if ((segment.offset() - address) % PAGE != 0 && segment.fileSize() > 0) {
            throw new ExecException(
                    Errno.EINVAL,
                    "segment at 0x" + Long.toHexString(address) + ": its offset in the file, 0x"
                            + Long.toHexString(segment.offset()) + ", differs modulo the page size; link without -N");
        }
        Protection protection = new Protection(
                (segment.flags() & Elf.PF_R) != 0,
                (segment.flags() & Elf.PF_W) != 0,
                (segment.flags() & Elf.PF_X) != 0);
        long start = AddressSpace.pageStart(address);
        long fileEnd = address + segment.fileSize();
        long end = AddressSpace.pageEnd(segment.end());
        long fromFile = segment.fileSize() == 0 ? start : AddressSpace.pageEnd(fileEnd);
        if (fromFile > start) {
            space.map(new Region(start, fromFile, protection, backing(program, segment, start), name));
        }
        if (end > fromFile) {
            space.map(new Region(fromFile, end, protection, Backing.ANONYMOUS, name));
        }
    }

    /** As mmap does, the last page shows the file's next bytes; where .bss begins in it, they are cleared. */
    private static Backing backing(Program program, ProgramHeader segment, long start) {
        long offset = AddressSpace.pageStart(segment.offset());
        long length = segment.memorySize() > segment.fileSize()
                ? segment.virtualAddress() + segment.fileSize() - start
                : Long.MAX_VALUE;
        return new Backing.FileMapping(program.file(), offset, length, false, false);
    }
}
