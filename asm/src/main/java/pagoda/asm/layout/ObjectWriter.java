package pagoda.asm.layout;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.diagnostic.SourcePosition;
import pagoda.asm.object.Binding;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.cpu.isa.Instruction;

/** Turns chunks and labels, once the source is read, into an object: lays out, writes, patches, and names. */
public final class ObjectWriter {

    /** {@code jal x0}, the second half of a branch that reaches further. */
    private static final int JUMP = Instruction.JAL.match();

    private final ObjectFile object;
    private final List<Chunk> chunks;
    private final Collection<Label> labels;
    private final boolean relaxes;
    private final Diagnostics diagnostics;

    /**
     * @param relaxes whether, at the source's end, the linker may make code shorter
     */
    public ObjectWriter(
            ObjectFile object, List<Chunk> chunks, Collection<Label> labels, boolean relaxes, Diagnostics diagnostics) {
        this.object = object;
        this.relaxes = relaxes;
        this.chunks = chunks;
        this.labels = labels;
        this.diagnostics = diagnostics;
    }

    /**
     * Fills the object.
     *
     * @param allowance that of the chunks
     * @param isa the ISA string at the source's end
     */
    public void write(Allowance allowance, String isa) {
        try {
            // As GNU as does: code is filled up to the section's alignment, unless the linker may move it with
            // instructions that do nothing.
            Padding padding = relaxes ? Padding.of(0, 1) : Padding.NOPS;
            for (Chunk chunk : chunks) {
                if (chunk.section().has(SectionFlag.EXECINSTR)) {
                    chunk.alignEnd(new Tail.Align(chunk.section().alignment(), Long.MAX_VALUE, padding), isa);
                }
            }
            new Layout(chunks, allowance, diagnostics).run();
        } catch (SectionFullException full) {
            diagnostics.error(null, full.text());
            return;
        }
        for (Chunk chunk : chunks) {
            object.add(chunk.section());
            contents(chunk);
            chunk.mapping().symbols(chunk.section()).forEach(object::add);
        }
        for (Label label : labels) {
            name(label);
        }
        Patcher patcher = new Patcher(object, relaxes, diagnostics);
        for (Chunk chunk : chunks) {
            patcher.patch(chunk);
            chunk.rows().addTo(chunk.section(), chunk.fragments());
        }
    }

    private void contents(Chunk chunk) {
        Section section = chunk.section();
        for (Fragment fragment : chunk.fragments()) {
            if (section.isNoBits()) {
                section.fill(fragment.fixed() + fragment.tailSize(), 0);
                continue;
            }
            section.append(chunk.fixedBytes(), (int) fragment.start(), (int) fragment.fixed());
            Tail tail = fragment.tail();
            if (tail != null) {
                tail(section, fragment, tail);
            }
        }
    }

    private void tail(Section section, Fragment fragment, Tail tail) {
        int size = (int) fragment.tailSize();
        if (tail instanceof Tail.Align align) {
            section.append(align.padding().bytes(size));
        } else if (tail instanceof Tail.Origin origin) {
            section.fill(size, origin.value());
        } else if (tail instanceof Tail.Space space) {
            if (space.value() == 0) {
                section.fill(size, 0);
            } else {
                section.append(Padding.of(space.value(), space.unit()).bytes(size));
            }
        } else if (tail instanceof Tail.Leb128 leb) {
            long number = 0;
            try {
                number = leb.value().evaluate().number();
            } catch (FormulaException checked) {
                // The layout has reported it.
            }
            section.append(Leb128.bytes(number, leb.signed(), size));
        } else if (tail instanceof Tail.Branch branch) {
            branch(section, branch, size);
        }
    }

