package pagoda.asm.directive;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.Sections.Attributes;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.layout.Chunk;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.syntax.Suggestion;

/** The directives that choose the section that grows (GNU as's manual, "Section" and its neighbours). */
final class SectionDirectives {

    private static final long LEAST_ADDRESS = 0x1_0000;

    /** GNU as has subsections up to this number. */
    private static final long MAX_SUBSECTION = 8192;

    private SectionDirectives() {}

    static void addTo(Map<String, Directive> table) {
        for (String name : new String[] {".text", ".data", ".bss", ".rodata", ".sdata", ".sbss"}) {
            table.put(name, Directive.of(SectionDirectives::named));
        }
        table.put(
                ".section", Directive.reading(call -> call.assembly().sections().enter(section(call))));
        table.put(".subsection", Directive.of(SectionDirectives::subsection));
        table.put(".pushsection", Directive.reading(SectionDirectives::push));
        table.put(".popsection", Directive.of(SectionDirectives::pop));
        table.put(".previous", Directive.of(call -> {
            call.expect(0, 0);
            call.assembly().sections().swap();
        }));
    }

    private static void named(DirectiveCall call) {
        call.expect(0, 1);
        var sections = call.assembly().sections();
        Chunk chunk = sections.open(call.name(), Attributes.NONE);
        long number = call.number(0, 0);
        if (number >= LEAST_ADDRESS) {
            place(call, chunk, number);
            sections.enter(chunk);
        } else if (number >= 0 && number <= MAX_SUBSECTION) {
            sections.enter(sections.subsection(chunk, (int) number));
        } else {
            throw call.error(0, "address " + number + " is below 0x" + Long.toHexString(LEAST_ADDRESS));
        }
    }

    /** {@code .subsection NUMBER}: goes on in another subsection of the same section. */
    private static void subsection(DirectiveCall call) {
        call.expect(1, 1);
        var sections = call.assembly().sections();
        long number = call.number(0);
        if (number < 0 || number > MAX_SUBSECTION) {
            throw call.error(0, "subsection " + number + " is not in [0, " + MAX_SUBSECTION + "]");
        }
        sections.enter(sections.subsection(sections.current(), (int) number));
    }

    /** RARS's {@code .data 0x10010000}: an address for the section. Smaller numbers are those of subsections. */
    private static void place(DirectiveCall call, Chunk chunk, long address) {
        Section section = chunk.section();
        if (section.address() != address && (section.address() != 0 || !chunk.isEmpty())) {
            throw call.error(0, "section " + section.name() + " has begun elsewhere already");
        }
        section.alignAtLeast(Math.min(4, Long.lowestOneBit(address)));
        if (address % section.alignment() != 0) {
            throw call.error(0, "the address is no multiple of " + section.alignment());
        }
        section.address(address);
    }

    private static void push(DirectiveCall call) {
        var sections = call.assembly().sections();
        Arguments arguments = call.arguments();
        String name = arguments.needWord("a section's name");
        Chunk chunk;
        if (arguments.take(',') && arguments.peek() >= '0' && arguments.peek() <= '9') {
            long number = arguments.needNumber("a subsection's number", MAX_SUBSECTION);
            arguments.expectEnd();
            chunk = sections.subsection(sections.open(name, Attributes.NONE), (int) number);
        } else {
            chunk = section(call);
        }
        if (!sections.push(chunk)) {
            throw call.error("too many sections are pushed");
        }
    }

    private static void pop(DirectiveCall call) {
        call.expect(0, 0);
        if (!call.assembly().sections().pop()) {
            throw call.error(".popsection without .pushsection");
        }
    }

    /** Reads {@code name [, "flags" [, @type [, entry size] [, group …]]]}. */
    private static Chunk section(DirectiveCall call) {
        Assembly assembly = call.assembly();
        Arguments arguments = call.arguments();
        int start = arguments.offset();
        String name = arguments.needWord("a section's name");
        Set<SectionFlag> flags = null;
        SectionType type = null;
        long entrySize = 0;
        boolean group = false;
        if (arguments.take(',')) {
            flags = flags(arguments);
            group = flags.contains(SectionFlag.GROUP);
            if (arguments.take(',')) {
                type = type(arguments);
                if (flags.contains(SectionFlag.MERGE) && arguments.take(',')) {
                    entrySize = entrySize(arguments);
                }
            }
        }
        String comdat = null;
        if (group) {
            comdat = comdat(arguments);
        } else if (arguments.take(',')) {
            // The section that one is linked with, or "unique" and a number.
            arguments.rest();
        }
        arguments.expectEnd();
        Chunk known = assembly.sections().find(name, comdat);
        if (known != null) {
            checkSame(assembly, known.section(), flags, type, start, start + name.length());
            return known;
        }
        Chunk opened = assembly.sections().open(name, comdat, new Attributes(flags, type, entrySize));
        opened.section().comdat(comdat);
        return opened;
    }

    /** {@code , SIGNATURE, comdat}: the signature; null for a group of which all are kept. */
    private static @Nullable String comdat(Arguments arguments) {
        if (!arguments.take(',')) {
            return null;
        }
        String signature = arguments.needWord("the group's name");
        boolean one = arguments.take(',') && arguments.needWord("'comdat'").equals("comdat");
        arguments.rest();
        return one ? signature : null;
    }

    private static void checkSame(
            Assembly assembly,
            Section section,
            @Nullable Set<SectionFlag> flags,
            @Nullable SectionType type,
            int start,
            int end) {
        if (flags != null && !flags.equals(section.flags()) && !flags.isEmpty()) {
            assembly.warning(start, end, "section " + section.name() + " keeps its first flags");
        }
        if (type != null && type != section.type()) {
            assembly.warning(
                    start,
                    end,
                    "section " + section.name() + " keeps its first type, @"
                            + section.type().word());
        }
    }

    private static Set<SectionFlag> flags(Arguments arguments) {
        int start = arguments.offset();
        String letters = arguments.needString("the section's flags in quotes");
        Set<SectionFlag> flags = EnumSet.noneOf(SectionFlag.class);
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            SectionFlag flag = SectionFlag.lettered(letter);
            if (flag == null) {
                if (letter == '?') {
                    continue;
                }
                throw new StatementException(
                        start + 1 + i,
                        start + 2 + i,
                        "unknown section flag '" + letter + "'",
                        "the flags are awxMSGTo");
            }
            flags.add(flag);
        }
        return flags;
    }

    private static SectionType type(Arguments arguments) {
        int start = arguments.offset();
        boolean marked = arguments.take('@') || arguments.take('%');
        String word = arguments.needWord("the section's type");
        SectionType type = SectionType.named(word);
        if (type == null || !marked && word.isEmpty()) {
            var names = java.util.Arrays.stream(SectionType.values())
                    .map(SectionType::word)
                    .toList();
            throw new StatementException(
                    start,
                    arguments.offset(),
                    "unknown section type '" + word + "'" + Suggestion.question(word, names),
                    "the types are @progbits, @nobits and @note");
        }
        return type;
    }

    private static long entrySize(Arguments arguments) {
        int start = arguments.offset();
        String word = arguments.needWord("the size of an entry");
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException wrong) {
            throw new StatementException(
                    start, start + word.length(), "expected the size of an entry, found '" + word + "'");
        }
    }
}
