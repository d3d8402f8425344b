package pagoda.asm.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.asm.syntax.Suggestion;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;

/** Puts the values that statements waited for into the bytes, or asks the linker to, by relocations. */
final class Patcher {

    private final ObjectFile object;
    private final Diagnostics diagnostics;

    /** Whether the linker may make code shorter as far as the modes at the source's end tell. */
    private final boolean relaxes;

    private final Set<Symbol> known = new HashSet<>();
    private final List<Relocation> relocations = new ArrayList<>();
    private final Patch.Target branch = target(Instruction.BEQ, RelocationType.BRANCH);
    private final Patch.Target jump = target(Instruction.JAL, RelocationType.JAL);
    private final Patch.Target shortBranch = target(Instruction.C_BEQZ, RelocationType.RVC_BRANCH);
    private final Patch.Target shortJump = target(Instruction.C_J, RelocationType.RVC_JUMP);

    Patcher(ObjectFile object, boolean relaxes, Diagnostics diagnostics) {
        this.object = object;
        this.relaxes = relaxes;
        this.diagnostics = diagnostics;
        known.addAll(object.symbols());
    }

    private static Patch.Target target(Instruction instruction, RelocationType type) {
        Field field = instruction.field("imm");
        if (field == null) {
            throw new IllegalStateException("the table's " + instruction + " has no target");
        }
        return new Patch.Target(field, type);
    }

    void patch(Chunk chunk) {
        for (Fixup fixup : chunk.fixups()) {
            patch(chunk, fixup.spot().address(), fixup.patch(), fixup.formula(), fixup.source());
        }
        for (Fragment fragment : chunk.fragments()) {
            if (fragment.tail() instanceof Tail.Branch tail) {
                int size = (int) fragment.tailSize();
                Patch.Target patch = size == 2
                        ? tail.isJump() ? shortJump : shortBranch
                        : size == 4 && !tail.isJump() ? branch : jump;
                long offset = fragment.tailAddress() + (size <= 4 ? 0 : size - 4);
                patch(chunk, offset, patch, tail.target(), tail.source());
            }
        }
        for (Chunk.Written written : chunk.written()) {
            written(chunk, written);
        }
        relocations.sort((a, b) -> Long.compare(a.offset(), b.offset()));
        relocations.forEach(chunk.section()::add);
        relocations.clear();
    }

    private void patch(Chunk chunk, long offset, Patch patch, Formula formula, Tail.Source source) {
        try {
            if (patch instanceof Patch.Data data) {
                data(chunk, offset, data.bytes(), Evaluation.named(formula, Evaluation.forLinking(formula)), source);
                return;
            }
            Value value = formula.evaluate();
            if (patch instanceof Patch.Number number) {
                number(chunk, offset, number.field(), value, source);
            } else if (patch instanceof Patch.Target target) {
                target(chunk, offset, target, value, Evaluation.named(formula, value), source);
            } else if (patch instanceof Patch.Link link) {
                link(chunk, offset, link, Evaluation.named(formula, value), source);
            } else if (patch instanceof Patch.Alignment) {
                relocate(offset, RelocationType.ALIGN, null, value.number(), source);
            }
        } catch (FormulaException impossible) {
            report(source, impossible.text());
        }
    }

    /** A relocation that the source writes itself, at a number or a place of the section. */
    private void written(Chunk chunk, Chunk.Written written) {
        Tail.Source source = written.source();
        try {
            Value at = written.offset().evaluate();
            Label plus = at.plus();
            Spot spot = plus == null ? null : plus.spot();
            long base = spot == null ? 0 : spot.address();
            boolean here = spot != null && spot.chunk() == chunk && at.minus() == null;
            long offset = base + at.number();
            if (!at.isAbsolute() && !here
                    || offset < 0
                    || offset > chunk.section().size()) {
                report(
                        written.offsetSource(),
                        "no place of section " + chunk.section().name());
                return;
            }
            Formula formula = written.value();
            Value value = formula == null ? Value.of(0) : Evaluation.named(formula, formula.evaluate());
            if (value.minus() != null) {
                report(source, "no relocation takes the difference of two addresses here");
                return;
            }
            relocate(offset, written.type(), value.plus(), value.number(), source);
        } catch (FormulaException impossible) {
            report(source, impossible.text());
        }
    }

    private void data(Chunk chunk, long offset, int bytes, Value value, Tail.Source source) {
        Section section = chunk.section();
        Label plus = value.plus();
        Label minus = value.minus();
        if (plus == null && minus == null) {
            if (!DataRange.holds(value.number(), bytes)) {
                diagnostics.report(source.statement()
                        .warning(source.start(), source.end(), DataRange.message(value.number(), bytes)));
            }
            section.write(offset, value.number(), bytes);
            return;
        }
        if (minus == null) {
            RelocationType type = bytes == 8 ? RelocationType.ABS64 : bytes == 4 ? RelocationType.ABS32 : null;
            if (type == null) {
                report(source, "an address does not fit in " + bytes + (bytes == 1 ? " byte" : " bytes"));
                return;
            }
            relocate(offset, type, plus, value.number(), source);
            return;
        }
        if (plus == null) {
            report(source, "no relocation subtracts the address of '" + minus + "' alone");
            return;
        }
        relocate(offset, byWidth(RelocationType.ADD8, bytes), plus, value.number(), source);
        relocate(offset, byWidth(RelocationType.SUB8, bytes), minus, 0, source);
    }