    /** A branch that reaches further is the inverse one over a jump. */
    private static void branch(Section section, Tail.Branch branch, int size) {
        switch (size) {
            case 2 -> section.append(branch.half(), 2);
            case 4 -> section.append(branch.word(), 4);
            case 6 -> {
                // c.beqz and c.bnez differ in bit 13; bits 2 and 1 of the distance, 6, lie in bits 4 and 3.
                section.append((branch.half() ^ 0x2000) | 3 << 3, 2);
                section.append(JUMP, 4);
            }
            default -> {
                // The inverse condition differs in the lowest bit of funct3; its distance is 8.
                section.append((branch.word() ^ 0x1000) | 8 << 7, 4);
                section.append(JUMP, 4);
            }
        }
    }

    private void name(Label label) {
        if (label.weakTarget() != null) {
            return;
        }
        boolean local = label.name().startsWith(".L");
        if (label.hasSymbol() || label.isDefined() && !local || label.isReferenced() && !label.isDefined()) {
            object.add(describe(label));
        }
    }

    private Symbol describe(Label label) {
        return describe(label, diagnostics);
    }

    /** The label's symbol with all that is known of the label. */
    static Symbol describe(Label label, Diagnostics diagnostics) {
        Symbol symbol = label.symbol();
        SourcePosition position = label.definition();
        Place place = place(label, diagnostics);
        symbol.define(place, position);
        Binding binding = label.binding();
        boolean global = place == Place.UNDEFINED || place instanceof Place.Common;
        Binding undefined = label.isOnlyWeaklyReferenced() ? Binding.WEAK : Binding.GLOBAL;
        symbol.binding(binding != null ? binding : global ? undefined : Binding.LOCAL);
        symbol.visibility(label.visibility());
        describeThing(label, symbol, diagnostics);
        return symbol;
    }

    /** Type and size; another name for a symbol takes them over from it, where it has none of its own. */
    private static void describeThing(Label label, Symbol symbol, Diagnostics diagnostics) {
        Label original = original(label);
        symbol.type(label.type() == SymbolType.NOTYPE ? original.type() : label.type());
        boolean threadLocal =
                symbol.place() instanceof Place.InSection in && in.section().has(SectionFlag.TLS);
        if (threadLocal && symbol.type() != SymbolType.FUNC) {
            symbol.type(SymbolType.TLS);
        }
        Label sized = label.size() == null ? original : label;
        Formula size = sized.size();
        Tail.Source source = sized.sizeSource();
        if (size != null && source != null) {
            try {
                Value value = size.evaluate();
                if (value.isAbsolute()) {
                    symbol.size(value.number());
                } else {
                    diagnostics.report(source.statement()
                            .error(source.start(), source.end(), "the size of '" + label + "' is not a number"));
                }
            } catch (FormulaException unknown) {
                diagnostics.report(source.statement().error(source.start(), source.end(), unknown.text()));
            }
        } else if (label.common() != null) {
            symbol.size(label.common().size());
        }
    }

    /** The label of this file that the label is another name for, or the label itself. */
    private static Label original(Label label) {
        Formula formula = label.value();
        if (formula == null) {
            return label;
        }
        try {
            Value value = formula.evaluate();
            Label plus = value.plus();
            return plus == null || value.minus() != null ? label : plus;
        } catch (FormulaException unknown) {
            return label;
        }
    }

    private static Place place(Label label, Diagnostics diagnostics) {
        Spot spot = label.spot();
        if (spot != null) {
            return new Place.InSection(spot.chunk().section(), spot.address());
        }
        Place.Common common = label.common();
        if (common != null) {
            return common;
        }
        Formula formula = label.value();
        if (formula == null) {
            return Place.UNDEFINED;
        }
        String problem;
        try {
            Value value = formula.evaluate();
            if (value.isAbsolute()) {
                return new Place.Absolute(value.number());
            }
            Spot target = target(value);
            if (target != null) {
                return new Place.InSection(target.chunk().section(), target.address() + value.number());
            }
            problem = "is no place of this file";
        } catch (FormulaException unknown) {
            problem = "has no value: " + unknown.text();
        }
        diagnostics.error(label.definition(), "'" + label + "' " + problem);
        return Place.UNDEFINED;
    }

    private static @Nullable Spot target(Value value) {
        Label plus = value.plus();
        return plus == null || value.minus() != null ? null : plus.spot();
    }
}
