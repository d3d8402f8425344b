package pagoda.asm.macro;

import org.jspecify.annotations.Nullable;
import pagoda.asm.source.Statement;

/** Where statements come from, one after the other. */
@FunctionalInterface
interface StatementSource {

    /** The next statement, or null at the end. */
    @Nullable
    Statement next();
}
