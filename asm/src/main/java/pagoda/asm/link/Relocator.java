package pagoda.asm.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostic;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.diagnostic.SourcePosition;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Symbol;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;

/**
 * Applies the relocations of placed sections: patches their bytes by the formulas of the psABI, and reports each place
 * that its target is too far from.
 */
final class Relocator {

    private static final long REGISTER_RD = 0xf80;
    private static final long REGISTER_RS1 = 0xf8000;

    private final RelocationValues values;
    private final Diagnostics diagnostics;
    private final @Nullable ObjectLines lines;

    /** @param lines where to find the lines of places that are reported; null if nobody reads the messages */
    Relocator(RelocationValues values, Diagnostics diagnostics, @Nullable ObjectLines lines) {
        this.lines = lines;
        this.values = values;
        this.diagnostics = diagnostics;
    }

    /** Patches the bytes that this part has in its merged section. */
    void apply(PlacedSection part) {
        List<Relocation> relocations = part.section().relocations();
        for (int i = 0; i < relocations.size(); i++) {
            Relocation relocation = relocations.get(i);
            if (part.section().isNoBits() || !holds(part, i)) {
                report(part, relocation, relocation.type().elfName() + " lies outside its section", null);
            } else if (relocation.symbol() == null && GlobalOffsetTable.serves(relocation.type())) {
                report(part, relocation, relocation.type().elfName() + " names no symbol", null);
            } else if (relocation.type() == RelocationType.SET_ULEB128) {
                difference(part, relocation, i + 1 < relocations.size() ? relocations.get(i + 1) : null);
            } else {
                Relaxed form = part.form(i);
                if (form == null) {
                    apply(part, relocation);
                } else {
                    apply(part, relocation, form);
                }
            }
        }
    }

    private static boolean holds(PlacedSection part, int index) {
        Relocation relocation = part.section().relocations().get(index);
        int bytes = relocation.type().bytes();
        return relocation.offset() >= 0
                && relocation.offset() <= part.section().size() - bytes
                && (part.form(index) != null || part.moved(relocation.offset()) <= part.size() - bytes);
    }

    private static Bits bits(PlacedSection part, Relocation relocation) {
        return new Bits(part.whole().contents(), (int) (part.offset() + part.moved(relocation.offset())));
    }

    private void apply(PlacedSection part, Relocation relocation) {
        Bits bits = bits(part, relocation);
        long place = part.address(relocation.offset());
        switch (relocation.type()) {
            case NONE, RELAX, ALIGN, TPREL_ADD, SUB_ULEB128, SET_ULEB128 -> {
                // Hints for a linker that changes code's length; differences are written by their first half.
            }
            case ABS32 -> word(part, relocation, values.absolute(relocation));
            case PCREL32, PLT32, GOT32_PCREL -> word(part, relocation, values.relative(relocation, place));
            case ABS64 -> bits.number(8, values.absolute(relocation));
            case TLS_DTPMOD32 -> bits.number(4, 1);
            case TLS_DTPMOD64 -> bits.number(8, 1);
            case TLS_DTPREL32 -> bits.number(4, dynamicOffset(relocation));
            case TLS_DTPREL64 -> bits.number(8, dynamicOffset(relocation));
            case TLS_TPREL32 -> bits.number(4, values.threadOffset(relocation));
            case TLS_TPREL64 -> bits.number(8, values.threadOffset(relocation));
            case BRANCH -> jump(part, relocation, InstructionFields.BRANCH, 4);
            case JAL -> jump(part, relocation, InstructionFields.JUMP, 4);
            case RVC_BRANCH -> jump(part, relocation, InstructionFields.COMPRESSED_BRANCH, 2);
            case RVC_JUMP -> jump(part, relocation, InstructionFields.COMPRESSED_JUMP, 2);
            case CALL, CALL_PLT -> call(part, relocation);
            case HI20, PCREL_HI20, GOT_HI20, TLS_GOT_HI20, TLS_GD_HI20, TPREL_HI20 -> upper(part, relocation);
            case LO12_I -> bits.field(InstructionFields.LOAD, 4, values.absolute(relocation));
            case LO12_S -> bits.field(InstructionFields.STORE, 4, values.absolute(relocation));
            case TPREL_LO12_I -> bits.field(InstructionFields.LOAD, 4, values.threadOffset(relocation));
            case TPREL_LO12_S -> bits.field(InstructionFields.STORE, 4, values.threadOffset(relocation));
            case PCREL_LO12_I -> lower(part, relocation, InstructionFields.LOAD);
            case PCREL_LO12_S -> lower(part, relocation, InstructionFields.STORE);
            case ADD8, ADD16, ADD32, ADD64 -> {
                int size = relocation.type().bytes();
                bits.number(size, bits.number(size) + values.absolute(relocation));
            }
            case SUB8, SUB16, SUB32, SUB64 -> {
                int size = relocation.type().bytes();
                bits.number(size, bits.number(size) - values.absolute(relocation));
            }
            case SET8, SET16, SET32 -> bits.number(relocation.type().bytes(), values.absolute(relocation));
            case SET6 -> bits.six(values.absolute(relocation));
            case SUB6 -> bits.six(bits.six() - values.absolute(relocation));
            case RVC_LUI -> compressedUpper(part, relocation);
            case RELATIVE, COPY, JUMP_SLOT, IRELATIVE ->
                report(part, relocation, relocation.type().elfName() + " has no place in a static executable", null);
        }
    }

