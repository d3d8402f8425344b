package pagoda.desugar;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The lambdas and method references of one class. Each is an {@code invokedynamic} instruction, which has a method of
 * {@code java.lang.invoke.LambdaMetafactory} make an object of what was captured; it becomes a call to a {@link LambdaClass},
 * with the same operands and the same result. Those that {@code altMetafactory} makes (serializable ones, or such with
 * several interfaces) stay as they are.
 */
final class Lambdas {
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

    private final ClassReader reader;
    private final Map<String, byte[]> made = new LinkedHashMap<>();
    private String nestHost;

    Lambdas(ClassReader reader) {
        this.reader = reader;
        nestHost = reader.getClassName();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitNestHost(String host) {
                        nestHost = host;
                    }
                },
                ClassReader.SKIP_CODE);
    }

    /** The internal name of the class at the head of the nest that this class is in: its own, if it stands in no other. */
    String nestHost() {
        return nestHost;
    }

    /** The classes that {@link #desugar} made, by their internal names. */
    Map<String, byte[]> made() {
        return made;
    }

    /** The class without them. */
    byte[] desugar() {
        ClassWriter writer = new ClassWriter(0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return new Calls(super.visitMethod(access, name, descriptor, signature, exceptions));
                    }
                },
                0);
        return writer.toByteArray();
    }

    private final class Calls extends MethodVisitor {
        Calls(MethodVisitor method) {
            super(Opcodes.ASM9, method);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            if (!bootstrap.getOwner().equals(METAFACTORY)
                    || !bootstrap.getName().equals("metafactory")) {
                super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
                return;
            }
            LambdaClass lambda = new LambdaClass(
                    reader.getClassName() + "$$Lambda" + (made.size() + 1),
                    nestHost,
                    name,
                    descriptor,
                    (Type) arguments[0],
                    (Handle) arguments[1],
                    (Type) arguments[2]);
            made.put(lambda.name(), lambda.write());
            super.visitMethodInsn(Opcodes.INVOKESTATIC, lambda.name(), LambdaClass.FACTORY, descriptor, false);
        }
    }
}
