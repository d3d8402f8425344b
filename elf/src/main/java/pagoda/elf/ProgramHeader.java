package pagoda.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * One segment, {@code Elf64_Phdr}: what of the file goes where in memory.
 *
 * @param type {@link Elf#PT_LOAD} and so on
 * @param flags {@link Elf#PF_R}, {@link Elf#PF_W}, {@link Elf#PF_X} or-ed
 * @param offset of its bytes in the file
 * @param virtualAddress where they go
 * @param fileSize bytes in the file, at most {@code memorySize}
 * @param memorySize bytes in memory; those beyond {@code fileSize} are zero
 * @param alignment a power of two, or 0 or 1 for none
 */
public record ProgramHeader(
        int type, int flags, long offset, long virtualAddress, long fileSize, long memorySize, long alignment) {

    /** The address after its last byte. */
    public long end() {
        return virtualAddress + memorySize;
    }

    static List<ProgramHeader> readAll(ElfBytes bytes, ElfHeader header) throws ElfFormatException {
        int count = header.programHeaderCount();
        long at = header.programHeaderOffset();
        bytes.require(at, (long) count * Elf.PHDR_SIZE, "the program header table");
        List<ProgramHeader> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ProgramHeader segment = read(bytes, at + (long) i * Elf.PHDR_SIZE);
            segment.check(bytes, i);
            all.add(segment);
        }
        checkOverlap(all);
        return List.copyOf(all);
    }

    private static ProgramHeader read(ElfBytes bytes, long at) {
        return new ProgramHeader(
                bytes.word(at),
                bytes.word(at + 4),
                bytes.u64(at + 8),
                bytes.u64(at + 16),
                bytes.u64(at + 32),
                bytes.u64(at + 40),
                bytes.u64(at + 48));
    }

    private void check(ElfBytes bytes, int index) throws ElfFormatException {
        if (type == Elf.PT_NULL) {
            return;
        }
        String name = "segment " + index;
        if (fileSize != 0) {
            bytes.require(offset, fileSize, name);
        }
        if (type != Elf.PT_LOAD && type != Elf.PT_TLS) {
            return;
        }
        if (Long.compareUnsigned(fileSize, memorySize) > 0) {
            throw new ElfFormatException(name + ": p_filesz 0x" + Long.toHexString(fileSize)
                    + " is larger than p_memsz 0x" + Long.toHexString(memorySize));
        }
        if (memorySize != 0 && Long.compareUnsigned(virtualAddress + memorySize - 1, virtualAddress) < 0) {
            throw new ElfFormatException(name + ": p_vaddr 0x" + Long.toHexString(virtualAddress) + " + p_memsz 0x"
                    + Long.toHexString(memorySize) + " overflows");
        }
        if (alignment != 0 && Long.bitCount(alignment) != 1) {
            throw new ElfFormatException(
                    name + ": p_align 0x" + Long.toHexString(alignment) + " is not a power of two");
        }
        if (type == Elf.PT_LOAD && alignment > 1 && ((offset - virtualAddress) & (alignment - 1)) != 0) {
            throw new ElfFormatException(name + ": p_offset 0x" + Long.toHexString(offset) + " and p_vaddr 0x"
                    + Long.toHexString(virtualAddress) + " differ modulo p_align 0x" + Long.toHexString(alignment));
        }
    }

    private static void checkOverlap(List<ProgramHeader> all) throws ElfFormatException {
        List<ProgramHeader> loads = new ArrayList<>();
        for (ProgramHeader segment : all) {
            if (segment.type == Elf.PT_LOAD && segment.memorySize != 0) {
                loads.add(segment);
            }
        }
        loads.sort((a, b) -> Long.compareUnsigned(a.virtualAddress, b.virtualAddress));
        for (int i = 1; i < loads.size(); i++) {
            ProgramHeader before = loads.get(i - 1);
            ProgramHeader after = loads.get(i);
            if (Long.compareUnsigned(before.virtualAddress + before.memorySize - 1, after.virtualAddress) >= 0) {
                throw new ElfFormatException("segments at 0x" + Long.toHexString(before.virtualAddress) + " and 0x"
                        + Long.toHexString(after.virtualAddress) + " overlap");
            }
        }
    }
}
