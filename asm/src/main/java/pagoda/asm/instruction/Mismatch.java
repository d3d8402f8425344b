package pagoda.asm.instruction;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Operand;
import pagoda.asm.syntax.ParsedStatement.Operation;
import pagoda.asm.syntax.Suggestion;
import pagoda.cpu.isa.Registers;

/** Says why no form of a mnemonic takes the operands that were written. */
final class Mismatch {

    private final Assembly assembly;
    private final List<Form> named;
    private final Forms forms;

    Mismatch(Assembly assembly, List<Form> named, Forms forms) {
        this.assembly = assembly;
        // Nobody who writes four operands by mistake means %tprel_add.
        this.named = named.stream()
                .filter(form -> !form.parameters().contains(Parameter.MARK))
                .toList();
        this.forms = forms;
    }

    StatementException of(Operation operation) {
        List<Operand> operands = operation.operands();
        List<Form> candidates = new ArrayList<>();
        for (Form form : named) {
            if (form.parameters().size() == operands.size() || form.isWithoutRounding(operands.size())) {
                candidates.add(form);
            }
        }
        if (candidates.isEmpty()) {
            return count(operation);
        }
        Form best = candidates.get(0);
        int furthest = -1;
        for (Form form : candidates) {
            int wrong = firstWrong(form, operands);
            if (wrong > furthest) {
                furthest = wrong;
                best = form;
            }
        }
        List<Parameter> wanted = new ArrayList<>();
        for (Form form : candidates) {
            Parameter parameter = form.parameters().get(furthest);
            if (firstWrong(form, operands) == furthest && !wanted.contains(parameter)) {
                wanted.add(parameter);
            }
        }
        return operand(best, wanted, operands.get(furthest), operation);
    }

    private int firstWrong(Form form, List<Operand> operands) {
        int index = 0;
        while (index < operands.size() && form.parameters().get(index).takes(operands.get(index), assembly)) {
            index++;
        }
        return index;
    }

    private StatementException count(Operation operation) {
        int found = operation.operands().size();
        List<Integer> counts = named.stream()
                .flatMap(form -> {
                    int count = form.parameters().size();
                    return form.isWithoutRounding(count - 1) ? Stream.of(count - 1, count) : Stream.of(count);
                })
                .distinct()
                .sorted()
                .toList();
        StringBuilder takes = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            takes.append(i == 0 ? "" : i == counts.size() - 1 ? " or " : ", ");
            takes.append(counts.get(i) == 0 ? "no" : counts.get(i).toString());
        }
        boolean one = counts.get(counts.size() - 1) == 1;
        String message = "'" + operation.mnemonic().name() + "' takes " + takes + (one ? " operand" : " operands")
                + ", found " + found;
        int most = counts.get(counts.size() - 1);
        int start = operation.mnemonic().start();
        int end = operation.mnemonic().end();
        if (found > most) {
            start = operation.operands().get(most).start();
            end = operation.operands().get(found - 1).end();
        }
        return new StatementException(start, end, message, "it is written: " + syntaxes());
    }

    private String syntaxes() {
        List<String> syntaxes = new ArrayList<>();
        for (Form form : named) {
            if (syntaxes.size() < 3) {
                syntaxes.add(form.syntax());
            }
        }
        return String.join("; or ", syntaxes);
    }

    private StatementException operand(Form best, List<Parameter> wanted, Operand operand, Operation operation) {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < wanted.size(); i++) {
            expected.append(i == 0 ? "" : i == wanted.size() - 1 ? " or " : ", ")
                    .append(wanted.get(i).words());
        }
        String written = assembly.statement().text().substring(operand.start(), operand.end());
        String found = operand instanceof Operand.Absent
                ? "nothing"
                : isRegister(operand) ? "register '" + written + "'" : "'" + written + "'";
        String question = "";
        String tip = null;
        if (wanted.contains(Parameter.REGISTER) && operand instanceof Operand.Value value && value.name() != null) {
            question = Suggestion.question(written, Registers.names());
        } else if (wanted.contains(Parameter.FLOAT_REGISTER)
                && operand instanceof Operand.Value value
                && value.name() != null) {
            question = Suggestion.question(written, Registers.floatNames());
        }
        String mnemonic = operation.mnemonic().name();
        String shorter = mnemonic.endsWith("i") ? mnemonic.substring(0, mnemonic.length() - 1) : "";
        if (wanted.contains(Parameter.IMMEDIATE)
                && isRegister(operand)
                && !forms.named(shorter).isEmpty()) {
            tip = "use " + shorter + " for registers";
        } else if (mnemonic.equals("sub") && wanted.contains(Parameter.REGISTER) && question.isEmpty()) {
            tip = "use addi with the negative number";
        } else if (wanted.contains(Parameter.OFFSET_BASE)
                || operation.operands().size() > 1) {
            tip = "it is written: " + best.syntax();
        }
        return new StatementException(
                operand.start(), operand.end(), "expected " + expected + ", found " + found + question, tip);
    }

    private boolean isRegister(Operand operand) {
        if (operand instanceof Operand.Value value) {
            Expression.Name name = value.name();
            return name != null && assembly.register(name.name()) >= 0;
        }
        return false;
    }
}
