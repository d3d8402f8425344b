package pagoda.desugar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class DesugarTest {
    private static final String PREFIX = "pagoda/desugar/Samples";
    private static final String TIME = "2026-01-01T00:00:00Z";

    @Test
    void lambdasGiveWhatTheyGaveBefore() throws Exception {
        List<String> before = new Samples().get();

        assertThat(resultsOf(Desugar.desugar(samples(), PREFIX)))
                .hasSizeGreaterThan(25)
                .isEqualTo(before);
    }

    @Test
    void onlyWhatTheSimpleFactoryDoesNotMakeIsStillLinkedAtRunTime() throws IOException {
        assertThat(bootstraps(samples())).contains("metafactory", "altMetafactory");
        assertThat(bootstraps(Desugar.desugar(samples(), PREFIX))).containsOnly("altMetafactory");
    }

    @Test
    void filesWithOtherNamesStayAsTheyAre() throws IOException {
        Map<String, byte[]> files = samples();

        assertThat(Desugar.desugar(files, "elsewhere/")).isEqualTo(files);
    }

    @Test
    void aJarKeepsItsFilesInTheirOrderAndIsTheSameWheneverItIsMade(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("plain.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> file : samples().entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        Path first = folder.resolve("first.jar");
        Path second = folder.resolve("second.jar");

        Desugar.main(new String[] {jar.toString(), first.toString(), PREFIX, TIME});
        Desugar.main(new String[] {jar.toString(), second.toString(), PREFIX, TIME});

        assertThat(first).hasSameBinaryContentAs(second);
        try (ZipFile zip = new ZipFile(first.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName).filter(name -> !name.contains("$$")))
                    .containsExactlyElementsOf(samples().keySet());
        }
    }

    /** The class files of the samples by their names, and one that is none. */
    private static Map<String, byte[]> samples() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("README", "no class".getBytes(StandardCharsets.UTF_8));
        for (String inner : List.of("", "$Counter", "$Named", "$Inner", "$Marked")) {
            String name = PREFIX + inner + ".class";
            try (InputStream file = DesugarTest.class.getClassLoader().getResourceAsStream(name)) {
                files.put(name, Objects.requireNonNull(file, name).readAllBytes());
            }
        }
        return files;
    }

    /** What the samples give, loaded anew from these files. */
    @SuppressWarnings("unchecked")
    private static List<String> resultsOf(Map<String, byte[]> files) throws ReflectiveOperationException {
        ClassLoader loader = new ClassLoader(DesugarTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                byte[] file = files.get(name.replace('.', '/') + ".class");
                Class<?> loaded = findLoadedClass(name);
                return loaded != null
                        ? loaded
                        : file == null ? super.loadClass(name, resolve) : defineClass(name, file, 0, file.length);
            }
        };
        Object samples = loader.loadClass(Samples.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(samples).isNotInstanceOf(Samples.class);
        return ((Supplier<List<String>>) samples).get();
    }

    /** The names of the methods that link {@code invokedynamic} instructions in these files. */
    private static List<String> bootstraps(Map<String, byte[]> files) {
        List<String> names = new ArrayList<>();
        files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".class"))
                .flatMap(file -> Stream.of(new ClassReader(file.getValue())))
                .forEach(reader -> reader.accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitInvokeDynamicInsn(
                                            String name, String descriptor, Handle bootstrap, Object... arguments) {
                                        names.add(bootstrap.getName());
                                    }
                                };
                            }
                        },
                        0));
        return names;
    }
}
