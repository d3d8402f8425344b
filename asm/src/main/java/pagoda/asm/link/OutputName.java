package pagoda.asm.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;

/**
 * The sections that an executable usually has, in the order in which they stand in their tier, and the input sections
 * that each of them takes: those of its own name and of {@code name.anything}. Other input sections keep their names.
 */
enum OutputName {
    TEXT(Tier.CODE, ".text"),
    INIT(Tier.CODE, ".init"),
    FINI(Tier.CODE, ".fini"),
    RODATA(Tier.READ_ONLY, ".rodata", ".srodata"),
    TDATA(Tier.DATA, ".tdata"),
    TBSS(Tier.DATA, ".tbss"),
    PREINIT_ARRAY(Tier.DATA, ".preinit_array"),
    INIT_ARRAY(Tier.DATA, ".init_array"),
    FINI_ARRAY(Tier.DATA, ".fini_array"),
    DATA(Tier.DATA, ".data"),
    GOT(Tier.DATA, ".got"),
    SDATA(Tier.DATA, ".sdata"),
    SBSS(Tier.DATA, ".sbss"),
    BSS(Tier.DATA, ".bss");

    /** The place of sections that are not in this table: after those with bytes, before .got and what follows it. */
    static final int OTHER = DATA.ordinal();

    private final Tier tier;
    private final List<String> prefixes;

    OutputName(Tier tier, String... prefixes) {
        this.tier = tier;
        this.prefixes = List.of(prefixes);
    }

    /** Whether a section is part of a thread's copy: by its flag, or, as GNU as has it, by its name. */
    static boolean isThreadLocal(Section section) {
        OutputName row = row(section.name(), Tier.DATA);
        return section.has(SectionFlag.TLS) || row == TDATA || row == TBSS;
    }

    /** The name of the output section that takes the input section. All thread-local ones come together. */
    static String of(Section section, Tier tier) {
        if (tier != Tier.UNLOADED && isThreadLocal(section)) {
            return section.isNoBits() ? ".tbss" : ".tdata";
        }
        OutputName row = row(section.name(), tier);
        return row == null ? section.name() : row.prefixes.get(0);
    }

    /** Where the output section of that name stands in its tier; equal ranks stand in the order they were first met. */
    static int rank(String name, Tier tier, boolean noBits) {
        OutputName row = row(name, tier);
        if (row != null) {
            return row.ordinal();
        }
        return noBits ? values().length : OTHER;
    }

    private static @Nullable OutputName row(String name, Tier tier) {
        for (OutputName row : values()) {
            for (String prefix : row.prefixes) {
                boolean named = name.equals(prefix) || name.startsWith(prefix + ".");
                if (named && row.tier == tier) {
                    return row;
                }
            }
        }
        return null;
    }
}
