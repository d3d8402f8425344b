package pagoda.asm.assembly;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.debug.DebugLines;
import pagoda.asm.diagnostic.Diagnostic;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.diagnostic.SourcePosition;
import pagoda.asm.layout.Allowance;
import pagoda.asm.layout.Chunk;
import pagoda.asm.layout.Fixup;
import pagoda.asm.layout.Formula;
import pagoda.asm.layout.FormulaException;
import pagoda.asm.layout.Label;
import pagoda.asm.layout.ObjectWriter;
import pagoda.asm.layout.Padding;
import pagoda.asm.layout.Patch;
import pagoda.asm.layout.SectionFullException;
import pagoda.asm.layout.Tail;
import pagoda.asm.layout.Value;
import pagoda.asm.object.MachineAttributes;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Section;
import pagoda.asm.source.SourceFile;
import pagoda.asm.source.Statement;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Operator;
import pagoda.cpu.isa.Registers;

/** The assembly of one source: its sections and labels, the statement at hand, and what it can do to them. */
public final class Assembly {

    /** Operators in an expression, with those of the values that it takes over from symbols. */
    private static final int MAX_OPERATORS = 800;

    /** The subsection of .bss for memory that is reserved. */
    private static final int RESERVED = 1;

    private record Reservation(Label label, long size, long alignment) {}

    private final Diagnostics diagnostics;
    private final Limits limits;
    private final Allowance allowance;
    private final Sections sections;
    private final Labels labels = new Labels();
    private final Modes modes;
    private final List<Reservation> reservations = new ArrayList<>();
    private final MachineAttributes attributes = new MachineAttributes();
    private final SourceLines lines = new SourceLines();
    private @Nullable String sourceName;
    private Statement statement = Statement.of(SourceFile.of("", new byte[0]), "", 1, 1);

    public Assembly(Isa isa, Limits limits, Diagnostics diagnostics) {
        this.modes = new Modes(isa);
        this.limits = limits;
        this.diagnostics = diagnostics;
        this.allowance = new Allowance(limits.bytes());
        this.sections = new Sections(allowance);
        sections.current().section().alignAtLeast(isa.isCompressed() ? 2 : 4);
    }

    public Diagnostics diagnostics() {
        return diagnostics;
    }

    public Limits limits() {
        return limits;
    }

    public Sections sections() {
        return sections;
    }

    public Labels labels() {
        return labels;
    }

    public Modes modes() {
        return modes;
    }

    /** The statement at hand. */
    public Statement statement() {
        return statement;
    }

    public void statement(Statement next) {
        statement = next;
    }

    /** The section that grows. */
    public Chunk chunk() {
        return sections.current();
    }

    /** What {@code .attribute} says. */
    public MachineAttributes attributes() {
        return attributes;
    }

    /** What {@code .file} and {@code .loc} say of the lines that the code comes from. */
    public SourceLines lines() {
        return lines;
    }

    /** Takes the name of the file that the source was made from, as {@code .file} gives it. */
    public void sourceName(String name) {
        sourceName = name;
    }

    // --- messages ---

    /** Reports an error at characters of the statement at hand. */
    public void error(int start, int end, String message, @Nullable String tip) {
        diagnostics.report(statement.error(start, end, message).withTip(tip));
    }

    public void warning(int start, int end, String message) {
        diagnostics.report(statement.warning(start, end, message));
    }

    public Tail.Source source(int start, int end) {
        return new Tail.Source(statement, start, end);
    }

    // --- registers ---

    /** The number of the register that a name means here, or −1. */
    public int register(String name) {
        return Registers.number(name);
    }

    // --- labels ---

    /** Puts a label of the source at the current place. */
    public void define(Expression name) {
        if (name instanceof Expression.Number number) {
            if (number.value() > Integer.MAX_VALUE) {
                throw new StatementException(name.start(), name.end(), "label number is too large");
            }
            labels.numbered((int) number.value()).define(chunk().here(), position(name));
            return;
        }
        Label label = labels.named(((Expression.Name) name).name());
        if (label.name().equals(".")) {
            throw new StatementException(name.start(), name.end(), "'.' is the current place and cannot be defined");
        }
        if (isTaken(label, name)) {
            return;
        }
        label.define(chunk().here(), position(name));
    }

    /** Gives a symbol a value: again and again if {@code again}, else only once. */
    public void assign(Expression.Name name, Expression value, boolean again) {
        if (name.name().equals(".")) {
            throw new StatementException(name.start(), name.end(), "'.' cannot be assigned to", "use .org or .space");
        }
        Formula formula = simplest(formula(value));
        Label label = labels.named(name.name());
        if (label.value() != null && again && label.isReassignable()) {
            label.assign(formula, true, position(name));
            return;
        }
        if (isTaken(label, name)) {
            return;
        }
        label.assign(formula, again, position(name));
    }

