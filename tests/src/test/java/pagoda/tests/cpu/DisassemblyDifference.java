package pagoda.tests.cpu;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Instruction;

/** What Pagoda and objdump 2.40 read differently on purpose, with the chapter of the unprivileged manual that says why. */
enum DisassemblyDifference {
    /**
     * "Memory Ordering Instructions": the fields rs1 and rd, and values of fm that are reserved, are ignored, where objdump asks
     * for zeros.
     */
    RESERVED_FENCE {
        @Override
        boolean explains(int word, @Nullable Instruction ours, String text, String theirs) {
            boolean reserved = (word & 0x000f_8f80) != 0 || word >>> 28 != 0;
            return (ours == Instruction.FENCE || ours == Instruction.FENCE_TSO) && reserved && isNone(theirs);
        }
    },

    /** "Zifencei": the same of imm, rs1 and rd. */
    RESERVED_FENCE_I {
        @Override
        boolean explains(int word, @Nullable Instruction ours, String text, String theirs) {
            return ours == Instruction.FENCE_I && word != Instruction.FENCE_I.match() && isNone(theirs);
        }
    },

    /**
     * "D", conversions: a widening conversion is never inexact, but has a rounding mode like all others. objdump knows mode 0
     * alone.
     */
    ROUNDED_EXACT_CONVERSION {
        @Override
        boolean explains(int word, @Nullable Instruction ours, String text, String theirs) {
            boolean exact =
                    ours == Instruction.FCVT_D_W || ours == Instruction.FCVT_D_WU || ours == Instruction.FCVT_D_S;
            return exact && (word >>> 12 & 7) != 0 && isNone(theirs);
        }
    },

    /** "C", "Integer Register-Immediate Operations": {@code c.addi16sp} of zero is reserved. */
    ZERO_STACK_ADJUSTMENT {
        @Override
        boolean explains(int word, @Nullable Instruction ours, String text, String theirs) {
            return word == 0x6101 && ours == null && theirs.equals("c.addi16sp\tsp,0");
        }
    },

    /** The privileged manual's instructions: user mode, which is all there is, has none. */
    PRIVILEGED {
        private final Pattern mnemonics =
                Pattern.compile("(uret|sret|mret|dret|mnret|hret|wfi|sfence\\.vm|sfence\\.vma)\\b.*");

        @Override
        boolean explains(int word, @Nullable Instruction ours, String text, String theirs) {
            return ours == null && mnemonics.matcher(theirs).matches();
        }
    },

    /** "Zicsr": registers that our table does not name are shown by number. */
    UNNAMED_CSR {
        @Override
        boolean explains(int word, @Nullable Instruction ours, String text, String theirs) {
            int number = word >>> 20;
            if (ours == null || ours.field("csr") == null || Csr.numbered(number) != null) {
                return false;
            }
            String[] their = theirs.split(",", -1);
            return their.length == 3 && text.equals(their[0] + ",0x" + Integer.toHexString(number) + "," + their[2]);
        }
    };

    /**
     * Whether this is why a word is read differently.
     *
     * @param ours the instruction that it is, or null
     * @param text how it is written here
     * @param theirs how it is written by objdump
     */
    abstract boolean explains(int word, @Nullable Instruction ours, String text, String theirs);

    /** Why the word is read differently, or null. */
    static @Nullable DisassemblyDifference explaining(int word, String text, String theirs) {
        Instruction ours = Instruction.decode(word);
        for (DisassemblyDifference difference : values()) {
            if (difference.explains(word, ours, text, theirs)) {
                return difference;
            }
        }
        return null;
    }

    /** Whether objdump's text is that of data. */
    static boolean isNone(String theirs) {
        return theirs.startsWith(".");
    }
}
