package pagoda.asm.instruction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.syntax.Operand;
import pagoda.asm.syntax.ParsedStatement;
import pagoda.asm.syntax.StatementReader;
import pagoda.asm.syntax.SyntaxException;
import pagoda.cpu.isa.Instruction;

/**
 * The pseudo-instructions of the RISC-V unprivileged manual (chapter "RISC-V Assembly Programmer's Handbook") and those that
 * GNU as has beside them. A row is the form as written, and the instructions it stands for; {@code @} marks the step that a
 * {@code %pcrel_lo(anchor)} refers to. {@code li} is not here: {@link LoadConstant} makes its steps.
 */
final class PseudoTable {

    // spotless:off
    private static final String[] ROWS = {
        "nop                     | addi x0, x0, 0",
        "mv rd, rs               | addi rd, rs, 0",
        "move rd, rs             | addi rd, rs, 0",
        "not rd, rs              | xori rd, rs, -1",
        "neg rd, rs              | sub rd, x0, rs",
        "negw rd, rs             | subw rd, x0, rs",
        "sext.b rd, rs           | slli rd, rs, 56; srai rd, rd, 56",
        "sext.h rd, rs           | slli rd, rs, 48; srai rd, rd, 48",
        "sext.w rd, rs           | addiw rd, rs, 0",
        "zext.b rd, rs           | andi rd, rs, 255",
        "zext.h rd, rs           | slli rd, rs, 48; srli rd, rd, 48",
        "zext.w rd, rs           | add.uw rd, rs, x0",
        "zext.w rd, rs           | slli rd, rs, 32; srli rd, rd, 32",
        "seqz rd, rs             | sltiu rd, rs, 1",
        "snez rd, rs             | sltu rd, x0, rs",
        "sltz rd, rs             | slt rd, rs, x0",
        "sgtz rd, rs             | slt rd, x0, rs",
        "sgt rd, rs, rt          | slt rd, rt, rs",
        "sgtu rd, rs, rt         | sltu rd, rt, rs",

        "add rd, rs, imm         | addi rd, rs, imm",
        "and rd, rs, imm         | andi rd, rs, imm",
        "or rd, rs, imm          | ori rd, rs, imm",
        "xor rd, rs, imm         | xori rd, rs, imm",
        "slt rd, rs, imm         | slti rd, rs, imm",
        "sltu rd, rs, imm        | sltiu rd, rs, imm",
        "sll rd, rs, imm         | slli rd, rs, imm",
        "srl rd, rs, imm         | srli rd, rs, imm",
        "sra rd, rs, imm         | srai rd, rs, imm",
        "addw rd, rs, imm        | addiw rd, rs, imm",
        "sllw rd, rs, imm        | slliw rd, rs, imm",
        "srlw rd, rs, imm        | srliw rd, rs, imm",
        "sraw rd, rs, imm        | sraiw rd, rs, imm",
        "add rd, rs, rt, mark    | add rd, rs, rt",

        "beqz rs, target         | beq rs, x0, target",
        "bnez rs, target         | bne rs, x0, target",
        "blez rs, target         | bge x0, rs, target",
        "bgez rs, target         | bge rs, x0, target",
        "bltz rs, target         | blt rs, x0, target",
        "bgtz rs, target         | blt x0, rs, target",
        "bgt rs, rt, target      | blt rt, rs, target",
        "ble rs, rt, target      | bge rt, rs, target",
        "bgtu rs, rt, target     | bltu rt, rs, target",
        "bleu rs, rt, target     | bgeu rt, rs, target",

        "j target                | jal x0, target",
        "b target                | jal x0, target",
        "jal target              | jal ra, target",
        "jr rs                   | jalr x0, 0(rs)",
        "jr imm(rs)              | jalr x0, imm(rs)",
        "jr rs, imm              | jalr x0, imm(rs)",
        "jalr rs                 | jalr ra, 0(rs)",
        "jalr imm(rs)            | jalr ra, imm(rs)",
        "jalr rs, imm            | jalr ra, imm(rs)",
        "jalr rd, rs             | jalr rd, 0(rs)",
        "jalr rd, rs, imm        | jalr rd, imm(rs)",
        "ret                     | jalr x0, 0(ra)",
        "call target             | auipc ra, %call(target); jalr ra, 0(ra)",
        "call rd, target         | auipc t1, %call(target); jalr rd, 0(t1)",
        "tail target             | auipc t1, %call(target); jalr x0, 0(t1)",
        "jump target, rt         | auipc rt, %call(target); jalr x0, 0(rt)",

        "lla rd, symbol          | @auipc rd, %pcrel_hi(symbol); addi rd, rd, %pcrel_lo(anchor)",
        "la rd, symbol           | @auipc rd, %pcrel_hi(symbol); addi rd, rd, %pcrel_lo(anchor)",
        "lga rd, symbol          | @auipc rd, %got_pcrel_hi(symbol); ld rd, %pcrel_lo(anchor)(rd)",
        "la.tls.ie rd, symbol    | @auipc rd, %tls_ie_pcrel_hi(symbol); ld rd, %pcrel_lo(anchor)(rd)",
        "la.tls.gd rd, symbol    | @auipc rd, %tls_gd_pcrel_hi(symbol); addi rd, rd, %pcrel_lo(anchor)",

        "ror rd, rs, imm         | rori rd, rs, imm",
        "rorw rd, rs, imm        | roriw rd, rs, imm",
        "bclr rd, rs, imm        | bclri rd, rs, imm",
        "bext rd, rs, imm        | bexti rd, rs, imm",
        "binv rd, rs, imm        | binvi rd, rs, imm",
        "bset rd, rs, imm        | bseti rd, rs, imm",

        "fmv.s fd, fs            | fsgnj.s fd, fs, fs",
        "fabs.s fd, fs           | fsgnjx.s fd, fs, fs",
        "fneg.s fd, fs           | fsgnjn.s fd, fs, fs",
        "fgt.s rd, fs, ft        | flt.s rd, ft, fs",
        "fge.s rd, fs, ft        | fle.s rd, ft, fs",
        "fmv.d fd, fs            | fsgnj.d fd, fs, fs",
        "fabs.d fd, fs           | fsgnjx.d fd, fs, fs",
        "fneg.d fd, fs           | fsgnjn.d fd, fs, fs",
        "fgt.d rd, fs, ft        | flt.d rd, ft, fs",
        "fge.d rd, fs, ft        | fle.d rd, ft, fs",
        "fmv.x.s rd, fs          | fmv.x.w rd, fs",
        "fmv.s.x fd, rs          | fmv.w.x fd, rs",

        "frcsr rd                | csrrs rd, fcsr, x0",
        "frsr rd                 | csrrs rd, fcsr, x0",
        "fscsr rs                | csrrw x0, fcsr, rs",
        "fscsr rd, rs            | csrrw rd, fcsr, rs",
        "fssr rs                 | csrrw x0, fcsr, rs",
        "fssr rd, rs             | csrrw rd, fcsr, rs",
        "frrm rd                 | csrrs rd, frm, x0",
        "fsrm rs                 | csrrw x0, frm, rs",
        "fsrm rd, rs             | csrrw rd, frm, rs",
        "fsrmi imm               | csrrwi x0, frm, imm",
        "fsrmi rd, imm           | csrrwi rd, frm, imm",
        "frflags rd              | csrrs rd, fflags, x0",
        "fsflags rs              | csrrw x0, fflags, rs",
        "fsflags rd, rs          | csrrw rd, fflags, rs",
        "fsflagsi imm            | csrrwi x0, fflags, imm",
        "fsflagsi rd, imm        | csrrwi rd, fflags, imm",

        "csrr rd, csr            | csrrs rd, csr, x0",
        "csrw csr, rs            | csrrw x0, csr, rs",
        "csrw csr, imm           | csrrwi x0, csr, imm",
        "csrs csr, rs            | csrrs x0, csr, rs",
        "csrs csr, imm           | csrrsi x0, csr, imm",
        "csrc csr, rs            | csrrc x0, csr, rs",
        "csrc csr, imm           | csrrci x0, csr, imm",
        "csrwi csr, imm          | csrrwi x0, csr, imm",
        "csrsi csr, imm          | csrrsi x0, csr, imm",
        "csrci csr, imm          | csrrci x0, csr, imm",
        "csrrw rd, csr, imm      | csrrwi rd, csr, imm",
        "csrrs rd, csr, imm      | csrrsi rd, csr, imm",
        "csrrc rd, csr, imm      | csrrci rd, csr, imm",
        "rdcycle rd              | csrrs rd, cycle, x0",
        "rdtime rd               | csrrs rd, time, x0",
        "rdinstret rd            | csrrs rd, instret, x0",

        "fence                   | fence iorw, iorw",
        "unimp                   | c.unimp",
        "unimp                   | csrrw x0, cycle, x0",
        "c.nop                   | c.addi x0, 0",
        "c.nop imm               | c.addi x0, imm",
        "sbreak                  | ebreak",
        "scall                   | ecall",
    };
    // spotless:on