    /** Gives a label memory in .bss, behind what the source itself puts there: as in GNU as, in a subsection for these. */
    public void reserve(Label label, long size, long alignment, Expression name) {
        reservations.add(new Reservation(label, size, alignment));
        label.reserve(position(name));
    }

    private void fulfil(Reservation reservation) {
        Chunk bss = sections.subsection(sections.open(".bss", Sections.Attributes.NONE), RESERVED);
        bss.align(new Tail.Align(reservation.alignment, Long.MAX_VALUE, Padding.of(0, 1)));
        reservation.label.define(bss.here(), reservation.label.definition());
        bss.skip(reservation.size);
    }

    /** Whether the label is defined already, and if so says so. */
    public boolean isTaken(Label label, Expression name) {
        if (!label.isDefined()) {
            return false;
        }
        Diagnostic diagnostic = statement.error(name.start(), name.end(), "'" + label + "' is already defined");
        SourcePosition first = label.definition();
        diagnostics.report(first == null ? diagnostic : diagnostic.withNote(first, "first defined"));
        return true;
    }

    private SourcePosition position(Expression expression) {
        return statement.position(expression.start(), expression.end());
    }

    /** A label for the current place that no source can name. */
    public Label anchor() {
        Label label = new Label(".L0 ");
        label.define(chunk().here(), null);
        return label;
    }

    // --- expressions ---

    /** Looks up the names of an expression. */
    public Formula formula(Expression expression) {
        if (expression instanceof Expression.Number number) {
            return new Formula.Constant(number.value());
        }
        if (expression instanceof Expression.Name name) {
            return named(name);
        }
        if (expression instanceof Expression.Group group) {
            return formula(group.inner());
        }
        if (expression instanceof Expression.Unary unary) {
            return operation(unary.operator(), Formula.Constant.ZERO, formula(unary.operand()), unary);
        }
        if (expression instanceof Expression.Binary binary) {
            return operation(binary.operator(), formula(binary.left()), formula(binary.right()), binary);
        }
        if (expression instanceof Expression.NumberedLabel label) {
            return numbered(label);
        }
        throw new StatementException(
                expression.start(), expression.end(), "a floating-point number cannot be part of an expression");
    }

    private Formula named(Expression.Name name) {
        if (name.name().equals(".")) {
            return new Formula.Reference(anchor());
        }
        Label label = labels.find(name.name());
        if ((label == null || !label.isDefined()) && register(name.name()) >= 0) {
            throw new StatementException(
                    name.start(), name.end(), "register '" + name.name() + "' cannot be part of an expression");
        }
        if (label == null) {
            label = labels.named(name.name());
        }
        if (label.weakTarget() != null) {
            return weakly(label);
        }
        label.reference();
        Formula value = label.value();
        if (value == null) {
            return new Formula.Reference(label);
        }
        return value instanceof Formula.Constant ? value : new Formula.Alias(label, value);
    }

    /** What a weak reference refers to in the end. */
    private static Formula weakly(Label reference) {
        Label target = reference;
        for (Label next = reference.weakTarget(); next != null; next = next.weakTarget()) {
            target = next;
        }
        target.referenceWeakly();
        Formula value = target.value();
        return value == null ? new Formula.Reference(target) : new Formula.Alias(target, value);
    }

    private Formula numbered(Expression.NumberedLabel use) {
        if (use.forward()) {
            return new Formula.Reference(labels.behind(use.number(), source(use.start(), use.end())));
        }
        Label label = labels.before(use.number());
        if (label == null) {
            throw new StatementException(use.start(), use.end(), "no label '" + use.number() + ":' stands before");
        }
        return new Formula.Reference(label);
    }

    private static Formula operation(Operator operator, Formula left, Formula right, Expression whole) {
        if (left instanceof Formula.Constant first && right instanceof Formula.Constant second) {
            try {
                return new Formula.Constant(operator.apply(first.number(), second.number()));
            } catch (ArithmeticException impossible) {
                throw new StatementException(whole.start(), whole.end(), String.valueOf(impossible.getMessage()));
            }
        }
        Formula.Operation operation = new Formula.Operation(operator, left, right);
        if (operation.size() > MAX_OPERATORS) {
            throw new StatementException(whole.start(), whole.end(), "expression is too complex");
        }
        return operation;
    }

    /** The same value with as few operations as what is known now allows. */
    private static Formula simplest(Formula formula) {
        if (formula instanceof Formula.Alias alias) {
            return alias.value();
        }
        if (!(formula instanceof Formula.Operation)) {
            return formula;
        }
        try {
            Value value = formula.evaluate();
            if (value.isAbsolute()) {
                return new Formula.Constant(value.number());
            }
            Label plus = value.plus();
            if (value.minus() == null && plus != null) {
                return new Formula.Reference(plus).plus(value.number());
            }
            return formula;
        } catch (FormulaException unknown) {
            return formula;
        }
    }

