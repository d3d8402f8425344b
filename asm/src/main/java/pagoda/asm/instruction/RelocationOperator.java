package pagoda.asm.instruction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.RelocationType;

/**
 * The operators {@code %name(symbol)} of the RISC-V assembly manual and what they ask the linker for: in a 20-bit upper
 * immediate, in an I-type and in an S-type immediate, or as a mark on an {@code add}.
 */
enum RelocationOperator {
    HI("hi", RelocationType.HI20, null, null),
    LO("lo", null, RelocationType.LO12_I, RelocationType.LO12_S),
    PCREL_HI("pcrel_hi", RelocationType.PCREL_HI20, null, null),
    PCREL_LO("pcrel_lo", null, RelocationType.PCREL_LO12_I, RelocationType.PCREL_LO12_S),
    GOT_PCREL_HI("got_pcrel_hi", RelocationType.GOT_HI20, null, null),
    TPREL_HI("tprel_hi", RelocationType.TPREL_HI20, null, null),
    TPREL_LO("tprel_lo", null, RelocationType.TPREL_LO12_I, RelocationType.TPREL_LO12_S),
    TPREL_ADD("tprel_add", null, null, null),
    TLS_IE_PCREL_HI("tls_ie_pcrel_hi", RelocationType.TLS_GOT_HI20, null, null),
    TLS_GD_PCREL_HI("tls_gd_pcrel_hi", RelocationType.TLS_GD_HI20, null, null),
    /** The two instructions of a call; only pseudo-instructions are made of it. */
    CALL(" call", RelocationType.CALL_PLT, null, null);

    private final String text;
    private final @Nullable RelocationType upper;
    private final @Nullable RelocationType lower;
    private final @Nullable RelocationType lowerOfStore;

    RelocationOperator(
            String text,
            @Nullable RelocationType upper,
            @Nullable RelocationType lower,
            @Nullable RelocationType lowerOfStore) {
        this.text = text;
        this.upper = upper;
        this.lower = lower;
        this.lowerOfStore = lowerOfStore;
    }

    /** The operator of that name, without {@code %}, or null. */
    static @Nullable RelocationOperator named(String name) {
        for (RelocationOperator operator : values()) {
            if (operator.text.equals(name)) {
                return operator;
            }
        }
        return null;
    }

    /** Whether GNU as lets the linker make instructions with this relocation shorter. */
    static boolean isRelaxed(RelocationType type) {
        return switch (type) {
            case CALL_PLT,
                    HI20,
                    LO12_I,
                    LO12_S,
                    PCREL_HI20,
                    PCREL_LO12_I,
                    PCREL_LO12_S,
                    TPREL_HI20,
                    TPREL_LO12_I,
                    TPREL_LO12_S -> true;
            default -> false;
        };
    }

    /** The operators as a source can write them. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (RelocationOperator operator : values()) {
            if (operator != CALL) {
                names.add("%" + operator.text);
            }
        }
        return names;
    }

    /** The relocation in an upper immediate, or null if the operator gives a lower part. */
    @Nullable
    RelocationType upper() {
        return upper;
    }

    /** The relocation in the immediate of a load or of arithmetic, or of a store; null if the operator gives an upper part. */
    @Nullable
    RelocationType lower(boolean store) {
        return store ? lowerOfStore : lower;
    }
}