    private static final String LOAD = "OP rd, symbol | @auipc rd, %pcrel_hi(symbol); OP rd, %pcrel_lo(anchor)(rd)";
    private static final String STORE =
            "OP rs, symbol, rt | @auipc rt, %pcrel_hi(symbol); OP rs, %pcrel_lo(anchor)(rt)";
    private static final String FLOAT_LOAD =
            "OP fd, symbol, rt | @auipc rt, %pcrel_hi(symbol); OP fd, %pcrel_lo(anchor)(rt)";
    private static final String FLOAT_STORE =
            "OP fs, symbol, rt | @auipc rt, %pcrel_hi(symbol); OP fs, %pcrel_lo(anchor)(rt)";

    private PseudoTable() {}

    /** All forms, in the table's order, with loads and stores by symbol for those of the instruction table. */
    static List<Form.Pseudo> forms() {
        List<String> rows = new ArrayList<>(List.of(ROWS));
        for (Instruction instruction : Instruction.values()) {
            String row = bySymbol(instruction);
            if (row != null) {
                rows.add(row);
            }
        }
        return forms(rows);
    }

    /** The forms of this mnemonic, in the same order. */
    static List<Form.Pseudo> named(String mnemonic) {
        List<String> rows = new ArrayList<>();
        for (String row : ROWS) {
            if (row.startsWith(mnemonic) && row.charAt(mnemonic.length()) == ' ') {
                rows.add(row);
            }
        }
        Instruction instruction = Instruction.named(mnemonic);
        String row = instruction == null ? null : bySymbol(instruction);
        if (row != null) {
            rows.add(row);
        }
        return forms(rows);
    }

