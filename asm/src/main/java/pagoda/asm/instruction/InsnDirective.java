package pagoda.asm.instruction;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.directive.Directive;
import pagoda.asm.directive.DirectiveCall;
import pagoda.asm.directive.Directives;
import pagoda.asm.directive.WideNumbers;
import pagoda.asm.directive.WideNumbers.Wide;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Head;
import pagoda.asm.syntax.ParsedStatement.Operation;
import pagoda.asm.syntax.StatementReader;
import pagoda.asm.syntax.Suggestion;
import pagoda.asm.syntax.SyntaxException;
import pagoda.cpu.isa.Extension;
import pagoda.cpu.isa.InstructionFormat;

/**
 * {@code .insn}, for instructions that the table does not have (GNU as's manual, "RISC-V Instruction Formats"): by a format's
 * name and its fields, {@code .insn r CUSTOM_0, 0, 0, a0, a1, a2}, or as a number, {@code .insn 4, 0x00b5050b}.
 */
public final class InsnDirective implements Directives.Group {

    private static final String NAME = ".insn";

    private @Nullable Map<String, List<Form>> formats;
    private final Assembly assembly;
    private final StatementReader reader;
    private final CustomEncoder encoder;
    private final WideNumbers wideNumbers;

    public InsnDirective(Assembly assembly, StatementReader reader, WideNumbers wideNumbers) {
        this.wideNumbers = wideNumbers;
        this.assembly = assembly;
        this.reader = reader;
        this.encoder = new CustomEncoder(assembly);
    }

    /** The formats by their names; made when the first is looked for. */
    private Map<String, List<Form>> formats() {
        Map<String, List<Form>> known = formats;
        if (known == null) {
            known = new LinkedHashMap<>();
            for (InstructionFormat format : InstructionFormat.values()) {
                for (String word : words(format)) {
                    String syntax = NAME + " " + word + " " + format.syntax();
                    known.computeIfAbsent(word, key -> new ArrayList<>())
                            .add(new Form.Custom(format, CustomEncoder.parameters(format), syntax));
                }
            }
            formats = known;
        }
        return known;
    }

    private static List<String> words(InstructionFormat format) {
        return switch (format) {
            case R4 -> List.of("r", "r4");
            case I_LOAD -> List.of("i");
            case B -> List.of("b", "sb");
            case J -> List.of("j", "uj");
            default -> List.of(format.name().toLowerCase(java.util.Locale.ROOT));
        };
    }

    /** Adds it to a table. */
    @Override
    public void addTo(Directives table) {
        table.add(NAME, Directive.reading(this::run));
    }

    private void run(DirectiveCall call) {
        String text = call.statement().text();
        int start = Head.skipBlanks(text, call.head().end());
        int end = start;
        while (end < text.length() && Head.isNamePart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(start, end);
        List<Form> named = formats().getOrDefault(word, List.of());
        if (!named.isEmpty()) {
            formatted(call, named, word, end);
            return;
        }
        if (start == text.length() || !word.isEmpty() && isUnknown(word)) {
            throw new StatementException(
                    word.isEmpty() ? call.head().start() : start,
                    word.isEmpty() ? call.head().end() : end,
                    word.isEmpty()
                            ? "'.insn' needs a format, or an instruction as a number"
                            : "unknown instruction format '" + word + "'"
                                    + Suggestion.question(word, formats().keySet()),
                    "the formats are " + String.join(", ", formats().keySet()));
        }
        raw(start);
    }

    /** Whether the word begins with a letter and is no symbol with a value. */
    private boolean isUnknown(String word) {
        var label = assembly.labels().find(word);
        return Head.isNameStart(word.charAt(0)) && (label == null || !label.isDefined());
    }

    private void formatted(DirectiveCall call, List<Form> named, String word, int end) {
        String text = call.statement().text();
        Operation parsed = read(" ".repeat(end - word.length()) + text.substring(end - word.length()));
        Expression.Name mnemonic =
                new Expression.Name(NAME + " " + word, call.head().start(), end);
        Operation operation = new Operation(mnemonic, parsed.operands());
        for (Form form : named) {
            if (form instanceof Form.Custom custom && form.fits(operation.operands(), assembly)) {
                InstructionFormat format = custom.format();
                if (format.length() == 2 && !assembly.modes().isa().isCompressed()) {
                    assembly.instruction(0, 2);
                    throw new StatementException(
                            mnemonic.start(),
                            end,
                            "'" + mnemonic.name() + "' needs the extension '" + Extension.C.isaName() + "'",
                            "allow it by .option arch, +c or by --march");
                }
                encoder.encode(format, operation);
                return;
            }
        }
        assembly.noInstruction();
        throw new Mismatch(assembly, named, new Forms()).of(operation);
    }

    private Operation read(String text) {
        try {
            if (reader.read(text).body() instanceof Operation operation) {
                return operation;
            }
        } catch (SyntaxException wrong) {
            throw new StatementException(wrong.start(), wrong.end(), wrong.text(), wrong.tip());
        }
        throw new StatementException(0, text.length(), "expected operands of an instruction");
    }

    /** {@code value} or {@code length, value}; the value's lowest bits say its length, too. */
    private void raw(int start) {
        List<Wide> numbers = wideNumbers.read(start);
        if (numbers.size() > 2) {
            throw new StatementException(
                    numbers.get(2).start(),
                    assembly.statement().text().length(),
                    "'.insn' takes a value, or a length and a value",
                    "it is written: .insn length, value");
        }
        Wide value = numbers.get(numbers.size() - 1);
        if (value.number().signum() < 0) {
            throw new StatementException(value.start(), value.end(), "an instruction is no negative number");
        }
        int length = InstructionFormat.length(value.number().longValue());
        if (numbers.size() == 2 && !numbers.get(0).number().equals(BigInteger.valueOf(length))) {
            Wide written = numbers.get(0);
            throw new StatementException(
                    written.start(),
                    written.end(),
                    "length " + written.number() + " is not what the value's lowest bits say, " + length + " bytes");
        }
        if (value.number().bitLength() > 8 * length) {
            throw new StatementException(
                    value.start(),
                    value.end(),
                    "value does not fit in the " + length + " bytes that its lowest bits say");
        }
        assembly.beginInstruction();
        assembly.chunk().appendCode(value.bytes(length));
    }
}
