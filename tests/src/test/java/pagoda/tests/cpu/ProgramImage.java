package pagoda.tests.cpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.isa.RoundingMode;
import pagoda.tests.cpu.FloatingPointOperands.Kind;

/**
 * An executable that runs random programs, one for each of some seeds, and then writes what they left to standard output. It
 * is one segment that may be read, written and executed:
 *
 * <pre>
 *  BASE    +--------------------------------------+
 *          | ELF header, one program header       |
 *  +0x1000 | for each seed: load x1 to x30; the   |
 *          | program; store x1 to x30             |
 *          | write(1, areas); exit(0)             |
 *  DATA    +--------------------------------------+
 *          | for each seed an area: three pages   |
 *          | of buffer, then x1 to x30, f0 to f31 |
 *          | and fcsr in a page                   |
 *          +--------------------------------------+
 * </pre>
 */
final class ProgramImage {
    static final long BASE = 0x1_0000;
    static final long ENTRY = BASE + 0x1000;
    static final long DATA = 0x20_0000;
    static final int AREA = 4 * 4096;

    private static final int REGISTERS = 3 * 4096;
    private static final int MIDDLE = 4096 + 2048;
    private static final int SAVED = 30;
    private static final int FLOATS = REGISTERS + 8 * SAVED;
    private static final int FCSR = FLOATS + 8 * 32;
    private static final long WRITE = 64;
    private static final long EXIT = 93;

    private final int firstSeed;
    private final ByteBuffer file;
    private final Set<Instruction> used = EnumSet.noneOf(Instruction.class);
    private int acrossPages;

    /** Programs of the seeds from {@code firstSeed} on. */
    ProgramImage(int firstSeed, int seeds) {
        this.firstSeed = firstSeed;
        int size = (int) (DATA - BASE) + seeds * AREA;
        file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        header(size);
        file.position((int) (ENTRY - BASE));
        for (int i = 0; i < seeds; i++) {
            program(new SplittableRandom(firstSeed + i), DATA + (long) i * AREA);
        }
        constant(Registers.A0, 1);
        constant(Registers.A1, DATA);
        constant(Registers.A2, (long) seeds * AREA);
        constant(Registers.A7, WRITE);
        emit(Instruction.ECALL);
        constant(Registers.A0, 0);
        constant(Registers.A7, EXIT);
        emit(Instruction.ECALL);
        if (file.position() > DATA - BASE) {
            throw new IllegalStateException("the programs are too long");
        }
    }

    /** The ELF file, which is the segment too. */
    byte[] bytes() {
        return file.array();
    }

    /** The instructions that occur in the programs. */
    Set<Instruction> used() {
        return used;
    }

    /** How many instructions of the programs lie in two pages. */
    int acrossPages() {
        return acrossPages;
    }

    /** Names what lies at an offset of the areas. */
    String name(int offset) {
        int in = offset % AREA;
        String place = "the buffer at x31%+d".formatted(in - MIDDLE);
        if (in >= FCSR) {
            place = "fcsr, byte %d".formatted(in % 8);
        } else if (in >= FLOATS) {
            place = "f%d, byte %d".formatted((in - FLOATS) / 8, in % 8);
        } else if (in >= REGISTERS) {
            place = "x%d, byte %d".formatted(1 + (in - REGISTERS) / 8, in % 8);
        }
        return "seed %d: %s".formatted(firstSeed + offset / AREA, place);
    }