    private static List<Form.Pseudo> forms(List<String> rows) {
        List<Form.Pseudo> forms = new ArrayList<>();
        if (!rows.isEmpty()) {
            StatementReader reader = new StatementReader();
            for (String row : rows) {
                forms.add(form(row, reader));
            }
        }
        return forms;
    }

    /** The mnemonics of the rows; loads and stores have theirs in the instruction table. */
    static List<String> mnemonics() {
        List<String> mnemonics = new ArrayList<>();
        for (String row : ROWS) {
            mnemonics.add(row.substring(0, row.indexOf(' ')));
        }
        return mnemonics;
    }

    /** The row for a load or store whose address is a symbol, or null if the instruction is none. */
    private static @Nullable String bySymbol(Instruction instruction) {
        List<pagoda.cpu.isa.Operand> operands = instruction.operands();
        if (operands.size() != 2
                || operands.get(1).kind() != pagoda.cpu.isa.Operand.Kind.OFFSET_BASE
                || instruction.length() != 4
                || instruction == Instruction.JALR) {
            return null;
        }
        String row = switch (operands.get(0).field().name()) {
            case "rd" -> LOAD;
            case "fd" -> FLOAT_LOAD;
            case "fs2" -> FLOAT_STORE;
            default -> STORE;
        };
        return row.replace("OP", instruction.mnemonic());
    }

    /** The form that a row describes. */
    static Form.Pseudo form(String row) {
        return form(row, new StatementReader());
    }

    private static Form.Pseudo form(String row, StatementReader reader) {
        int bar = row.indexOf('|');
        String syntax = row.substring(0, bar).strip();
        int space = syntax.indexOf(' ');
        List<String> names = new ArrayList<>();
        List<Parameter> parameters = new ArrayList<>();
        for (String word :
                space < 0 ? new String[0] : syntax.substring(space + 1).split(",")) {
            names.add(word.strip());
            parameters.add(Parameter.named(word.strip()));
        }
        List<Form.Step> steps = new ArrayList<>();
        for (String step : row.substring(bar + 1).split(";")) {
            steps.add(step(step.strip(), reader));
        }
        return new Form.Pseudo(syntax, List.copyOf(names), List.copyOf(parameters), List.copyOf(steps));
    }

    private static Form.Step step(String text, StatementReader reader) {
        boolean anchored = text.startsWith("@");
        try {
            ParsedStatement parsed = reader.read(anchored ? text.substring(1) : text);
            if (!(parsed.body() instanceof ParsedStatement.Operation operation)) {
                throw new IllegalStateException("not an instruction: " + text);
            }
            List<Operand> operands = operation.operands();
            return new Form.Step(operation.mnemonic().name(), anchored, operands);
        } catch (SyntaxException wrong) {
            throw new IllegalStateException(text + ": " + wrong.text(), wrong);
        }
    }
}
