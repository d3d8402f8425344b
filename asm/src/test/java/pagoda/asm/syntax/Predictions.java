package pagoda.asm.syntax;

import java.nio.charset.StandardCharsets;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.atn.DecisionInfo;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.source.SourceFile;
import pagoda.asm.source.Statement;
import pagoda.asm.source.StatementScanner;

/** Counts, with ANTLR's profiler, what the parser had to predict by looking further than one token. */
public final class Predictions {

    private final Characters characters = new Characters();
    private final StatementLexer lexer = new StatementLexer(characters);
    private final Tokens tokens = new Tokens(lexer);
    private final StatementParser parser = new StatementParser(tokens);
    private int statements;

    public Predictions() {
        lexer.removeErrorListeners();
        lexer.setTokenFactory(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.setBuildParseTree(false);
        parser.setProfile(true);
    }

    /** Parses all statements of a source. */
    public void read(String source) {
        StatementScanner scanner = new StatementScanner(
                SourceFile.of("source.s", source.getBytes(StandardCharsets.UTF_8)), new Diagnostics());
        for (Statement next = scanner.next(); next != null; next = scanner.next()) {
            characters.read(next.text());
            tokens.fill();
            parser.reset();
            try {
                parser.statement();
                statements++;
            } catch (ParseCancellationException notParsed) {
                // A directive that reads its text itself; what was predicted up to here counts.
            }
        }
    }

    /** The statements that were parsed. */
    public int statements() {
        return statements;
    }

    /** How often the parser predicted, with or without the full context. */
    public long count() {
        long count = 0;
        for (DecisionInfo decision : parser.getParseInfo().getDecisionInfo()) {
            count += decision.invocations + decision.LL_Fallback + decision.ambiguities.size();
        }
        return count;
    }
}
