package pagoda.asm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pagoda.asm.assembly.Isa;
import pagoda.asm.assembly.Limits;

/**
 * What the user may choose about an assembly.
 *
 * @param isa the extensions whose instructions may be used, until the source says otherwise
 * @param symbols symbols that are defined before the source is read, as by {@code .set}
 * @param includeDirectories where included files are looked for, after the including file's directory and the working one
 * @param limits how much a source may ask for
 */
public record AssemblerOptions(Isa isa, Map<String, Long> symbols, List<String> includeDirectories, Limits limits) {

    public static final AssemblerOptions DEFAULT =
            new AssemblerOptions(Isa.DEFAULT, Map.of(), List.of(), Limits.DEFAULT);

    public AssemblerOptions {
        symbols = new TreeMap<>(symbols);
        includeDirectories = List.copyOf(includeDirectories);
    }
}
