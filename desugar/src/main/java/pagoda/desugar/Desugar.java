package pagoda.desugar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Copies a jar, and makes ordinary classes of the lambdas and method references in it. Else the JVM links each of them when it
 * comes there for the first time, in Java code that it interprets: a fifth of a millisecond each in JDK 17, and ten for the first
 * (docs/performance.md).
 */
public final class Desugar {
    private static final String CLASS = ".class";

    private Desugar() {}

    /**
     * Desugars {@code arguments[0]}, a jar, into {@code arguments[1]}; in it the classes whose names begin with
     * {@code arguments[2]}, as in {@code pagoda/}. Files are of the time {@code arguments[3]}, in the form of ISO 8601.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException(
                    "needs a jar, the jar to write, how names of classes begin, and the time of its files");
        }
        Path target = Path.of(arguments[1]);
        Path unfinished = target.resolveSibling(target.getFileName() + ".new");
        LocalDateTime time = LocalDateTime.ofInstant(Instant.parse(arguments[3]), ZoneOffset.UTC);
        write(desugar(read(Path.of(arguments[0])), arguments[2]), time, unfinished);
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The files with the classes whose names begin so desugared, and followed by the classes of their lambdas.
     *
     * @param files by their names in a jar; all classes of a nest that is desugared are among them
     */
    static Map<String, byte[]> desugar(Map<String, byte[]> files, String prefix) {
        Map<String, byte[]> desugared = new LinkedHashMap<>();
        Map<String, List<String>> members = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = file.getKey();
            if (!name.startsWith(prefix) || !name.endsWith(CLASS)) {
                desugared.put(name, file.getValue());
                continue;
            }
            Lambdas lambdas = new Lambdas(new ClassReader(file.getValue()));
            desugared.put(name, lambdas.desugar());
            for (Map.Entry<String, byte[]> made : lambdas.made().entrySet()) {
                desugared.put(made.getKey() + CLASS, made.getValue());
                members.computeIfAbsent(lambdas.nestHost() + CLASS, unused -> new ArrayList<>())
                        .add(made.getKey());
            }
        }
        members.forEach((host, added) -> desugared.computeIfPresent(host, (name, bytes) -> withMembers(bytes, added)));
        return desugared;
    }

    /** A class with more members of its nest: those may use what is private in it. */
    private static byte[] withMembers(byte[] host, List<String> members) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(host)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visitEnd() {
                                members.forEach(this::visitNestMember);
                                super.visitEnd();
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private static Map<String, byte[]> read(Path jar) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return files;
    }

    /** Writes the same bytes whenever and wherever it is built. */
    private static void write(Map<String, byte[]> files, LocalDateTime time, Path jar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(time);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        Files.write(jar, bytes.toByteArray());
    }
}
