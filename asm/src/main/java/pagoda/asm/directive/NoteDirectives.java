package pagoda.asm.directive;

import java.util.List;
import java.util.Map;
import java.util.Set;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.Sections.Attributes;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.layout.Chunk;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.syntax.Suggestion;

/** The directives by which a compiler tells of itself, and {@code .option}: most of them change nothing here. */
final class NoteDirectives {

    private static final Set<String> OPTIONS = Set.of("rvc", "norvc", "relax", "norelax", "csr-check", "no-csr-check");

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
        table.put(".ident", Directive.reading(NoteDirectives::ident));
        for (String name : List.of(
                ".attribute", ".gnu_attribute", ".file", ".loc", ".loc_mark_labels", ".line", ".ln", ".version")) {
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
            return;
        }
        arguments.expectEnd();
        switch (option) {
            case "pic" -> assembly.modes().positionIndependent(true);
            case "nopic" -> assembly.modes().positionIndependent(false);
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
