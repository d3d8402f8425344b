package pagoda.asm.instruction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;

/** All that can be written as an instruction, by mnemonic: the rows of the instruction table, and the pseudo-instructions. */
final class Forms {

    /** The one table; it never changes. */
    static final Forms TABLE = new Forms();

    private final Map<String, List<Form>> byMnemonic = new LinkedHashMap<>();

    private Forms() {
        for (Instruction instruction : Instruction.values()) {
            add(instruction.mnemonic(), real(instruction, "", 0));
            if (instruction.hasOrdering()) {
                add(instruction.mnemonic() + ".aq", real(instruction, ".aq", ordering(instruction, true, false)));
                add(instruction.mnemonic() + ".rl", real(instruction, ".rl", ordering(instruction, false, true)));
                add(instruction.mnemonic() + ".aqrl", real(instruction, ".aqrl", ordering(instruction, true, true)));
            }
        }
        add("li", new Form.Load("li rd, imm", List.of(Parameter.REGISTER, Parameter.IMMEDIATE)));
        for (Form.Pseudo pseudo : new PseudoTable().forms()) {
            int space = pseudo.syntax().indexOf(' ');
            add(space < 0 ? pseudo.syntax() : pseudo.syntax().substring(0, space), pseudo);
        }
    }

    private void add(String mnemonic, Form form) {
        byMnemonic.computeIfAbsent(mnemonic, key -> new ArrayList<>()).add(form);
    }

    private static Form.Real real(Instruction instruction, String suffix, int ordering) {
        List<Parameter> parameters =
                instruction.operands().stream().map(Parameter::of).toList();
        String syntax = instruction.syntax().replaceFirst("^\\S+", "$0" + suffix);
        return new Form.Real(instruction, ordering, parameters, syntax);
    }

    private static int ordering(Instruction instruction, boolean acquire, boolean release) {
        Field aq = instruction.field("aq");
        Field rl = instruction.field("rl");
        int word = acquire && aq != null ? aq.insert(0, 1) : 0;
        return release && rl != null ? rl.insert(word, 1) : word;
    }

    /** The ways to write a mnemonic; empty if there is no such mnemonic. */
    List<Form> named(String mnemonic) {
        return byMnemonic.getOrDefault(mnemonic, List.of());
    }

    /** All mnemonics. */
    Iterable<String> mnemonics() {
        return byMnemonic.keySet();
    }
}
