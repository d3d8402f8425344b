package pagoda.asm.macro;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.source.Statement;

/**
 * A macro's definition.
 *
 * @param rars whether it is written as RARS has it: parameters {@code %name}, calls with parentheses
 * @param body its statements, before arguments are put in
 */
record Macro(String name, List<Parameter> parameters, boolean rars, List<Statement> body) {

    /**
     * A parameter.
     *
     * @param standard what it stands for if the call gives nothing, or null
     * @param required whether the call must give something
     * @param rest whether it takes all that is left of the call
     */
    record Parameter(String name, @Nullable String standard, boolean required, boolean rest) {}

    int indexOf(String parameter) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(parameter)) {
                return i;
            }
        }
        return -1;
    }
}
