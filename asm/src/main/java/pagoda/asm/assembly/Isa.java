package pagoda.asm.assembly;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import pagoda.cpu.isa.Extension;

/**
 * A set of extensions as an ISA string names it, such as {@code rv64imac_zicsr} (RISC-V unprivileged manual, chapter "ISA
 * Extension Naming Conventions"). Versions are read over; extensions that imply others bring them along.
 */
public final class Isa {
    /** Extensions that change nothing for a program in user mode, or that this machine has without instructions of their own. */
    private static final Set<String> SILENT =
            Set.of("zicntr", "zihpm", "zic64b", "ziccamoa", "ziccif", "zicclsm", "ziccrse", "za64rs", "zkt");

    /** Names of several extensions together, and of parts of one: a part brings the whole along, which this machine has. */
    private static final Map<String, Set<Extension>> OTHER_NAMES = Map.of(
            "g",
            EnumSet.of(Extension.M, Extension.A, Extension.F, Extension.D, Extension.ZICSR, Extension.ZIFENCEI),
            "b",
            EnumSet.of(Extension.ZBA, Extension.ZBB, Extension.ZBS),
            "zmmul",
            EnumSet.of(Extension.M),
            "zaamo",
            EnumSet.of(Extension.A),
            "zalrsc",
            EnumSet.of(Extension.A),
            "zca",
            EnumSet.of(Extension.C),
            "zcd",
            EnumSet.of(Extension.C));

    /** What is assembled if nobody says otherwise: rv64gc. */
    public static final Isa DEFAULT = new Isa("rv64gc");

    private final Set<Extension> extensions;
    private final String text;

    private Isa(Set<Extension> extensions) {
        this.extensions = Collections.unmodifiableSet(EnumSet.copyOf(extensions));
        this.text = text(extensions);
    }

    /**
     * Reads an ISA string.
     *
     * @throws IllegalArgumentException if it is none for RV64I, or names an extension that is not known; the message says so
     */
    public Isa(String text) {
        this(extensions(text));
    }

    private static Set<Extension> extensions(String text) {
        Set<Extension> set = EnumSet.of(Extension.I);
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("rv64i") && !lower.startsWith("rv64g")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an ISA of 64 bits; it begins with rv64i or rv64g");
        }
        String[] parts = lower.substring(4).split("_", -1);
        String letters = parts[0];
        while (!letters.isEmpty() && letters.charAt(0) != 'z') {
            add(set, letters.substring(0, 1), text);
            letters = withoutVersion(letters.substring(1));
        }
        if (!letters.isEmpty()) {
            add(set, bare(letters), text);
        }
        for (int i = 1; i < parts.length; i++) {
            add(set, bare(parts[i]), text);
        }
        return set;
    }

    private static String withoutVersion(String rest) {
        int end = digits(rest, 0);
        if (end > 0 && rest.startsWith("p", end)) {
            int minor = digits(rest, end + 1);
            end = minor > end + 1 ? minor : end;
        }
        return rest.substring(end);
    }

    /** Where the digits that begin there end. */
    private static int digits(String text, int begin) {
        int end = begin;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** The name without a version behind it. */
    private static String bare(String name) {
        return name.replaceFirst("(?<=[a-z])\\d+(p\\d+)?$", "");
    }

    private static void add(Set<Extension> set, String name, String text) {
        Set<Extension> others = OTHER_NAMES.get(name);
        if (others != null) {
            set.addAll(others);
            return;
        }
        if (SILENT.contains(name)) {
            return;
        }
        Extension extension = Extension.named(name);
        if (extension == null) {
            throw new IllegalArgumentException("unknown extension '" + name + "' in '" + text + "'");
        }
        set.add(extension);
        if (extension == Extension.D) {
            set.add(Extension.F);
        }
        if (extension == Extension.F || extension == Extension.D) {
            set.add(Extension.ZICSR);
        }
    }

    /**
     * This ISA after {@code .option arch}'s argument: {@code +ext} adds, {@code -ext} takes away, several with commas between, or a
     * whole ISA string in its place.
     *
     * @throws IllegalArgumentException as for {@link #Isa(String)}
     */
    public Isa changed(String text) {
        Set<Extension> set = EnumSet.copyOf(extensions);
        for (String part : text.split(",", -1)) {
            String change = part.strip().toLowerCase(Locale.ROOT);
            if (change.startsWith("+")) {
                add(set, bare(change.substring(1)), change);
            } else if (change.startsWith("-")) {
                Extension extension = Extension.named(bare(change.substring(1)));
                if (extension == null) {
                    throw new IllegalArgumentException("unknown extension '" + change.substring(1) + "'");
                }
                set.remove(extension);
                if (extension == Extension.F) {
                    set.remove(Extension.D);
                }
            } else {
                return new Isa(change);
            }
        }
        return new Isa(set);
    }

    public boolean has(Extension extension) {
        return extensions.contains(extension);
    }

    /** Whether compressed instructions are among it. */
    public boolean isCompressed() {
        return has(Extension.C);
    }

    /** This ISA with or without compressed instructions. */
    Isa compressed(boolean on) {
        Set<Extension> set = EnumSet.copyOf(extensions);
        if (on) {
            set.add(Extension.C);
        } else {
            set.remove(Extension.C);
        }
        return new Isa(set);
    }

    /** The string with versions, as it stands in an object's attributes. */
    @Override
    public String toString() {
        return text;
    }

    private static String text(Set<Extension> extensions) {
        StringBuilder all = new StringBuilder("rv64");
        String separator = "";
        // Zmmul, which M brings along, has its place before Zba, Zbb and Zbs.
        boolean multiplies = extensions.contains(Extension.M);
        for (Extension extension : extensions) {
            if (multiplies && extension.isaName().startsWith("zb")) {
                all.append("_zmmul1p0");
                multiplies = false;
            }
            all.append(separator).append(extension.isaName()).append(extension.version());
            separator = "_";
        }
        return all + (multiplies ? "_zmmul1p0" : "");
    }
}