    /** Writes what is left of shortened instructions. */
    private void apply(PlacedSection part, Relocation relocation, Relaxed form) {
        Bits bits = bits(part, relocation);
        long offset = relocation.offset();
        switch (form) {
            case GONE -> {
                // Nothing is left.
            }
            case JUMP -> {
                long link = part.section().read(offset + 4, 4) & REGISTER_RD;
                bits.number(4, Instruction.JAL.match() | link);
                jump(part, relocation, InstructionFields.JUMP, 4);
            }
            case COMPRESSED_JUMP -> {
                bits.number(2, Instruction.C_J.match());
                jump(part, relocation, InstructionFields.COMPRESSED_JUMP, 2);
            }
            case COMPRESSED_LUI -> {
                bits.number(2, Instruction.C_LUI.match() | part.section().read(offset, 4) & REGISTER_RD);
                bits.field(InstructionFields.COMPRESSED_UPPER, 2, values.absolute(relocation) + 0x800);
            }
            case FROM_ZERO -> lower(part, relocation, 0, values.absolute(relocation));
            case FROM_THREAD_POINTER -> lower(part, relocation, Registers.TP, values.threadOffset(relocation));
            case FROM_GLOBAL_POINTER -> {
                boolean relative = relocation.type() == RelocationType.PCREL_LO12_I
                        || relocation.type() == RelocationType.PCREL_LO12_S;
                Long target = relative ? values.target(relocation) : Long.valueOf(values.absolute(relocation));
                lower(part, relocation, Registers.GP, (target == null ? 0 : target) - values.globalPointer());
            }
        }
    }

    /** A lower half that counts from another register than was written. */
    private void lower(PlacedSection part, Relocation relocation, int base, long value) {
        boolean store = relocation.type() == RelocationType.LO12_S
                || relocation.type() == RelocationType.PCREL_LO12_S
                || relocation.type() == RelocationType.TPREL_LO12_S;
        Field field = store ? InstructionFields.STORE : InstructionFields.LOAD;
        if (!field.holds(value)) {
            throw new IllegalStateException("relaxed beyond reach: " + relocation);
        }
        Bits bits = bits(part, relocation);
        bits.number(4, bits.number(4) & ~REGISTER_RS1 | (long) base << 15);
        bits.field(field, 4, value);
    }

    private long dynamicOffset(Relocation relocation) {
        return values.threadOffset(relocation) - RelocationValues.DYNAMIC_THREAD_BIAS;
    }

    /** A 32-bit number, which may be meant with or without a sign. */
    private void word(PlacedSection part, Relocation relocation, long value) {
        if (value < Integer.MIN_VALUE || value > 0xffff_ffffL) {
            String message = "0x" + Long.toHexString(value) + ", for " + target(relocation) + ", does not fit 32 bits";
            report(part, relocation, message, "an address has 64 bits: use .dword");
            return;
        }
        bits(part, relocation).number(4, value);
    }

    private void jump(PlacedSection part, Relocation relocation, Field field, int size) {
        long distance = values.relative(relocation, part.address(relocation.offset()));
        if (field.holds(distance)) {
            bits(part, relocation).field(field, size, distance);
            return;
        }
        boolean branch = relocation.type() == RelocationType.BRANCH || relocation.type() == RelocationType.RVC_BRANCH;
        String what = branch ? "branch" : "jump";
        if (distance % 2 != 0) {
            report(part, relocation, what + " to " + target(relocation) + ", which is at an odd address", null);
            return;
        }
        String message = what + " to " + target(relocation) + ": " + distance + " bytes away, out of range ["
                + field.min() + ", " + field.max() + "]";
        String tip = branch ? "branch over a jump (j) with the opposite condition" : "call and tail reach 2 GiB";
        report(part, relocation, message, tip);
    }

