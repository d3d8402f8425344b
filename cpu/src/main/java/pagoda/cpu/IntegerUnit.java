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
        next:
        {
            taken:
            {
                long value;
                switch (Packed.op(packed)) {
                    case Op.LUI:
                        value = immediate;
                        break;
                    case Op.AUIPC:
                        value = pc + immediate;
                        break;
                    case Op.JAL:
                    case Op.JALR: {
                        long target = Packed.op(packed) == Op.JAL ? pc + immediate : x[rs1] + immediate & -2;
                        x[rd] = pc + Packed.length(packed);
                        return target;
                    }
                    case Op.BEQ:
                        if (Alu.beq(x[rs1], x[rs2])) {
                            break taken;
                        }
                        break next;
                    case Op.BNE:
                        if (Alu.bne(x[rs1], x[rs2])) {
                            break taken;
                        }
                        break next;
                    case Op.BLT:
                        if (Alu.blt(x[rs1], x[rs2])) {
                            break taken;
                        }
                        break next;
                    case Op.BGE:
                        if (Alu.bge(x[rs1], x[rs2])) {
                            break taken;
                        }
                        break next;
                    case Op.BLTU:
                        if (Alu.bltu(x[rs1], x[rs2])) {
                            break taken;
                        }
                        break next;
                    case Op.BGEU:
                        if (Alu.bgeu(x[rs1], x[rs2])) {
                            break taken;
                        }
                        break next;
                    case Op.ADDI:
                        value = Alu.add(x[rs1], immediate);
                        break;
                    case Op.SLTI:
                        value = Alu.slt(x[rs1], immediate);
                        break;
                    case Op.SLTIU:
                        value = Alu.sltu(x[rs1], immediate);
                        break;
                    case Op.XORI:
                        value = Alu.xor(x[rs1], immediate);
                        break;
                    case Op.ORI:
                        value = Alu.or(x[rs1], immediate);
                        break;
                    case Op.ANDI:
                        value = Alu.and(x[rs1], immediate);
                        break;
                    case Op.SLLI:
                        value = Alu.sll(x[rs1], immediate);
                        break;
                    case Op.SRLI:
                        value = Alu.srl(x[rs1], immediate);
                        break;
                    case Op.SRAI:
                        value = Alu.sra(x[rs1], immediate);
                        break;
                    case Op.ADDIW:
                        value = Alu.addw(x[rs1], immediate);
                        break;
                    case Op.SLLIW:
                        value = Alu.sllw(x[rs1], immediate);
                        break;
                    case Op.SRLIW:
                        value = Alu.srlw(x[rs1], immediate);
                        break;
                    case Op.SRAIW:
                        value = Alu.sraw(x[rs1], immediate);
                        break;
                    case Op.ADD:
                        value = Alu.add(x[rs1], x[rs2]);
                        break;
                    case Op.SUB:
                        value = Alu.sub(x[rs1], x[rs2]);
                        break;
                    case Op.SLL:
                        value = Alu.sll(x[rs1], x[rs2]);
                        break;
                    case Op.SLT:
                        value = Alu.slt(x[rs1], x[rs2]);
                        break;
                    case Op.SLTU:
                        value = Alu.sltu(x[rs1], x[rs2]);
                        break;
                    case Op.XOR:
                        value = Alu.xor(x[rs1], x[rs2]);
                        break;
                    case Op.SRL:
                        value = Alu.srl(x[rs1], x[rs2]);
                        break;
                    case Op.SRA:
                        value = Alu.sra(x[rs1], x[rs2]);
                        break;
                    case Op.OR:
                        value = Alu.or(x[rs1], x[rs2]);
                        break;
                    case Op.AND:
                        value = Alu.and(x[rs1], x[rs2]);
                        break;
                    case Op.ADDW:
                        value = Alu.addw(x[rs1], x[rs2]);
                        break;
                    case Op.SUBW:
                        value = Alu.subw(x[rs1], x[rs2]);
                        break;
                    case Op.SLLW:
                        value = Alu.sllw(x[rs1], x[rs2]);
                        break;
                    case Op.SRLW:
                        value = Alu.srlw(x[rs1], x[rs2]);
                        break;
                    case Op.SRAW:
                        value = Alu.sraw(x[rs1], x[rs2]);
                        break;
                    case Op.MUL:
                        value = Alu.mul(x[rs1], x[rs2]);
                        break;
                    case Op.MULH:
                        value = Alu.mulh(x[rs1], x[rs2]);
                        break;
                    case Op.MULHSU:
                        value = Alu.mulhsu(x[rs1], x[rs2]);
                        break;
                    case Op.MULHU:
                        value = Alu.mulhu(x[rs1], x[rs2]);
                        break;
                    case Op.DIV:
                        value = Alu.div(x[rs1], x[rs2]);
                        break;
                    case Op.DIVU:
                        value = Alu.divu(x[rs1], x[rs2]);
                        break;
                    case Op.REM:
                        value = Alu.rem(x[rs1], x[rs2]);
                        break;
                    case Op.REMU:
                        value = Alu.remu(x[rs1], x[rs2]);
                        break;
                    case Op.MULW:
                        value = Alu.mulw(x[rs1], x[rs2]);
                        break;
                    case Op.DIVW:
                        value = Alu.divw(x[rs1], x[rs2]);
                        break;
                    case Op.DIVUW:
                        value = Alu.divuw(x[rs1], x[rs2]);
                        break;
                    case Op.REMW:
                        value = Alu.remw(x[rs1], x[rs2]);
                        break;
                    case Op.REMUW:
                        value = Alu.remuw(x[rs1], x[rs2]);
                        break;
                    default:
                        return Interpreter.NOT_EXECUTED;
                }
                x[rd] = value;
                break next;
            }
            return pc + immediate;
        }
        if (Packed.isCompressed(packed)) {
            return pc + 2;
        }
        return pc + 4;
    }
}
