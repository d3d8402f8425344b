package pagoda.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pagoda.asm.link.LinkOptions;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;

/**
 * A program that can be run: an executable as it was given, or made from sources.
 *
 * @param file the executable
 * @param path its {@code argv[0]}: the file as the user named it, without {@code .s} or {@code .o}
 */
record Program(ElfFile file, String path) {
    private static final Set<String> SUFFIXES = Set.of("s", "S", "asm", "o");

    /**
     * Reads one ELF executable, or links sources, objects and archives.
     *
     * @param libraries more archives, the last to be linked
     * @param isa the extensions that sources may use
     * @throws Failure if a file cannot be read or is of no use; or the assembler found errors, which were then shown
     */
    static Program load(List<String> names, List<String> libraries, IsaOption isa, Messages messages) {
        List<HostFile> files = new ArrayList<>(HostFile.readAll(names.subList(0, 1)));
        byte[] first = files.get(0).bytes();
        if (ElfFile.isElf(first) && !ElfFile.isObject(first)) {
            if (!libraries.isEmpty()) {
                throw new Failure(names.get(0) + " is an executable, and nothing is linked to it");
            }
            if (names.size() > 1) {
                throw new Failure(names.get(0) + " is an executable, so it must be the only PROGRAM;"
                        + " arguments for it come behind --");
            }
            return new Program(read(first, names.get(0)), names.get(0));
        }
        files.addAll(HostFile.readAll(names.subList(1, names.size())));
        files.addAll(HostFile.readAll(libraries));
        byte[] linked = new Build(isa.isa(), List.of(), messages)
                .executable(files, LinkOptions.defaults(), false)
                .bytes();
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
        int dot = name.lastIndexOf('.');
        boolean bare = dot <= 0 || name.charAt(dot - 1) == '/';
        return bare || !SUFFIXES.contains(name.substring(dot + 1)) ? name : name.substring(0, dot);
    }
}
