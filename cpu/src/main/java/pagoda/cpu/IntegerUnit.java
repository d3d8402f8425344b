package pagoda.cpu;

import pagoda.cpu.isa.Alu;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;

/**
 * Executes the instructions of I and M that compute, branch or jump: takes their operands out of the packed instruction and the
 * register file, and leaves the arithmetic to {@link Alu}.
 *
 * <p>Each case reads its sources itself: what several cases have in common HotSpot computes before the switch, for all of them.
 */
final class IntegerUnit {
    private IntegerUnit() {}

    /**
     * Executes a packed instruction.
     *
     * @param x the register file
     * @return the address of the next instruction, or {@link Interpreter#NOT_EXECUTED} if it is another instruction
     */
    static long execute(long packed, long pc, long[] x) {
        long immediate = Packed.immediate(packed);
        int rs1 = Packed.rs1(packed);
        int rs2 = Packed.rs2(packed);
        int rd = Packed.rd(packed);
        switch (Packed.op(packed)) {
            case Op.LUI -> x[rd] = immediate;
            case Op.AUIPC -> x[rd] = pc + immediate;
            case Op.JAL, Op.JALR -> {
                long target = Packed.op(packed) == Op.JAL ? pc + immediate : x[rs1] + immediate & -2;
                x[rd] = pc + Packed.length(packed);
                return target;
            }
            case Op.BEQ -> {
                if (Alu.beq(x[rs1], x[rs2])) {
                    return pc + immediate;
                }
            }
            case Op.BNE -> {
                if (Alu.bne(x[rs1], x[rs2])) {
                    return pc + immediate;
                }
            }
            case Op.BLT -> {
                if (Alu.blt(x[rs1], x[rs2])) {
                    return pc + immediate;
                }
            }
            case Op.BGE -> {
                if (Alu.bge(x[rs1], x[rs2])) {
                    return pc + immediate;
                }
            }
            case Op.BLTU -> {
                if (Alu.bltu(x[rs1], x[rs2])) {
                    return pc + immediate;
                }
            }
            case Op.BGEU -> {
                if (Alu.bgeu(x[rs1], x[rs2])) {
                    return pc + immediate;
                }
            }
            case Op.ADDI -> x[rd] = Alu.add(x[rs1], immediate);
            case Op.SLTI -> x[rd] = Alu.slt(x[rs1], immediate);
            case Op.SLTIU -> x[rd] = Alu.sltu(x[rs1], immediate);
            case Op.XORI -> x[rd] = Alu.xor(x[rs1], immediate);
            case Op.ORI -> x[rd] = Alu.or(x[rs1], immediate);
            case Op.ANDI -> x[rd] = Alu.and(x[rs1], immediate);
            case Op.SLLI -> x[rd] = Alu.sll(x[rs1], immediate);
            case Op.SRLI -> x[rd] = Alu.srl(x[rs1], immediate);
            case Op.SRAI -> x[rd] = Alu.sra(x[rs1], immediate);
            case Op.ADDIW -> x[rd] = Alu.addw(x[rs1], immediate);
            case Op.SLLIW -> x[rd] = Alu.sllw(x[rs1], immediate);
            case Op.SRLIW -> x[rd] = Alu.srlw(x[rs1], immediate);
            case Op.SRAIW -> x[rd] = Alu.sraw(x[rs1], immediate);
            case Op.ADD -> x[rd] = Alu.add(x[rs1], x[rs2]);
            case Op.SUB -> x[rd] = Alu.sub(x[rs1], x[rs2]);
            case Op.SLL -> x[rd] = Alu.sll(x[rs1], x[rs2]);
            case Op.SLT -> x[rd] = Alu.slt(x[rs1], x[rs2]);
            case Op.SLTU -> x[rd] = Alu.sltu(x[rs1], x[rs2]);
            case Op.XOR -> x[rd] = Alu.xor(x[rs1], x[rs2]);
            case Op.SRL -> x[rd] = Alu.srl(x[rs1], x[rs2]);
            case Op.SRA -> x[rd] = Alu.sra(x[rs1], x[rs2]);
            case Op.OR -> x[rd] = Alu.or(x[rs1], x[rs2]);
            case Op.AND -> x[rd] = Alu.and(x[rs1], x[rs2]);
            case Op.ADDW -> x[rd] = Alu.addw(x[rs1], x[rs2]);
            case Op.SUBW -> x[rd] = Alu.subw(x[rs1], x[rs2]);
            case Op.SLLW -> x[rd] = Alu.sllw(x[rs1], x[rs2]);
            case Op.SRLW -> x[rd] = Alu.srlw(x[rs1], x[rs2]);
            case Op.SRAW -> x[rd] = Alu.sraw(x[rs1], x[rs2]);
            case Op.MUL -> x[rd] = Alu.mul(x[rs1], x[rs2]);
            case Op.MULH -> x[rd] = Alu.mulh(x[rs1], x[rs2]);
            case Op.MULHSU -> x[rd] = Alu.mulhsu(x[rs1], x[rs2]);
            case Op.MULHU -> x[rd] = Alu.mulhu(x[rs1], x[rs2]);
            case Op.DIV -> x[rd] = Alu.div(x[rs1], x[rs2]);
            case Op.DIVU -> x[rd] = Alu.divu(x[rs1], x[rs2]);
            case Op.REM -> x[rd] = Alu.rem(x[rs1], x[rs2]);
            case Op.REMU -> x[rd] = Alu.remu(x[rs1], x[rs2]);
            case Op.MULW -> x[rd] = Alu.mulw(x[rs1], x[rs2]);
            case Op.DIVW -> x[rd] = Alu.divw(x[rs1], x[rs2]);
            case Op.DIVUW -> x[rd] = Alu.divuw(x[rs1], x[rs2]);
            case Op.REMW -> x[rd] = Alu.remw(x[rs1], x[rs2]);
            case Op.REMUW -> x[rd] = Alu.remuw(x[rs1], x[rs2]);
            default -> {
                return Interpreter.NOT_EXECUTED;
            }
        }
        if (Packed.isCompressed(packed)) {
            return pc + 2;
        }
        return pc + 4;
    }
}
