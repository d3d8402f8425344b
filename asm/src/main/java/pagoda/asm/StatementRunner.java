package pagoda.asm;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.directive.Directive;
import pagoda.asm.directive.DirectiveCall;
import pagoda.asm.directive.Directives;
import pagoda.asm.directive.WideNumbers;
import pagoda.asm.instruction.InsnDirective;
import pagoda.asm.instruction.Instructions;
import pagoda.asm.layout.Chunk;
import pagoda.asm.layout.Formula;
import pagoda.asm.layout.SectionFullException;
import pagoda.asm.layout.Spot;
import pagoda.asm.macro.Conditionals;
import pagoda.asm.macro.Equivalents;
import pagoda.asm.macro.FlowDirectives;
import pagoda.asm.macro.Input;
import pagoda.asm.macro.Macros;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.source.SourceFile;
import pagoda.asm.source.SourceFiles;
import pagoda.asm.source.Statement;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Head;
import pagoda.asm.syntax.ParsedStatement;
import pagoda.asm.syntax.ParsedStatement.Assignment;
import pagoda.asm.syntax.ParsedStatement.Operation;
import pagoda.asm.syntax.StatementReader;
import pagoda.asm.syntax.SyntaxException;

/** Reads one source statement by statement, and has each of them done by the room it belongs to. */
final class StatementRunner {

    private static final int STATEMENTS_A_REPORT = 1 << 13;

    private final Assembly assembly;
    private final Directives directives;
    private final Instructions instructions;
    private final Conditionals conditionals;
    private final Input input;
    private final Macros macros;
    private final Equivalents equivalents;
    private final StatementReader reader = new StatementReader();
    private final Set<String> fullSections = new java.util.HashSet<>();

    private final @Nullable Listing listing;

    StatementRunner(AssemblerOptions options, SourceFiles files, Diagnostics diagnostics, @Nullable Listing listing) {
        this.listing = listing;
        assembly = new Assembly(options.isa(), options.limits(), diagnostics);
        instructions = new Instructions(assembly);
        conditionals = new Conditionals(assembly);
        input = new Input(assembly, conditionals);
        macros = new Macros(assembly, input);
        equivalents = new Equivalents(assembly);
        WideNumbers wideNumbers = new WideNumbers(assembly, reader);
        directives = new Directives(List.of(
                new FlowDirectives(
                        assembly, conditionals, macros, equivalents, input, files, options.includeDirectories()),
                wideNumbers,
                new InsnDirective(assembly, reader, wideNumbers)));
        options.symbols()
                .forEach(
                        (name, value) -> assembly.labels().named(name).assign(new Formula.Constant(value), true, null));
    }

    ObjectFile run(SourceFile file, Progress progress) {
        input.read(file);
        boolean more = true;
        for (int count = 1; more; count++) {
            if (count % STATEMENTS_A_REPORT == 0) {
                progress.at(file.name(), input.offset(), file.text().length());
            }
            try {
                Statement statement = input.next();
                more = statement != null;
                if (statement != null) {
                    list(statement);
                }
            } catch (SyntaxException wrong) {
                assembly.error(wrong.start(), wrong.end(), wrong.text(), wrong.tip());
                conditionals.unreadable(Head.of(assembly.statement().text()));
            } catch (StatementException wrong) {
                assembly.error(wrong.start(), wrong.end(), wrong.text(), wrong.tip());
            } catch (SectionFullException full) {
                // One message for each section: what follows cannot be appended either.
                if (fullSections.add(full.text())) {
                    assembly.error(0, assembly.statement().text().length(), full.text(), null);
                }
            }
        }
        return assembly.finish(file.name());
    }

    /** Does a statement, and remembers for the listing, if there is one, what it appended. */
    private void list(Statement statement) throws SyntaxException {
        if (listing == null) {
            run(statement);
            return;
        }
        Chunk chunk = assembly.chunk();
        Spot start = chunk.here();
        run(statement);
        if (chunk == assembly.chunk()) {
            listing.add(statement, start, chunk.here());
        }
    }

    private void run(Statement written) throws SyntaxException {
        Statement statement = equivalents.substitute(written);
        assembly.statement(statement);
        String text = statement.text();
        Head head = Head.of(text);
        if (conditionals.isSkipping()) {
            skip(head);
            return;
        }
        if (macros.isMacro(head.word()) && !isLabelOrAssignment(text, head)) {
            define(text, head);
            macros.call(head);
            return;
        }
        Directive directive = head.word().startsWith(".") ? directives.named(head.word()) : null;
        if (directive != null && !directive.parsed()) {
            define(text, head);
            directive.action().run(new DirectiveCall(assembly, head, List.of()));
            return;
        }
        if (directive == null && head.word().startsWith(".") && !isLabelOrAssignment(text, head)) {
            define(text, head);
            throw new StatementException(
                    head.start(),
                    head.end(),
                    "unknown directive '" + head.word() + "'" + directives.question(head.word()));
        }
        ParsedStatement parsed = reader.read(text);
        if (!parsed.labels().isEmpty()) {
            parsed.labels().forEach(assembly::define);
        }
        if (parsed.body() instanceof Assignment assignment) {
            assembly.assign(assignment.symbol(), assignment.value(), !assignment.once());
        } else if (parsed.body() instanceof Operation operation) {
            run(operation, directive, head);
        }
    }

    private void run(Operation operation, @Nullable Directive directive, Head head) {
        if (directive != null) {
            directive.action().run(new DirectiveCall(assembly, head, operation.operands()));
        } else {
            instructions.assemble(operation);
        }
    }

    private static boolean isLabelOrAssignment(String text, Head head) {
        int behind = Head.skipBlanks(text, head.end());
        return behind < text.length() && text.charAt(behind) == '=';
    }

    /** Defines the labels before a statement whose rest is no expression. */
    private void define(String text, Head head) throws SyntaxException {
        if (head.start() > 0) {
            for (Expression label : reader.read(text.substring(0, head.start())).labels()) {
                assembly.define(label);
            }
        }
    }

    /** Among statements that are left out, only the words count that may end that. */
    private void skip(Head head) throws SyntaxException {
        if (!conditionals.concerns(head)) {
            return;
        }
        switch (head.word()) {
            case ".else" -> conditionals.otherwise();
            case ".endif" -> conditionals.end();
            case ".elseif" -> {
                if (conditionals.mayTakeElse()) {
                    ParsedStatement parsed = reader.read(assembly.statement().text());
                    Directive directive = directives.named(".elseif");
                    if (directive != null && parsed.body() instanceof Operation operation) {
                        directive.action().run(new DirectiveCall(assembly, head, operation.operands()));
                    }
                }
            }
            default -> conditionals.begin(false);
        }
    }
}
