package pagoda.elf;

/**
 * The file header, {@code Elf64_Ehdr}, as far as it varies.
 *
 * @param type {@link Elf#ET_EXEC} and so on
 * @param entry address of the first instruction
 * @param flags {@code e_flags} of the RISC-V psABI
 * @param programHeaderOffset file offset of the program headers, 0 if there are none
 * @param programHeaderCount their number
 * @param sectionHeaderOffset file offset of the section headers, 0 if there are none
 */
public record ElfHeader(
        int type, long entry, int flags, long programHeaderOffset, int programHeaderCount, long sectionHeaderOffset) {

    /** Checks and reads the first 64 bytes. */
    static ElfHeader read(ElfBytes bytes) throws ElfFormatException {
        int length = bytes.length();
        if (length < 4 || bytes.word(0) != 0x464c_457f) {
            throw new ElfFormatException("not an ELF file: it does not begin with 7f 45 4c 46");
        }
        if (length < Elf.EHDR_SIZE) {
            throw new ElfFormatException(
                    "truncated: " + length + " bytes are too few for an ELF header (" + Elf.EHDR_SIZE + ")");
        }
        demand(bytes.u8(4) == Elf.ELFCLASS64, "not a 64-bit ELF file (class " + bytes.u8(4) + ", not 2)");
        demand(
                bytes.u8(5) == Elf.ELFDATA2LSB,
                "not a little-endian ELF file (data encoding " + bytes.u8(5) + ", not 1)");
        demand(bytes.u8(6) == Elf.EV_CURRENT, "unknown ELF version " + bytes.u8(6));
        int type = bytes.u16(16);
        demand(type == Elf.ET_REL || type == Elf.ET_EXEC || type == Elf.ET_DYN, "unknown ELF file type " + type);
        int machine = bytes.u16(18);
        demand(machine == Elf.EM_RISCV, "not a RISC-V file (machine " + machine + ", not " + Elf.EM_RISCV + ")");
        demand(bytes.word(20) == Elf.EV_CURRENT, "unknown ELF version " + bytes.u32(20));
        int headerSize = bytes.u16(52);
        demand(headerSize == Elf.EHDR_SIZE, "e_ehsize is " + headerSize + ", not " + Elf.EHDR_SIZE);
        int programHeaders = bytes.u16(56);
        demand(
                programHeaders == 0 || bytes.u16(54) == Elf.PHDR_SIZE,
                "e_phentsize is " + bytes.u16(54) + ", not " + Elf.PHDR_SIZE);
        demand(programHeaders != Elf.PN_XNUM, "more than 65534 program headers");
        return new ElfHeader(type, bytes.u64(24), bytes.word(48), bytes.u64(32), programHeaders, bytes.u64(40));
    }

    private static void demand(boolean condition, String message) throws ElfFormatException {
        if (!condition) {
            throw new ElfFormatException(message);
        }
    }
}
