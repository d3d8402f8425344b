package pagoda.cli;

import java.util.ArrayList;
import java.util.List;

/** The options that say which libraries to link with, and where they are. */
final class LibraryOptions {
    private List<String> names = List.of();

    private List<String> directories = List.of();

    void declare(Options options) {
        options.texts(
                "-l, --library",
                "NAME",
                given -> names = given,
                "Links with what is needed of the archive libNAME.a. Archives are searched until nothing more"
                        + " is needed, whatever their order.");
        options.texts(
                "-L, --library-path",
                "DIR",
                given -> directories = given,
                "Looks for libraries in DIR. May be given several times.");
    }

    /** Whether no library is named. */
    boolean isEmpty() {
        return names.isEmpty();
    }

    /**
     * The files of the libraries.
     *
     * @throws Failure if one is in none of the directories
     */
    List<String> files() {
        List<String> files = new ArrayList<>();
        for (String name : names) {
            files.add(file("lib" + name + ".a"));
        }
        return files;
    }

    private String file(String name) {
        for (String directory : directories) {
            String file = directory.endsWith("/") ? directory + name : directory + "/" + name;
            if (HostFiles.isFile(file)) {
                return file;
            }
        }
        throw new Failure(
                directories.isEmpty()
                        ? name + ": -L must say where libraries are"
                        : name + " is in none of " + String.join(", ", directories));
    }
}
