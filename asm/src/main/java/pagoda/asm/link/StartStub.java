package pagoda.asm.link;

import java.util.EnumSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.Binding;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.cpu.isa.Instruction;

/**
 * The code that a program with a {@code main} but no {@code _start} begins with. It is in the file, so the file runs on
 * Linux.
 *
 * <pre>
 * _start: auipc gp, %pcrel_hi(__global_pointer$)
 *         addi  gp, gp, %pcrel_lo(_start)
 *         ld    a0, 0(sp)                     # argc
 *         addi  a1, sp, 8                     # argv
 *         call  main
 *         li    a7, 93                        # exit
 *         ecall
 * </pre>
 */
final class StartStub {

    private static final int ZERO = 0;
    private static final int RA = 1;
    private static final int SP = 2;
    private static final int GP = 3;
    private static final int A0 = 10;
    private static final int A1 = 11;
    private static final int A7 = 17;
    private static final int EXIT = 93;

    private final Section text =
            new Section(".text", SectionType.PROGBITS, EnumSet.of(SectionFlag.ALLOC, SectionFlag.EXECINSTR));

    private StartStub() {}

    /** An object with the stub, which defines {@code entry} and calls {@code main}. */
    static ObjectFile object(String entry, Symbol main) {
        return new StartStub().build(entry, main);
    }

    private ObjectFile build(String entry, Symbol main) {
        ObjectFile object = new ObjectFile("start stub");
        text.alignAtLeast(4);
        object.add(text);
        Symbol start = object.add(new Symbol(entry).define(new Place.InSection(text, 0), null));
        start.binding(Binding.GLOBAL).type(SymbolType.FUNC);
        Symbol pointer = object.add(new Symbol("__global_pointer$").binding(Binding.GLOBAL));

        relocate(RelocationType.PCREL_HI20, pointer);
        emit(Instruction.AUIPC, GP, ZERO, 0);
        relocate(RelocationType.PCREL_LO12_I, start);
        emit(Instruction.ADDI, GP, GP, 0);
        emit(Instruction.LD, A0, SP, 0);
        emit(Instruction.ADDI, A1, SP, 8);
        relocate(RelocationType.CALL_PLT, main);
        emit(Instruction.AUIPC, RA, ZERO, 0);
        emit(Instruction.JALR, RA, RA, 0);
        emit(Instruction.ADDI, A7, ZERO, EXIT);
        emit(Instruction.ECALL, ZERO, ZERO, 0);
        start.size(text.size());
        return object;
    }

    private void relocate(RelocationType type, @Nullable Symbol symbol) {
        text.add(new Relocation(text.size(), type, symbol, 0, null));
    }

    private void emit(Instruction instruction, int rd, int rs1, int immediate) {
        int word = instruction.match();
        if (instruction != Instruction.ECALL) {
            word = Objects.requireNonNull(instruction.field("rd")).insert(word, rd);
            word = Objects.requireNonNull(instruction.field("imm")).insert(word, immediate);
        }
        if (instruction.field("rs1") != null) {
            word = Objects.requireNonNull(instruction.field("rs1")).insert(word, rs1);
        }
        text.append(word, 4);
    }
}
