package pagoda.asm.instruction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.layout.Formula;
import pagoda.asm.layout.Label;
import pagoda.asm.layout.Patch;
import pagoda.asm.object.RelocationType;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Literals;
import pagoda.asm.syntax.Operand;
import pagoda.asm.syntax.ParsedStatement.Operation;
import pagoda.asm.syntax.Suggestion;
import pagoda.cpu.isa.Extension;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;

/** Assembles instructions: chooses the form that the operands fit, expands pseudo-instructions, and encodes. */
public final class Instructions {

    private final Forms forms = new Forms();
    private final Assembly assembly;
    private final Encoder encoder;

    public Instructions(Assembly assembly) {
        this.assembly = assembly;
        this.encoder = new Encoder(assembly);
    }

    /**
     * Appends what an instruction or pseudo-instruction stands for.
     *
     * @throws StatementException if there is no such mnemonic, or it does not take these operands
     */
    public void assemble(Operation written) {
        Operation operation = written;
        Expression.Name mnemonic = operation.mnemonic();
        List<Form> named = forms.named(mnemonic.name());
        if (named.isEmpty()) {
            throw new StatementException(
                    mnemonic.start(),
                    mnemonic.end(),
                    "unknown instruction '" + mnemonic.name() + "'"
                            + Suggestion.question(mnemonic.name(), forms.mnemonics()));
        }
        if (hasText(written.operands())) {
            operation = new Operation(
                    mnemonic, written.operands().stream().map(this::unquoted).toList());
        }
        Form form = choose(named, operation.operands());
        if (form == null) {
            reportMissingExtension(named, operation);
            // What cannot be assembled still takes its place, so that it is the only error.
            assembly.noInstruction();
            throw new Mismatch(assembly, named, forms).of(operation);
        }
        if (form instanceof Form.Real real) {
            boolean jump = real.instruction() == Instruction.JAL || real.instruction() == Instruction.JALR;
            encoder.encode(real, operation, null, !jump);
        } else if (form instanceof Form.Load) {
            load(operation);
        } else if (form instanceof Form.Pseudo pseudo) {
            expand(alternative(pseudo), operation);
        }
    }

    /** In position-independent code {@code la} is {@code lga}. */
    private Form.Pseudo alternative(Form.Pseudo pseudo) {
        if (assembly.modes().isPositionIndependent() && pseudo.syntax().startsWith("la ")) {
            return (Form.Pseudo) forms.named("lga").get(0);
        }
        return pseudo;
    }

    private static boolean hasText(List<Operand> operands) {
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i) instanceof Operand.Text) {
                return true;
            }
        }
        return false;
    }

    /** A string among an instruction's operands is a symbol's name in quotes. */
    private Operand unquoted(Operand operand) {
        if (!(operand instanceof Operand.Text text)) {
            return operand;
        }
        String name = Literals.text(text.literal(), assembly.statement().file().charset());
        return Operand.Value.of(new Expression.Name(name, text.start(), text.end()));
    }

    private @Nullable Form choose(List<Form> named, List<Operand> operands) {
        for (Form form : named) {
            if (form.fits(operands, assembly) && missing(form) == null) {
                return form;
            }
        }
        return null;
    }

    /** The extension that a form needs and that may not be used here, or null. */
    private @Nullable Extension missing(Form form) {
        if (form instanceof Form.Real real) {
            return assembly.modes().missing(real.instruction());
        }
        if (form instanceof Form.Pseudo pseudo) {
            for (Form.Step step : pseudo.steps()) {
                Extension missing = missing(forms.named(step.mnemonic()).get(0));
                if (missing != null) {
                    return missing;
                }
            }
        }
        return null;
    }

    /** If only an extension is missing for a form to fit, says which one, and throws. */
    private void reportMissingExtension(List<Form> named, Operation operation) {
        for (Form form : named) {
            Extension extension = missing(form);
            if (extension != null && (form.fits(operation.operands(), assembly) || named.size() == 1)) {
                assembly.noInstruction();
                Expression.Name mnemonic = operation.mnemonic();
                throw new StatementException(
                        mnemonic.start(),
                        mnemonic.end(),
                        "'" + mnemonic.name() + "' needs the extension '" + extension.isaName() + "'",
                        "allow it by .option arch, +" + extension.isaName() + " or by --march");
            }
        }
    }

    private void load(Operation operation) {
        Operand.Value register = (Operand.Value) operation.operands().get(0);
        Operand.Value value = (Operand.Value) operation.operands().get(1);
        if (value.operator() != null) {
            throw new StatementException(
                    value.start(),
                    value.end(),
                    "li takes a number, not %" + value.operator(),
                    "use la for an address, or lui and addi with %hi and %lo");
        }
        long number;
        try {
            number = assembly.number(value.expression(), "li needs a number that is known here");
        } catch (StatementException unknown) {
            assembly.noInstruction();
            throw unknown.tip() != null || !unknown.text().startsWith("li ")
                    ? unknown
                    : new StatementException(
                            unknown.start(),
                            unknown.end(),
                            unknown.text(),
                            "use la for an address; define a constant before it is used");
        }
        int rd = assembly.register(
                String.valueOf(register.name() == null ? null : register.name().name()));
        for (LoadConstant.Step step : LoadConstant.steps(rd, number)) {
            encoder.arithmetic(step.instruction(), rd, step.fromZero() ? Registers.ZERO : rd, step.immediate());
        }
    }

    private void expand(Form.Pseudo pseudo, Operation operation) {
        Substitution substitution = new Substitution(pseudo.names(), operation);
        Label anchor = null;
        int mark = pseudo.parameters().indexOf(Parameter.MARK);
        if (mark >= 0) {
            Operand.Value marked = (Operand.Value) operation.operands().get(mark);
            Formula symbol = assembly.formula(marked.expression());
            assembly.fixup(
                    new Patch.Link(RelocationType.TPREL_ADD, assembly.modes().relaxes()),
                    symbol,
                    marked.start(),
                    marked.end());
        }
        boolean shorten = mark < 0 && pseudo.mayShorten();
        for (Form.Step step : pseudo.steps()) {
            if (step.anchored()) {
                anchor = assembly.anchor();
            }
            List<Operand> operands = new ArrayList<>(step.operands().size());
            for (Operand template : step.operands()) {
                operands.add(substitution.of(template));
            }
            Operation expanded = new Operation(
                    new Expression.Name(
                            step.mnemonic(),
                            operation.mnemonic().start(),
                            operation.mnemonic().end()),
                    operands);
            Form.Real real = (Form.Real) forms.named(step.mnemonic()).get(0);
            encoder.encode(real, expanded, anchor, shorten);
        }
    }

    /** The names of all instructions and pseudo-instructions, sorted. */
    public Set<String> mnemonics() {
        Set<String> names = new TreeSet<>();
        forms.mnemonics().forEach(names::add);
        return names;
    }
}
