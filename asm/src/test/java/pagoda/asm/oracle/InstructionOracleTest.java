package pagoda.asm.oracle;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Operand;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.isa.RoundingMode;

/** Instructions, pseudo-instructions and constants have the bytes that GNU as gives them. */
@Tag("oracle")
class InstructionOracleTest {

    private static final int ROUNDS = 40;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Instruction.class)
    void everyInstructionOfTheTableWithRandomOperands(Instruction instruction) {
        boolean compressed = instruction.length() == 2;
        SplittableRandom random = new SplittableRandom(instruction.ordinal());
        StringBuilder source = new StringBuilder("before: .zero 1024\n");
        for (int round = 0; round < ROUNDS; round++) {
            source.append(instruction.mnemonic());
            if (instruction.hasOrdering()) {
                source.append(List.of("", ".aq", ".rl", ".aqrl").get(round % 4));
            }
            String separator = " ";
            for (Operand operand : instruction.operands()) {
                // GNU as takes no rounding mode for conversions that are always exact.
                if (operand.kind() == Operand.Kind.ROUNDING_MODE
                        && (round % 2 == 0 || instruction.usualRounding() == RoundingMode.RNE)) {
                    continue;
                }
                source.append(separator).append(operand(operand, compressed ? round % 7 : round, random));
                separator = ", ";
            }
            source.append('\n');
        }
        source.append(".zero 1024\nbehind: nop\n");
        // Without C, GNU as knows no compressed instruction.
        new GnuAssembler(directory)
                .assertSame(compressed ? source.insert(0, ".option arch, +c\n").toString() : source.toString());
    }

    private static String operand(Operand operand, int round, SplittableRandom random) {
        return switch (operand.kind()) {
            case REGISTER -> register(operand.field(), random);
            case FLOAT_REGISTER -> floatRegister(operand.field(), random);
            case ROUNDING_MODE -> RoundingMode.values()[random.nextInt(6)].modeName();
            case IMMEDIATE -> operand.field().isFixed() ? "0" : number(operand.field(), round, random);
            case UPPER ->
                operand.field().bits() < 32
                        ? random.nextBoolean() ? "" + random.nextInt(1, 32) : "" + random.nextInt(0xfffe0, 0x100000)
                        : round == 0 ? "0xfffff" : round == 1 ? "%hi(before+0x12345)" : "" + random.nextInt(1 << 20);
            case OFFSET_BASE -> {
                String number = number(operand.field(), round, random);
                String offset = round == 7 ? "%lo(behind)" : round == 8 ? "" : round == 9 ? "4*(2-3)" : number;
                yield offset + "(" + register(java.util.Objects.requireNonNull(operand.base()), random) + ")";
            }
            case BASE -> (round % 3 == 0 ? "0" : "") + "(" + register(operand.field(), random) + ")";
            case TARGET ->
                switch (round % 6) {
                    case 0 -> "before";
                    case 1 -> "behind";
                    case 2 -> ". + " + 4 * random.nextInt(100);
                    case 3 -> ".-8";
                    case 4 -> "behind - 4";
                    default -> "before+" + 2 * random.nextInt(100);
                };
            case CSR ->
                round % 2 == 0
                        ? Csr.values()[random.nextInt(Csr.values().length)].csrName()
                        : "" + random.nextInt(4096);
            case FENCE_SET -> {
                StringBuilder set = new StringBuilder();
                for (char letter : "iorw".toCharArray()) {
                    if (random.nextBoolean()) {
                        set.append(letter);
                    }
                }
                yield set.isEmpty() ? "r" : set.toString();
            }
        };
    }

    /** A register that the field can hold. */
    private static int number(Field field, SplittableRandom random) {
        int number;
        do {
            number = random.nextInt(32);
        } while (!field.holds(number));
        return number;
    }

    private static String floatRegister(Field field, SplittableRandom random) {
        int number = number(field, random);
        return random.nextBoolean() ? "f" + number : Registers.floatName(number);
    }

    private static String register(Field field, SplittableRandom random) {
        int number = number(field, random);
        return switch (random.nextInt(3)) {
            case 0 -> "x" + number;
            case 1 -> number == 8 ? "fp" : Registers.name(number);
            default -> Registers.name(number);
        };
    }

    private static String number(Field field, int round, SplittableRandom random) {
        long value = switch (round) {
            case 0 -> field.min();
            case 1 -> field.max();
            case 2 -> 0;
            default -> random.nextLong(field.min(), field.max() + 1) / field.multiple() * field.multiple();
        };
        while (!field.holds(value)) {
            value = random.nextLong(field.min(), field.max() + 1) / field.multiple() * field.multiple();
        }
        return round % 5 == 4 && value >= 0 ? "0x" + Long.toHexString(value) : Long.toString(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void liOfAnyConstant(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < 2500; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            if (random.nextInt(3) == 0) {
                number <<= random.nextInt(64);
            }
            if (random.nextInt(4) == 0) {
                number = (1L << random.nextInt(64)) + random.nextInt(-3, 4);
            }
            if (random.nextInt(8) == 0) {
                number = -number;
            }
            source.append("li x")
                    .append(random.nextInt(32))
                    .append(", ")
                    .append(number)
                    .append('\n');
        }
        new GnuAssembler(directory).assertSame(source.toString());
    }

    @Test
    void everyPseudoInstruction() {
        new GnuAssembler(directory).assertSame("""
                        .globl glob
                        start: nop
                        mv a0, t3; move a1, a2
                        not a0, a1
                        neg s1, s2
                        negw s1, s2
                        sext.w a3, a4
                        sext.b a3, a4
                        sext.h a3, a4
                        zext.b a3, a4
                        zext.h a3, a4
                        zext.w a3, a4
                        seqz a0, a1
                        snez a0, a1
                        sltz a0, a1
                        sgtz a0, a1
                        sgt a0, a1, a2
                        sgtu a0, a1, a2
                        add a0, a1, -5
                        add a0, a1, %lo(start)
                        and a0, a1, 0xff
                        or a0, a1, 'x'
                        xor a0, a1, ~0
                        slt a0, a1, 3
                        sltu a0, a1, 3
                        sll a0, a1, 63
                        srl a0, a1, 63
                        sra a0, a1, 63
                        addw a0, a1, 9
                        sllw a0, a1, 31
                        srlw a0, a1, 31
                        sraw a0, a1, 31
                        add a0, a1, tp, %tprel_add(ext)
                        lui a0, %tprel_hi(ext)
                        addi a0, a0, %tprel_lo(ext)
                        sw a0, %tprel_lo(ext)(a1)
                        ld a0, %tprel_lo(ext+8)(a1)
                        beqz a0, start
                        bnez a0, 1f
                        blez a0, 1f
                        bgez a0, 1f
                        bltz a0, 1f
                        bgtz a0, start
                        bgt a0, a1, start
                        ble a0, a1, start
                        bgtu a0, a1, 1f
                        bleu a0, a1, 1f
                        1: j 1b
                        j glob
                        jal 1f
                        jal ext
                        jal t0, 1f
                        jr a0
                        jr 8(a0)
                        jr a0, 12
                        jalr a0
                        jalr 4(a0)
                        jalr a0, 16
                        jalr a1, a0
                        jalr a1, a0, -4
                        jalr a1, -4(a0)
                        jalr a1, (a0)
                        jalr ra, %lo(start)(a0)
                        1: ret
                        call ext
                        call glob
                        call t0, ext
                        tail ext
                        jump ext, t2
                        la a0, start
                        la a0, ext+8
                        lla a0, ext
                        lla a0, data
                        la a1, 1b
                        la.tls.ie a0, ext
                        la.tls.gd a0, ext
                        .option push
                        .option pic
                        la a0, ext
                        la a0, data
                        lla a0, ext
                        .option pop
                        la a0, ext
                        lb a0, data
                        lh a0, data
                        lw a0, data+4
                        ld a0, data
                        lbu a0, data
                        lhu a0, data
                        lwu a0, data
                        sb a0, data, t0
                        sh a0, data, t0
                        sw a0, data, t0
                        sd a0, data-8, t0
                        lw a0, (sp)
                        csrr a0, cycle
                        csrw mstatus, a0
                        csrw mstatus, 5
                        csrs 0x300, a0
                        csrs mstatus, 31
                        csrc mstatus, a0
                        csrc mstatus, 1
                        csrwi mepc, 5
                        csrsi mepc, 5
                        csrci mepc, 5
                        csrrw a0, mepc, 3
                        csrrs a0, mepc, 3
                        csrrc a0, mepc, 3
                        rdcycle a0
                        rdtime a0
                        rdinstret a0
                        fence
                        fence iorw, iorw
                        fence.tso
                        unimp
                        ebreak
                        sbreak
                        ecall
                        scall
                        1:
                        auipc a0, %pcrel_hi(data)
                        addi a0, a0, %pcrel_lo(1b)
                        2: auipc a0, %pcrel_hi(data)
                        sd a1, %pcrel_lo(2b)(a0)
                        here: auipc a1, %got_pcrel_hi(ext)
                        ld a1, %pcrel_lo(here)(a1)
                        auipc a1, %tls_ie_pcrel_hi(ext)
                        auipc a1, %tls_gd_pcrel_hi(ext)
                        lui a0, %hi(0x12345fff)
                        addi a0, a0, %lo(0x12345fff)
                        sw a0, %lo(-4)(a1)
                        glob: nop
                        .data
                        data: .dword 1
                        """);
    }

    @Test
    void branchesThatReachTooFarAreTurned() {
        StringBuilder source =
                new StringBuilder(".globl glob\nstart: beq a0, a1, ext\nbgtu a0, a1, end\nbnez a0, glob\n");
        for (int i = 0; i < 40; i++) {
            source.append("beq a0, a1, end\nbge a2, a3, start\n.align 4\nblt a0, a1, middle\n.zero 100\n");
            if (i == 20) {
                source.append("middle: bgeu t0, t1, middle\nglob: nop\n");
            }
        }
        source.append(
                "end: bne a0, a1, start\n bltu a0, a1, end\n beq a0, a1, other\n j start\n.weak weak\nweak: beqz a0, weak\n");
        source.append(".section .text.other, \"ax\", @progbits\nother: ret\n");
        new GnuAssembler(directory).assertSame(source.toString());
    }
}
