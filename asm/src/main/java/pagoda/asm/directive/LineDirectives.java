package pagoda.asm.directive;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.SourceLines;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.layout.Label;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Literals;
import pagoda.asm.syntax.Suggestion;
import pagoda.elf.dwarf.LineUnit;

/** The directives by which a compiler says which lines of its source the code comes from (GNU as's manual, "Loc"). */
final class LineDirectives {

    private static final List<String> WORDS =
            List.of("basic_block", "prologue_end", "epilogue_begin", "is_stmt", "isa", "discriminator", "view");

    private static final int MD5_BYTES = 16;

    private LineDirectives() {}

    static void addTo(Map<String, Directive> table) {
        table.put(".file", Directive.reading(LineDirectives::file));
        table.put(".loc", Directive.reading(LineDirectives::loc));
    }

    /** {@code .file "NAME"} names the source; {@code .file NUMBER ["DIRECTORY"] "NAME" [md5 HASH]} is for {@code .loc}. */
    private static void file(DirectiveCall call) {
        Arguments arguments = call.arguments();
        if (arguments.peek() == '"') {
            call.assembly().sourceName(arguments.needString("a file's name"));
            return;
        }
        int start = arguments.offset();
        int number = (int) arguments.needNumber("a file's name, or its number", SourceLines.mostFiles());
        int end = start
                + call.statement()
                        .text()
                        .substring(start)
                        .split("[\\s\"]", 2)[0]
                        .length();
        String first = arguments.needString("a file's name");
        String second = arguments.string();
        byte[] md5 = null;
        if (!arguments.atEnd()) {
            md5 = md5(arguments);
        }
        arguments.expectEnd();
        boolean added = call.assembly()
                .lines()
                .file(number, second == null ? null : first, second == null ? first : second, md5);
        if (!added) {
            throw new StatementException(start, end, "file number " + number + " is that of another file already");
        }
    }

    private static byte[] md5(Arguments arguments) {
        if (!arguments.name().equals("md5")) {
            throw arguments.expected("'md5'");
        }
        BigInteger hash = Literals.wide(arguments.word());
        if (hash == null || hash.bitLength() > 8 * MD5_BYTES) {
            throw arguments.expected("a number of " + 8 * MD5_BYTES + " bits");
        }
        byte[] bytes = new byte[MD5_BYTES];
        for (int i = 0; i < MD5_BYTES; i++) {
            bytes[i] = hash.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    /** {@code .loc FILE LINE [COLUMN]}, and words that say more of the place. */
    private static void loc(DirectiveCall call) {
        Arguments arguments = call.arguments();
        SourceLines lines = call.assembly().lines();
        LineUnit.Line last = lines.last();
        int start = arguments.offset();
        long file = arguments.needNumber("a file's number", Long.MAX_VALUE);
        if (!lines.hasFile(file)) {
            throw new StatementException(
                    start,
                    start + Long.toString(file).length(),
                    "file number " + file + " is not assigned",
                    "assign it by .file " + file + " \"NAME\"");
        }
        int line = (int) arguments.needNumber("a line's number", Integer.MAX_VALUE);
        boolean hasColumn = arguments.peek() >= '0' && arguments.peek() <= '9';
        int column = hasColumn ? (int) arguments.needNumber("a column's number", Integer.MAX_VALUE) : last.column();
        Words words = new Words(last);
        while (!arguments.atEnd()) {
            words.read(call, arguments);
        }
        LineUnit.Line here = new LineUnit.Line(
                (int) file,
                line,
                column,
                words.isa,
                words.discriminator,
                words.isStatement,
                words.basicBlock,
                words.prologueEnd,
                words.epilogueBegin);
        boolean kept = lines.locate(
                new SourceLines.Location(here, words.hasView, words.resetsView, words.view),
                call.assembly().chunk());
        if (!kept) {
            call.assembly()
                    .warning(
                            call.head().start(),
                            call.head().end(),
                            "the line that was said before this one is of no instruction in section "
                                    + call.assembly().chunk().section().name());
        }
    }

    /** What stands behind the line's number. */
    private static final class Words {
        private long isa;
        private long discriminator;
        private boolean isStatement;
        private boolean basicBlock;
        private boolean prologueEnd;
        private boolean epilogueBegin;
        private boolean hasView;
        private boolean resetsView;
        private @Nullable Label view;

        Words(LineUnit.Line last) {
            isa = last.isa();
            isStatement = last.isStatement();
        }

        void read(DirectiveCall call, Arguments arguments) {
            int start = arguments.offset();
            String word = arguments.name();
            switch (word) {
                case "basic_block" -> basicBlock = true;
                case "prologue_end" -> prologueEnd = true;
                case "epilogue_begin" -> epilogueBegin = true;
                case "is_stmt" -> isStatement = arguments.needNumber("0 or 1", 1) != 0;
                case "isa" -> isa = arguments.needNumber("a number", Integer.MAX_VALUE);
                case "discriminator" -> discriminator = arguments.needNumber("a number", Integer.MAX_VALUE);
                case "view" -> view(call, arguments);
                default ->
                    throw new StatementException(
                            start,
                            Math.max(start + 1, start + word.length()),
                            "unknown word '" + word + "' in .loc" + Suggestion.question(word, WORDS),
                            "the words are " + String.join(", ", WORDS));
            }
        }

        /** {@code view SYMBOL}, {@code view 0}, or {@code view -0} where the views begin anew. */
        private void view(DirectiveCall call, Arguments arguments) {
            hasView = true;
            resetsView = arguments.take('-');
            int start = arguments.offset();
            if (resetsView || arguments.peek() >= '0' && arguments.peek() <= '9') {
                arguments.needNumber("a symbol or 0", 0);
                return;
            }
            String name = arguments.name();
            if (name.isEmpty()) {
                throw arguments.expected("a symbol or 0");
            }
            Label label = call.assembly().labels().named(name);
            Expression.Name written = new Expression.Name(name, start, start + name.length());
            if (!call.assembly().isTaken(label, written)) {
                label.reserve(call.statement().position(start, start + name.length()));
                view = label;
            }
        }
    }
}
