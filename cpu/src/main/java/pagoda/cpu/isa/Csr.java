package pagoda.cpu.isa;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Control and status registers by name and number (RISC-V privileged manual, chapter "CSR Listing"). User mode has the three
 * counters of Zicntr, read-only, and those of floating point; the others have names for the assembler's and the disassembler's sake.
 */
public enum Csr {
    // spotless:off
    FFLAGS(0x001), FRM(0x002), FCSR(0x003),
    CYCLE(0xc00), TIME(0xc01), INSTRET(0xc02),
    SSTATUS(0x100), SIE(0x104), STVEC(0x105), SCOUNTEREN(0x106), SENVCFG(0x10a), SSCRATCH(0x140), SEPC(0x141),
    SCAUSE(0x142), STVAL(0x143), SIP(0x144), SATP(0x180),
    MVENDORID(0xf11), MARCHID(0xf12), MIMPID(0xf13), MHARTID(0xf14), MCONFIGPTR(0xf15),
    MSTATUS(0x300), MISA(0x301), MEDELEG(0x302), MIDELEG(0x303), MIE(0x304), MTVEC(0x305), MCOUNTEREN(0x306),
    MENVCFG(0x30a), MSCRATCH(0x340), MEPC(0x341), MCAUSE(0x342), MTVAL(0x343), MIP(0x344), MCYCLE(0xb00),
    MINSTRET(0xb02);
    // spotless:on

    private static final Map<String, Csr> BY_NAME = new HashMap<>();
    private static final Map<Integer, Csr> BY_NUMBER = new HashMap<>();

    static {
        for (Csr csr : values()) {
            BY_NAME.put(csr.csrName(), csr);
            BY_NUMBER.put(csr.number, csr);
        }
    }

    private final int number;

    Csr(int number) {
        this.number = number;
    }

    /** The register of this lower-case name, or null. */
    public static @Nullable Csr named(String name) {
        return BY_NAME.get(name);
    }

    /** The register of this 12-bit number, or null. */
    public static @Nullable Csr numbered(int number) {
        return BY_NUMBER.get(number);
    }

    /** Whether the upper two bits of a register's number say that it cannot be written. */
    public static boolean isReadOnly(int number) {
        return number >>> 10 == 3;
    }

    /** The name as it is written in assembly. */
    public String csrName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The 12-bit number. */
    public int number() {
        return number;
    }
}