    private void program(SplittableRandom random, long area) {
        int at = (int) (area - BASE);
        FloatingPointOperands doubles = new FloatingPointOperands(Kind.DOUBLE, random.nextLong());
        FloatingPointOperands singles = new FloatingPointOperands(Kind.SINGLE, random.nextLong());
        for (int offset = 0; offset < REGISTERS; offset += 8) {
            long value = switch (random.nextInt(4)) {
                case 0 -> doubles.next()[0];
                case 1 -> singles.next()[0] << 32 | singles.next()[0] & 0xffff_ffffL;
                default -> RandomProgram.corner(random);
            };
            file.putLong(at + offset, value);
        }
        for (int register = 1; register < SAVED; register++) { // x30, the count of rounds, begins at zero
            file.putLong(at + REGISTERS + 8 * (register - 1), RandomProgram.corner(random));
        }
        for (int register = 0; register < 32; register++) {
            long single = singles.next()[0] | -1L << 32;
            file.putLong(at + FLOATS + 8 * register, random.nextBoolean() ? single : doubles.next()[0]);
        }
        file.putLong(at + FCSR, random.nextLong(RoundingMode.DYN.ordinal()) << 5 | random.nextInt(32));
        RandomProgram program = new RandomProgram(random);
        used.addAll(program.code().used());
        constant(RandomProgram.BUFFER, area + REGISTERS);
        emit(Instruction.LD, Registers.RA, FCSR - REGISTERS, RandomProgram.BUFFER);
        emit(Instruction.CSRRW, 0, Csr.FCSR.number(), Registers.RA);
        eachRegister(Instruction.LD, Instruction.FLD);
        constant(RandomProgram.BUFFER, area + MIDDLE);
        jumpNearEndOfPage(random.nextInt(program.code().size()) & -2);
        append(program.code().parcels());
        constant(RandomProgram.BUFFER, area + REGISTERS);
        eachRegister(Instruction.SD, Instruction.FSD);
        emit(Instruction.CSRRS, Registers.RA, Csr.FCSR.number(), 0);
        emit(Instruction.SD, Registers.RA, FCSR - REGISTERS, RandomProgram.BUFFER);
    }

    /** Loads or stores x1 to x30 and f0 to f31. */
    private void eachRegister(Instruction integer, Instruction floating) {
        for (int register = 1; register <= SAVED; register++) {
            emit(integer, register, 8L * (register - 1), RandomProgram.BUFFER);
        }
        for (int register = 0; register < 32; register++) {
            emit(floating, register, FLOATS - REGISTERS + 8L * register, RandomProgram.BUFFER);
        }
    }

    /** So that what follows lies in two pages, which may part an instruction. */
    private void jumpNearEndOfPage(int bytesBefore) {
        int from = file.position();
        int to = (from + 4 + bytesBefore + 4095 & -4096) - bytesBefore;
        emit(Instruction.JAL, 0, to - from);
        file.position(to);
    }

    private void append(List<Integer> parcels) {
        int next = 0;
        for (int i = 0; i < parcels.size(); i++) {
            int length = Decoder.length(parcels.get(i));
            if (i == next) {
                next += length / 2;
                acrossPages += length == 4 && (file.position() & 4095) == 4094 ? 1 : 0;
            }
            file.putShort(parcels.get(i).shortValue());
        }
    }

    private void constant(int register, long value) {
        long upper = value + 0x800 >> 12;
        emit(Instruction.LUI, register, upper);
        emit(Instruction.ADDI, register, register, value - (upper << 12));
    }

    private void emit(Instruction instruction, long... operands) {
        file.putInt(RandomCode.word(instruction, operands));
    }

    private void header(int size) {
        for (int part : List.of(0x464c_457f, 0x0001_0102, 0, 0)) {
            file.putInt(part);
        }
        file.putShort((short) 2).putShort((short) 243).putInt(1); // ET_EXEC, EM_RISCV, version
        file.putLong(ENTRY).putLong(64).putLong(0); // entry, program headers, no section headers
        file.putInt(0)
                .putShort((short) 64)
                .putShort((short) 56)
                .putShort((short) 1)
                .putShort((short) 64)
                .putInt(0);
        file.putInt(1).putInt(7); // PT_LOAD, RWX
        file.putLong(0).putLong(BASE).putLong(BASE).putLong(size).putLong(size).putLong(4096);
    }
}
