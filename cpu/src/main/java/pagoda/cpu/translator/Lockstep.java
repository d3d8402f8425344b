package pagoda.cpu.translator;

import java.util.Arrays;
import java.util.Locale;
import pagoda.cpu.Hart;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.FastTranslations;

/**
 * Both engines, one after the other: what a region did is undone and done again by the interpreter, and then all that it could
 * change is compared: registers, counters, and the pages that it had a short cut to for stores.
 */
final class Lockstep extends Translator {
    /** The most instructions between two comparisons. */
    private static final long MOST = 10_000;

    private final FastTranslations fast;
    private final State before = new State();
    private final State translated = new State();
    private final State interpreted = new State();

    /** What translated code can change. */
    private final class State {
        private final long[] registers = new long[Hart.REGISTERS];
        private final byte[][] pages = new byte[FastTranslations.MASK + 1][];
        private long pc;
        private long retired;
        private long fetches;
        private long accesses;

        void save() {
            hart().saveRegisters(registers);
            pc = hart().pc();
            retired = hart().retired();
            fetches = hart().mmu().instructionTlb().accesses();
            accesses = hart().mmu().dataTlb().accesses();
            for (int slot = 0; slot < pages.length; slot++) {
                pages[slot] = null;
                if (fast.writeTags[slot] != FastTranslations.EMPTY) {
                    int base = fast.writeBases[slot];
                    pages[slot] = Arrays.copyOfRange(hart().memory().array(), base, base + PhysicalMemory.FRAME_SIZE);
                }
            }
        }

        /** Sets back registers and memory; what was counted is taken back, too. */
        void restore() {
            hart().loadRegisters(registers);
            for (int slot = 0; slot < pages.length; slot++) {
                byte[] page = pages[slot];
                if (page != null) {
                    System.arraycopy(page, 0, hart().memory().array(), fast.writeBases[slot], page.length);
                }
            }
            retire(retired - hart().retired(), accesses - hart().mmu().dataTlb().accesses(), pc);
        }

        /** How the two differ, or nothing. */
        String differences(State other) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < registers.length; i++) {
                compare(text, name(i), registers[i], other.registers[i]);
            }
            compare(text, "pc", pc, other.pc);
            compare(text, "instret", retired, other.retired);
            compare(text, "fetches", fetches, other.fetches);
            compare(text, "loads and stores", accesses, other.accesses);
            for (int slot = 0; slot < pages.length; slot++) {
                byte[] page = pages[slot];
                byte[] same = other.pages[slot];
                int at = page == null || same == null ? page == same ? -1 : 0 : Arrays.mismatch(page, same);
                if (at >= 0) {
                    long address = (fast.writeTags[slot] << PhysicalMemory.FRAME_SHIFT) + at;
                    compare(
                            text,
                            "byte at 0x" + Long.toHexString(address),
                            page == null ? -1 : page[at],
                            same == null ? -1 : same[at]);
                }
            }
            return text.toString();
        }

        private static void compare(StringBuilder text, String what, long translated, long interpreted) {
            if (translated != interpreted) {
                text.append(String.format(
                        Locale.ROOT, "%n  %s: 0x%x translated, 0x%x interpreted", what, translated, interpreted));
            }
        }

        private static String name(int register) {
            return register < 32 ? Registers.name(register) : register < Hart.FCSR ? "f" + (register - 32) : "fcsr";
        }
    }

    Lockstep(Hart hart, Tuning tuning) {
        super(hart, tuning);
        fast = hart.mmu().fastTranslations();
    }

    /** What is done in full cannot be undone. */
    @Override
    boolean mayAccessInFull() {
        return false;
    }

    /** @throws IllegalStateException if the engines differ */
    @Override
    long execute(Region.Entry entry, long left) {
        before.save();
        long executed = super.execute(entry, Math.min(left, Math.max(MOST, entry.minimum())));
        translated.save();
        before.restore();
        if (executed > 0 && (interpret(executed) != 0 || isTrapped())) {
            throw new IllegalStateException("the engines differ: interpreted, a trap ends what is entered at 0x"
                    + Long.toHexString(entry.address()) + before.differences(translated));
        }
        interpreted.save();
        String differences = translated.differences(interpreted);
        if (!differences.isEmpty()) {
            throw new IllegalStateException("the engines differ after " + executed + " instructions from 0x"
                    + Long.toHexString(entry.address()) + " on:" + differences);
        }
        return executed;
    }
}
