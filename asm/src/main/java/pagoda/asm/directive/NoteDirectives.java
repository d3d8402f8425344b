package pagoda.asm.directive;

import java.util.List;
import java.util.Map;
import java.util.Set;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.Isa;
import pagoda.asm.assembly.Sections.Attributes;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.layout.Chunk;
import pagoda.asm.object.MachineAttributes;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.syntax.Suggestion;

/** The directives by which a compiler tells of itself, and {@code .option}: most of them change no byte of the program. */
final class NoteDirectives {

    private static final Set<String> OPTIONS = Set.of("csr-check", "no-csr-check");

    // spotless:off
    /** What would change GNU as's listing, or tells only dynamic linkers or debuggers something. */
    private static final List<String> LISTING = List.of(
            ".list", ".nolist", ".title", ".sbttl", ".psize", ".eject", ".func", ".endfunc", ".variant_cc");

    private static final List<String> CALL_FRAME = List.of(
            ".cfi_startproc", ".cfi_endproc", ".cfi_sections", ".cfi_def_cfa", ".cfi_def_cfa_offset",
            ".cfi_def_cfa_register", ".cfi_adjust_cfa_offset", ".cfi_offset", ".cfi_rel_offset", ".cfi_restore",
            ".cfi_undefined", ".cfi_same_value", ".cfi_register", ".cfi_remember_state", ".cfi_restore_state",
            ".cfi_return_column", ".cfi_signal_frame", ".cfi_window_save", ".cfi_escape", ".cfi_personality",
            ".cfi_personality_id", ".cfi_lsda", ".cfi_inline_lsda", ".cfi_label", ".cfi_val_encoded_addr",
            ".cfi_fde_data");
    // spotless:on

    private NoteDirectives() {}

    static void addTo(Map<String, Directive> table) {
        table.put(".option", Directive.reading(NoteDirectives::option));
        table.put(".attribute", Directive.reading(NoteDirectives::attribute));
        table.put(".ident", Directive.reading(NoteDirectives::ident));
        for (String name : List.of(".gnu_attribute", ".loc_mark_labels", ".line", ".ln", ".version")) {
            table.put(name, Directive.reading(call -> {}));
        }
        for (String name : LISTING) {
            table.put(name, Directive.reading(call -> {}));
        }
        for (String name : CALL_FRAME) {
            table.put(name, Directive.reading(call -> {}));
        }
    }

    private static void option(DirectiveCall call) {
        Assembly assembly = call.assembly();
        Arguments arguments = call.arguments();
        int start = arguments.offset();
        String option = arguments.needWord("an option");
        if (option.equals("arch")) {
            arch(call, arguments);
            return;
        }
        arguments.expectEnd();
        switch (option) {
            case "pic" -> assembly.modes().positionIndependent(true);
            case "nopic" -> assembly.modes().positionIndependent(false);
            case "rvc" -> assembly.modes().compresses(true);
            case "norvc" -> assembly.modes().compresses(false);
            case "relax" -> assembly.modes().relaxes(true);
            case "norelax" -> assembly.modes().relaxes(false);
            case "push" -> {
                if (!assembly.modes().push()) {
                    throw call.error("too many options are pushed");
                }
            }
            case "pop" -> {
                if (!assembly.modes().pop()) {
                    throw call.error(".option pop without .option push");
                }
            }
            default -> {
                if (!OPTIONS.contains(option)) {
                    List<String> names =
                            List.of("push", "pop", "rvc", "norvc", "relax", "norelax", "pic", "nopic", "arch");
                    throw new StatementException(
                            start,
                            start + option.length(),
                            "unknown option '" + option + "'" + Suggestion.question(option, names));
                }
            }
        }
    }

    /** {@code .option arch, +zba, -c} or a whole ISA string. */
    private static void arch(DirectiveCall call, Arguments arguments) {
        arguments.expectComma();
        int start = arguments.offset();
        String text = arguments.rest().strip();
        try {
            call.assembly().modes().isa(call.assembly().modes().isa().changed(text));
        } catch (IllegalArgumentException wrong) {
            throw new StatementException(start, start + text.length(), String.valueOf(wrong.getMessage()));
        }
    }

    /** {@code .attribute TAG, VALUE}: the tag by name or number, a text for odd ones, else a number. */
    private static void attribute(DirectiveCall call) {
        Arguments arguments = call.arguments();
        int start = arguments.offset();
        String word = arguments.needWord("an attribute's name");
        Integer tag = MachineAttributes.tag(word);
        if (tag == null) {
            throw new StatementException(
                    start,
                    start + word.length(),
                    "unknown attribute '" + word + "'" + Suggestion.question(word, MachineAttributes.names()));
        }
        arguments.expectComma();
        if (tag % 2 != 0) {
            int at = arguments.offset();
            String text = arguments.needString("a string");
            if (tag == MachineAttributes.ARCH) {
                isa(call, text, at, arguments.offset());
            } else {
                call.assembly().attributes().put(tag, text);
            }
        } else {
            int at = arguments.offset();
            String number = arguments.needWord("a number");
            try {
                call.assembly().attributes().put(tag, Long.decode(number));
            } catch (NumberFormatException wrong) {
                throw new StatementException(at, at + number.length(), "expected a number, found '" + number + "'");
            }
        }
        arguments.expectEnd();
    }

    /** What the source is made for says which extensions it may use. */
    private static void isa(DirectiveCall call, String text, int start, int end) {
        try {
            call.assembly().modes().isa(new Isa(text));
        } catch (IllegalArgumentException wrong) {
            throw new StatementException(start, end, String.valueOf(wrong.getMessage()));
        }
    }

    /** Appends to {@code .comment}, as GNU as does: a zero, then each string with its zero. */
    private static void ident(DirectiveCall call) {
        String text = call.arguments().needString("a string");
        Chunk comment = call.assembly()
                .sections()
                .open(
                        ".comment",
                        new Attributes(Set.of(SectionFlag.MERGE, SectionFlag.STRINGS), SectionType.PROGBITS, 1));
        if (comment.isEmpty()) {
            comment.append(0, 1);
        }
        comment.append(text.getBytes(call.statement().file().charset()));
        comment.append(0, 1);
    }
}