    /** The formula's number if it is known now, else null. */
    public static @Nullable Long known(Formula formula) {
        if (formula instanceof Formula.Constant constant) {
            return constant.number();
        }
        try {
            Value value = formula.evaluate();
            return value.isAbsolute() ? value.number() : null;
        } catch (FormulaException unknown) {
            return null;
        }
    }

    /** The formula's number if it is known now and the linker cannot change it, else null. */
    public static @Nullable Long knownToLinker(Formula formula) {
        if (formula instanceof Formula.Constant constant) {
            return constant.number();
        }
        try {
            Value value = formula.evaluateForLinking();
            return value.isAbsolute() ? value.number() : null;
        } catch (FormulaException unknown) {
            return null;
        }
    }

    /** The number an expression stands for, which must be known here. */
    public long number(Expression expression) {
        return number(expression, "expected a number that is known here");
    }

    /** The number an expression stands for; if it is not known here, the message says so. */
    public long number(Expression expression, String message) {
        if (expression instanceof Expression.Number number) {
            return number.value();
        }
        Formula formula = formula(expression);
        String why;
        try {
            Value value = formula.evaluate();
            if (value.isAbsolute()) {
                return value.number();
            }
            Label label = value.plus() != null ? value.plus() : value.minus();
            why = label == null
                    ? ""
                    : label.isDefined()
                            ? label.name().equals(".L0 ")
                                    ? ", and '.' is an address"
                                    : ", and '" + label + "' is an address"
                            : ", and '" + label + "' is not defined yet";
        } catch (FormulaException unknown) {
            if (unknown.text().equals("division by zero")) {
                throw new StatementException(expression.start(), expression.end(), unknown.text());
            }
            why = ": " + unknown.text();
        }
        throw new StatementException(expression.start(), expression.end(), message + why);
    }

    // --- bytes ---

    /** Says that what is appended next is an instruction of the statement at hand. */
    public void beginInstruction() {
        chunk().row(statement);
        chunk().code(modes.isa().toString(), false);
        lines.instruction(chunk());
    }

    /** Appends an instruction of the statement at hand: 2 or 4 bytes. */
    public void instruction(int word, int length) {
        beginInstruction();
        chunk().appendCode(word, length);
    }

    /** Appends the place of an instruction that could not be assembled. */
    public void noInstruction() {
        instruction(0, 4);
    }

    /**
     * Pads code to an alignment by as many instructions that do nothing as it can take; the linker, which may move what stands
     * before, takes away those that are too many.
     */
    public void alignCode(long alignment, int start, int end) {
        long shortest = modes.compresses() ? 2 : 4;
        chunk().section().alignAtLeast(alignment);
        if (alignment > shortest) {
            fixup(new Patch.Alignment(), new Formula.Constant(alignment - shortest), start, end);
            chunk().code(modes.isa().toString(), true);
            chunk().appendCode(Padding.NOPS.bytes((int) (alignment - shortest)));
        }
    }

    /** Lets a value get into the bytes that come next. */
    public void fixup(Patch patch, Formula formula, int start, int end) {
        chunk().add(new Fixup(chunk().here(), patch, formula, source(start, end)));
    }

    private void fulfilReservations() {
        try {
            reservations.forEach(this::fulfil);
        } catch (SectionFullException full) {
            diagnostics.error(null, full.text());
        }
    }

    /** Lays out, patches and names all there is, into an object of that name. */
    public ObjectFile finish(String name) {
        labels.reportMissing(diagnostics);
        fulfilReservations();
        sections.join();
        lines.end(sections);
        ObjectFile object = new ObjectFile(name).sourceName(sourceName == null ? name : sourceName);
        object.compressed(modes.isEverCompressed()).attributes().putAll(attributes);
        String isa = modes.isa().toString();
        object.attributes().put(MachineAttributes.ARCH, isa);
        new ObjectWriter(object, sections.all(), labels.all(), modes.relaxes(), diagnostics).write(allowance, isa);
        if (!diagnostics.hasErrors()) {
            addLines(object);
        }
        return object;
    }

    private void addLines(ObjectFile object) {
        int missing = lines.missingFile();
        if (missing >= 0) {
            diagnostics.error(null, "file number " + missing + " is not assigned, and a greater one is");
            return;
        }
        for (Section section : object.sections()) {
            if (section.isNoBits() && DebugLines.makes(section.name())) {
                diagnostics.error(null, "section " + section.name() + " holds no data, only space");
                return;
            }
        }
        lines.addTo(object);
    }
}
