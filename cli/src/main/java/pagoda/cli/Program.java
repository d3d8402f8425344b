package pagoda.cli;

import java.util.List;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;

/**
 * A program that can be run: an executable as it was given, or made from sources.
 *
 * @param file the executable
 * @param path its {@code argv[0]}: the file as the user named it, without {@code .s}
 */
record Program(ElfFile file, String path) {
    /**
     * Reads one ELF executable, or assembles and links the sources.
     *
     * @throws Failure if a file cannot be read or is of no use; or the assembler found errors, which were then shown
     */
    static Program load(List<String> names, Messages messages) {
        byte[] first = HostFiles.read(names.get(0));
        if (ElfFile.isElf(first)) {
            if (names.size() > 1) {
                throw new Failure(names.get(0) + " is an executable, so it must be the only PROGRAM;"
                        + " arguments for it come behind --");
            }
            return new Program(read(first, names.get(0)), names.get(0));
        }
        byte[] linked = new Build(List.of(), messages).executable(names, false);
        return new Program(read(linked, names.get(0)), withoutSuffix(names.get(0)));
    }

    private static ElfFile read(byte[] bytes, String name) {
        try {
            return ElfFile.readForExec(bytes);
        } catch (ElfFormatException unsound) {
            throw new Failure(name + ": " + unsound.getMessage());
        }
    }

    private static String withoutSuffix(String name) {
        return name.matches(".*[^/]\\.(s|S|asm)") ? name.substring(0, name.lastIndexOf('.')) : name;
    }
}
