package pagoda.tests.cpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;

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
 *          | of buffer, then x1 to x30 in a page  |
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
    private static final long WRITE = 64;
    private static final long EXIT = 93;

    private final int firstSeed;
    private final ByteBuffer file;
    private final Set<Instruction> used = EnumSet.noneOf(Instruction.class);

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

    /** Names what lies at an offset of the areas. */
    String name(int offset) {
        int in = offset % AREA;
        String place = in >= REGISTERS
                ? "x%d, byte %d".formatted(1 + (in - REGISTERS) / 8, in % 8)
                : "the buffer at x31%+d".formatted(in - MIDDLE);
        return "seed %d: %s".formatted(firstSeed + offset / AREA, place);
    }

    private void program(SplittableRandom random, long area) {
        int at = (int) (area - BASE);
        for (int offset = 0; offset < REGISTERS; offset += 8) {
            file.putLong(at + offset, RandomProgram.corner(random));
        }
        for (int register = 1; register < SAVED; register++) { // x30, the count of rounds, begins at zero
            file.putLong(at + REGISTERS + 8 * (register - 1), RandomProgram.corner(random));
        }
        RandomProgram program = new RandomProgram(random);
        used.addAll(program.used());
        constant(RandomProgram.BUFFER, area + REGISTERS);
        for (int register = 1; register <= SAVED; register++) {
            emit(Instruction.LD, register, 8L * (register - 1), RandomProgram.BUFFER);
        }
        constant(RandomProgram.BUFFER, area + MIDDLE);
        program.words().forEach(file::putInt);
        constant(RandomProgram.BUFFER, area + REGISTERS);
        for (int register = 1; register <= SAVED; register++) {
            emit(Instruction.SD, register, 8L * (register - 1), RandomProgram.BUFFER);
        }
    }

    private void constant(int register, long value) {
        long upper = value + 0x800 >> 12;
        emit(Instruction.LUI, register, upper);
        emit(Instruction.ADDI, register, register, value - (upper << 12));
    }

    private void emit(Instruction instruction, long... operands) {
        file.putInt(RandomProgram.word(instruction, operands));
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