    /** ADD8, ADD16, ADD32, ADD64 and SUB8 to SUB64 stand one after the other. */
    private static RelocationType byWidth(RelocationType first, int bytes) {
        return RelocationType.values()[first.ordinal() + Integer.numberOfTrailingZeros(bytes)];
    }

    private void number(Chunk chunk, long offset, Field field, Value value, Tail.Source source) {
        if (!value.isAbsolute()) {
            Label label = value.plus() != null ? value.plus() : value.minus();
            report(
                    source,
                    label != null && !label.isDefined()
                            ? "'" + label + "' is not defined in this file, and an immediate must be a number"
                                    + Suggestion.question(label.name(), Registers.names())
                            : "an immediate must be a number, and this is an address");
            return;
        }
        if (!field.holds(value.number())) {
            report(source, FieldRange.message("immediate", value.number(), field));
            return;
        }
        insert(chunk.section(), offset, field, value.number());
    }

    /** @param named the value by the name that the source gives it */
    private void target(Chunk chunk, long offset, Patch.Target patch, Value value, Value named, Tail.Source source) {
        Label label = value.plus();
        if (value.minus() != null) {
            report(source, "a branch target must be one address");
            return;
        }
        relocate(offset, patch.type(), named.plus(), named.number(), source);
        if (label == null) {
            return;
        }
        Spot spot = label.spot();
        long distance = (spot == null ? 0 : spot.address()) + value.number() - offset;
        Field field = patch.field();
        boolean here = spot != null && spot.chunk() == chunk && !label.isWeak();
        if (here && !field.holds(distance)) {
            report(
                    source,
                    distance % field.multiple() != 0
                            ? "branch target at an odd distance of " + distance + " bytes"
                            : "branch target is " + distance + " bytes away, beyond the range [" + field.min() + ", "
                                    + field.max() + "]");
            return;
        }
        // What the linker will put here again: GNU as counts other sections, and what is not defined, from 0.
        insert(chunk.section(), offset, field, distance);
    }

    private void link(Chunk chunk, long offset, Patch.Link link, Value value, Tail.Source source) {
        RelocationType type = link.type();
        if (value.minus() != null) {
            report(source, "no relocation takes the difference of two addresses here");
            return;
        }
        boolean inserted = number(chunk.section(), offset, type, value.number());
        if (inserted && value.plus() == null) {
            return;
        }
        relocate(offset, type, value.plus(), value.number(), source);
        if (link.relaxes() && (relaxes || !isRelativeToPc(type))) {
            relocate(offset, RelocationType.RELAX, null, value.number(), source); // the same addend, as GNU as has it
        }
    }

    private static boolean isRelativeToPc(RelocationType type) {
        return type == RelocationType.PCREL_HI20
                || type == RelocationType.PCREL_LO12_I
                || type == RelocationType.PCREL_LO12_S;
    }

    /** Puts the upper or lower part of a number where it belongs: without a symbol, that needs no linker. */
    private static boolean number(Section section, long offset, RelocationType type, long number) {
        Field field = switch (type) {
            case HI20 -> Instruction.LUI.field("imm");
            case LO12_I -> Instruction.ADDI.field("imm");
            case LO12_S -> Instruction.SW.field("imm");
            default -> null;
        };
        if (field == null || number + 0x800 != (int) (number + 0x800)) {
            return false;
        }
        insert(section, offset, field, type == RelocationType.HI20 ? number + 0x800 & ~0xfffL : number << 52 >> 52);
        return true;
    }

    private static void insert(Section section, long offset, Field field, long value) {
        int length = Decoder.length((int) section.read(offset, 2));
        int word = (int) section.read(offset, length);
        section.write(offset, field.insert(word, value), length);
    }

    private void relocate(long offset, RelocationType type, @Nullable Label label, long addend, Tail.Source source) {
        Symbol symbol = null;
        if (label != null) {
            symbol = label.symbol();
            if (known.add(symbol)) {
                object.add(ObjectWriter.describe(label, diagnostics));
            }
            if (type.name().startsWith("TPREL") || type.name().startsWith("TLS")) {
                symbol.type(SymbolType.TLS);
            }
        }
        var position = source.statement().position(source.start(), source.end());
        relocations.add(new Relocation(offset, type, symbol, addend, position));
    }

    private void report(Tail.Source source, String message) {
        diagnostics.report(source.statement().error(source.start(), source.end(), message));
    }
}
