package pagoda.asm.macro;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.directive.Arguments;
import pagoda.asm.directive.DirectiveCall;
import pagoda.asm.source.SourceFile;
import pagoda.asm.source.SourceFiles;

/**
 * {@code .include} and {@code .incbin}: a file is looked for beside the file that names it, then from the working directory,
 * then in the directories of the search path.
 */
final class Inclusion {

    private record Found(String path, byte[] bytes) {}

    private final Assembly assembly;
    private final Input input;
    private final SourceFiles files;
    private final List<String> directories;

    Inclusion(Assembly assembly, Input input, SourceFiles files, List<String> directories) {
        this.assembly = assembly;
        this.input = input;
        this.files = files;
        this.directories = List.copyOf(directories);
    }

    void include(DirectiveCall call) {
        Arguments arguments = call.arguments();
        int start = arguments.offset();
        String name = arguments.needString("a file's name in quotes");
        int end = arguments.offset();
        arguments.expectEnd();
        if (input.files() > assembly.limits().includeDepth()) {
            input.stop();
            throw new StatementException(
                    start,
                    end,
                    "files are included more than " + assembly.limits().includeDepth() + " deep",
                    "does the file include itself?");
        }
        Found found = find(name, start, end);
        SourceFile file = SourceFile.of(found.path, found.bytes);
        assembly.diagnostics().sources().add(file.name(), file.text());
        input.read(file);
    }

    /** {@code .incbin "file" [, bytes to skip [, bytes to take]]}. */
    void includeBytes(DirectiveCall call) {
        call.expect(1, 3);
        var text = call.text(0);
        if (text == null) {
            throw call.error(0, "expected a file's name in quotes");
        }
        String name = pagoda.asm.syntax.Literals.text(
                text.literal(), call.statement().file().charset());
        long skip = call.number(1, 0);
        Found found = find(name, text.start(), text.end());
        if (skip < 0 || skip > found.bytes.length) {
            throw call.error(1, "'" + name + "' has only " + found.bytes.length + " bytes");
        }
        long most = found.bytes.length - skip;
        long count = call.number(2, most);
        if (count < 0 || count > most) {
            throw call.error(2, "'" + name + "' has only " + most + " bytes left");
        }
        assembly.chunk().append(java.util.Arrays.copyOfRange(found.bytes, (int) skip, (int) (skip + count)));
    }

    private Found find(String name, int start, int end) {
        Set<String> places = new LinkedHashSet<>();
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new StatementException(start, end, "this is no file's name");
        }
        if (!name.startsWith("/")) {
            String here = assembly.statement().file().name();
            int slash = here.lastIndexOf('/');
            places.add(slash < 0 ? name : here.substring(0, slash + 1) + name);
        }
        places.add(name);
        if (!name.startsWith("/")) {
            for (String directory : directories) {
                places.add(directory.endsWith("/") ? directory + name : directory + "/" + name);
            }
        }
        for (String place : places) {
            byte @Nullable [] bytes = files.read(place);
            if (bytes != null) {
                return new Found(place, bytes);
            }
        }
        List<String> tried = new ArrayList<>(places);
        throw new StatementException(
                start, end, "cannot read file '" + name + "'", "looked for " + String.join(", ", tried));
    }
}
