package pagoda.desugar;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The class of one lambda, as one would write it:
 *
 * <pre>
 * final class Outer$$Lambda1 implements Interface {
 *     private final C0 c0;
 *     private Outer$$Lambda1(C0 c0) { this.c0 = c0; }
 *     static Interface of(C0 c0) { return new Outer$$Lambda1(c0); }
 *     public R method(A a) { return body(c0, a); }
 * }
 * </pre>
 *
 * One that captures nothing has a single instance. It is a member of the nest it comes from, since what it calls may be private.
 *
 * @param name its internal name
 * @param nestHost the internal name of its nest's host
 * @param method the name of the interface's method
 * @param captured a descriptor from what is captured to the interface
 * @param erased the type of the interface's method
 * @param body what it does
 * @param type the type of the interface's method, with its type parameters in place
 */
record LambdaClass(String name, String nestHost, String method, String captured, Type erased, Handle body, Type type) {
    /** The name of the static method that makes an instance of what is captured. */
    static final String FACTORY = "of";

    private static final String CONSTRUCTOR = "<init>";
    private static final String SINGLE = "single";

    byte[] write() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_SUPER,
                name,
                null,
                "java/lang/Object",
                new String[] {Type.getReturnType(captured).getInternalName()});
        writer.visitNestHost(nestHost);
        Type[] fields = Type.getArgumentTypes(captured);
        writeConstructor(writer, fields);
        if (fields.length == 0) {
            writeSingleInstance(writer);
        }
        writeFactory(writer, fields);
        writeMethod(writer, fields);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void writeConstructor(ClassWriter writer, Type[] fields) {
        MethodVisitor to = begin(writer, Opcodes.ACC_PRIVATE, CONSTRUCTOR, constructorDescriptor(fields));
        to.visitVarInsn(Opcodes.ALOAD, 0);
        to.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", CONSTRUCTOR, "()V", false);
        int variable = 1;
        for (int i = 0; i < fields.length; i++) {
            String descriptor = fields[i].getDescriptor();
            writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, field(i), descriptor, null, null)
                    .visitEnd();
            to.visitVarInsn(Opcodes.ALOAD, 0);
            to.visitVarInsn(fields[i].getOpcode(Opcodes.ILOAD), variable);
            to.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), descriptor);
            variable += fields[i].getSize();
        }
        end(to, Opcodes.RETURN);
    }

    private void writeSingleInstance(ClassWriter writer) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
        writer.visitField(access, SINGLE, descriptor(), null, null).visitEnd();
        MethodVisitor to = begin(writer, Opcodes.ACC_STATIC, "<clinit>", "()V");
        construct(to, new Type[0]);
        to.visitFieldInsn(Opcodes.PUTSTATIC, name, SINGLE, descriptor());
        end(to, Opcodes.RETURN);
    }

    private void writeFactory(ClassWriter writer, Type[] fields) {
        MethodVisitor to = begin(writer, Opcodes.ACC_STATIC, FACTORY, captured);
        if (fields.length == 0) {
            to.visitFieldInsn(Opcodes.GETSTATIC, name, SINGLE, descriptor());
        } else {
            construct(to, fields);
        }
        end(to, Opcodes.ARETURN);
    }

    private void construct(MethodVisitor to, Type[] fields) {
        to.visitTypeInsn(Opcodes.NEW, name);
        to.visitInsn(Opcodes.DUP);
        int variable = 0;
        for (Type field : fields) {
            to.visitVarInsn(field.getOpcode(Opcodes.ILOAD), variable);
            variable += field.getSize();
        }
        to.visitMethodInsn(Opcodes.INVOKESPECIAL, name, CONSTRUCTOR, constructorDescriptor(fields), false);
    }

    /** The interface's method: what is captured, and then its own arguments, are the body's. */
    private void writeMethod(ClassWriter writer, Type[] fields) {
        MethodVisitor to = begin(writer, Opcodes.ACC_PUBLIC, method, erased.getDescriptor());
        boolean constructs = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        if (constructs) {
            to.visitTypeInsn(Opcodes.NEW, body.getOwner());
            to.visitInsn(Opcodes.DUP);
        }
        List<Type> wanted = parametersOfBody();
        for (int i = 0; i < fields.length; i++) {
            to.visitVarInsn(Opcodes.ALOAD, 0);
            to.visitFieldInsn(Opcodes.GETFIELD, name, field(i), fields[i].getDescriptor());
        }
        Type[] given = erased.getArgumentTypes();
        Type[] known = type.getArgumentTypes();
        int variable = 1;
        for (int i = 0; i < given.length; i++) {
            to.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), variable);
            Conversion.write(to, given[i], known[i]);
            Conversion.write(to, known[i], wanted.get(fields.length + i));
            variable += given[i].getSize();
        }
        to.visitMethodInsn(opcode(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
        Type result = constructs ? Type.getObjectType(body.getOwner()) : Type.getReturnType(body.getDesc());
        Conversion.write(to, result, type.getReturnType());
        end(to, erased.getReturnType().getOpcode(Opcodes.IRETURN));
    }

    private List<Type> parametersOfBody() {
        List<Type> parameters = new ArrayList<>();
        if (body.getTag() != Opcodes.H_INVOKESTATIC && body.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
            parameters.add(Type.getObjectType(body.getOwner()));
        }
        parameters.addAll(List.of(Type.getArgumentTypes(body.getDesc())));
        return parameters;
    }

    /** The instruction that calls the body. A private method of the nest is called as others are (JVMS §5.4.6). */
    private int opcode() {
        return switch (body.getTag()) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
            case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> throw new IllegalArgumentException("not what javac makes of a lambda: " + body);
        };
    }

    private static String field(int number) {
        return "c" + number;
    }

    private String descriptor() {
        return "L" + name + ";";
    }

    private static String constructorDescriptor(Type[] fields) {
        return Type.getMethodDescriptor(Type.VOID_TYPE, fields);
    }

    private static MethodVisitor begin(ClassWriter writer, int access, String name, String descriptor) {
        MethodVisitor to = writer.visitMethod(access, name, descriptor, null, null);
        to.visitCode();
        return to;
    }

    /** Ends with a return; ASM computes what a frame needs. */
    private static void end(MethodVisitor to, int opcode) {
        to.visitInsn(opcode);
        to.visitMaxs(0, 0);
        to.visitEnd();
    }
}
