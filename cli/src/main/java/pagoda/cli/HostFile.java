package pagoda.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A file of the host's that was read: once, for a pipe gives its bytes only once.
 *
 * @param name as the user named it
 */
record HostFile(String name, byte[] bytes) {
    /** @throws Failure if one of them cannot be read */
    static List<HostFile> readAll(List<String> names) {
        List<HostFile> files = new ArrayList<>();
        for (String name : names) {
            files.add(new HostFile(name, HostFiles.read(name)));
        }
        return files;
    }
}