    /** A c.lui; an address below 0x800 has no upper half, and c.lui no form for that: {@code c.li rd, 0}. */
    private void compressedUpper(PlacedSection part, Relocation relocation) {
        long value = values.absolute(relocation) + 0x800 & ~0xfffL;
        Bits bits = bits(part, relocation);
        if (value != 0 && !InstructionFields.COMPRESSED_UPPER.holds(value)) {
            String message = "address of " + target(relocation) + " is out of the range of c.lui";
            report(part, relocation, message, "lui has 20 bits");
        } else if (value == 0) {
            bits.number(2, Instruction.C_LI.match() | bits.number(2) & REGISTER_RD);
        } else {
            bits.field(InstructionFields.COMPRESSED_UPPER, 2, value);
        }
    }

    /** An auipc and the jalr after it. */
    private void call(PlacedSection part, Relocation relocation) {
        long distance = values.relative(relocation, part.address(relocation.offset()));
        if (!reaches(distance)) {
            tooFar(part, relocation, distance);
            return;
        }
        bits(part, relocation).upper(distance);
        new Bits(part.whole().contents(), (int) (part.offset() + part.moved(relocation.offset()) + 4))
                .field(InstructionFields.LOAD, 4, distance);
    }

    private void upper(PlacedSection part, Relocation relocation) {
        RelocationType type = relocation.type();
        boolean threadLocal = type == RelocationType.TPREL_HI20
                || type == RelocationType.TLS_GOT_HI20
                || type == RelocationType.TLS_GD_HI20;
        if (threadLocal && !values.isThreadLocal(relocation)) {
            String tip = "thread-local data is in .tdata, .tbss or a section with the flag T";
            report(part, relocation, target(relocation) + " is not thread-local", tip);
            return;
        }
        long value = switch (type) {
            case HI20 -> values.absolute(relocation);
            case TPREL_HI20 -> values.threadOffset(relocation);
            default -> values.relative(relocation, part.address(relocation.offset()));
        };
        if (reaches(value)) {
            bits(part, relocation).upper(value);
        } else if (type == RelocationType.HI20) {
            String message = "address 0x" + Long.toHexString(value) + " of " + target(relocation)
                    + " is beyond %hi, which has 32 bits";
            report(part, relocation, message, "li takes any 64-bit number");
        } else {
            tooFar(part, relocation, value);
        }
    }

    private void lower(PlacedSection part, Relocation relocation, Field field) {
        Long displacement = values.displacement(relocation);
        if (displacement == null) {
            String message = "%pcrel_lo(" + name(relocation) + "): no %pcrel_hi at that label";
            report(part, relocation, message, "%pcrel_lo takes the label of the auipc that has the %pcrel_hi");
            return;
        }
        long value = displacement + relocation.addend();
        if ((value + 0x800 & ~0xfffL) != (displacement + 0x800 & ~0xfffL)) {
            String message = "%pcrel_lo(" + name(relocation) + ") with " + relocation.addend()
                    + " added leaves the 4 KiB of its %pcrel_hi";
            report(part, relocation, message, "add to the symbol in %pcrel_hi");
            return;
        }
        bits(part, relocation).field(field, 4, value);
    }

    /** A difference of two symbols as ULEB128: two relocations at one place, of which the first writes both. */
    private void difference(PlacedSection part, Relocation set, @Nullable Relocation subtract) {
        long value = values.absolute(set);
        if (subtract != null && subtract.type() == RelocationType.SUB_ULEB128 && subtract.offset() == set.offset()) {
            value -= values.absolute(subtract);
        }
        if (!bits(part, set).uleb(value)) {
            report(part, set, "0x" + Long.toHexString(value) + " does not fit the bytes of its .uleb128", null);
        }
    }

    /** Whether an upper half of 20 bits and a signed lower half of 12 make up the value. */
    private static boolean reaches(long value) {
        return value >= Integer.MIN_VALUE - 0x800L && value < Integer.MAX_VALUE - 0x7ffL;
    }

    private void tooFar(PlacedSection part, Relocation relocation, long distance) {
        String message =
                target(relocation) + " is " + distance + " bytes away, beyond the 2 GiB of a pc-relative address";
        report(part, relocation, message, "for a constant address use li");
    }

    private static String name(Relocation relocation) {
        Symbol symbol = relocation.symbol();
        return symbol == null ? Long.toString(relocation.addend()) : symbol.name();
    }

    /** {@code 'name'}, {@code 'name+8'}, or the number if there is no symbol. */
    private static String target(Relocation relocation) {
        if (relocation.symbol() == null) {
            return "address 0x" + Long.toHexString(relocation.addend());
        }
        long addend = relocation.addend();
        return "'" + relocation.symbol().name() + (addend == 0 ? "" : addend > 0 ? "+" + addend : "" + addend) + "'";
    }

    private void report(PlacedSection part, Relocation relocation, String message, @Nullable String tip) {
        SourcePosition position = References.position(lines, part.object(), part.section(), relocation);
        String where = position != null ? "" : " (" + References.place(part.object(), part.section(), relocation) + ")";
        diagnostics.report(Diagnostic.error(position, message + where).withTip(tip));
    }
}
