package pagoda.asm.instruction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;

/**
 * All that can be written as an instruction, by mnemonic: the rows of the instruction table, and the pseudo-instructions. A
 * mnemonic's forms are made when it is first looked for: most sources use few.
 */
final class Forms {

    private static final String LOAD = "li";
    private static final List<String> ORDERINGS = List.of(".aq", ".rl", ".aqrl");

    private final Map<String, List<Form>> made = new HashMap<>();

    /** The ways to write a mnemonic; empty if there is no such mnemonic. */
    List<Form> named(String mnemonic) {
        List<Form> known = made.get(mnemonic);
        if (known != null) {
            return known;
        }
        List<Form> forms = make(mnemonic);
        if (!forms.isEmpty()) {
            made.put(mnemonic, forms);
        }
        return forms;
    }

    private static List<Form> make(String mnemonic) {
        List<Form> forms = new ArrayList<>();
        Instruction instruction = Instruction.named(mnemonic);
        if (instruction != null) {
            forms.add(real(instruction, "", 0));
        }
        for (String ordering : ORDERINGS) {
            Instruction ordered = mnemonic.endsWith(ordering)
                    ? Instruction.named(mnemonic.substring(0, mnemonic.length() - ordering.length()))
                    : null;
            if (ordered != null && ordered.hasOrdering()) {
                forms.add(real(ordered, ordering, ordering(ordered, ordering)));
            }
        }
        if (mnemonic.equals(LOAD)) {
            forms.add(new Form.Load("li rd, imm", List.of(Parameter.REGISTER, Parameter.IMMEDIATE)));
        }
        forms.addAll(PseudoTable.named(mnemonic));
        return List.copyOf(forms);
    }

    private static Form.Real real(Instruction instruction, String suffix, int ordering) {
        List<Parameter> parameters = new ArrayList<>();
        for (pagoda.cpu.isa.Operand operand : instruction.operands()) {
            parameters.add(Parameter.of(operand));
        }
        String mnemonic = instruction.mnemonic();
        String syntax = mnemonic + suffix + instruction.syntax().substring(mnemonic.length());
        return new Form.Real(instruction, ordering, List.copyOf(parameters), syntax);
    }

    private static int ordering(Instruction instruction, String suffix) {
        Field aq = instruction.field("aq");
        Field rl = instruction.field("rl");
        int word = suffix.contains("aq") && aq != null ? aq.insert(0, 1) : 0;
        return suffix.contains("rl") && rl != null ? rl.insert(word, 1) : word;
    }

    /** All mnemonics. */
    Iterable<String> mnemonics() {
        Set<String> all = new LinkedHashSet<>();
        for (Instruction instruction : Instruction.values()) {
            all.add(instruction.mnemonic());
            if (instruction.hasOrdering()) {
                ORDERINGS.forEach(ordering -> all.add(instruction.mnemonic() + ordering));
            }
        }
        all.add(LOAD);
        all.addAll(PseudoTable.mnemonics());
        return all;
    }
}
