package pagoda.asm.link;

import pagoda.asm.file.Archive;
import pagoda.asm.object.ObjectFile;

/** One thing that the user gives the linker, in the order of the command line. */
public sealed interface LinkInput {

    /** An object, which becomes part of the program. */
    record Single(ObjectFile object) implements LinkInput {}

    /** An archive, of which the members become part of the program that define what is used and not defined yet. */
    record Library(Archive archive) implements LinkInput {}
}
