package pagoda.desugar;

import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** How a value becomes one of another type where a method is called (JLS §5.3): boxed, unboxed, widened, cast or dropped. */
final class Conversion {
    private static final Map<Type, Type> BOXES = Map.of(
            Type.BOOLEAN_TYPE, Type.getType(Boolean.class),
            Type.CHAR_TYPE, Type.getType(Character.class),
            Type.BYTE_TYPE, Type.getType(Byte.class),
            Type.SHORT_TYPE, Type.getType(Short.class),
            Type.INT_TYPE, Type.getType(Integer.class),
            Type.LONG_TYPE, Type.getType(Long.class),
            Type.FLOAT_TYPE, Type.getType(Float.class),
            Type.DOUBLE_TYPE, Type.getType(Double.class));

    private Conversion() {}

    /** Writes what makes a value of type {@code to} of the one on the stack. */
    static void write(MethodVisitor method, Type from, Type to) {
        if (to.equals(Type.VOID_TYPE)) {
            drop(method, from);
        } else if (isPrimitive(from)) {
            if (isPrimitive(to)) {
                widen(method, from, to);
            } else {
                box(method, from);
            }
        } else if (isPrimitive(to)) {
            unbox(method, from, to);
        } else if (!from.equals(to) && !to.equals(Type.getType(Object.class))) {
            method.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
    }

    private static boolean isPrimitive(Type type) {
        return BOXES.containsKey(type);
    }

    private static Type boxOf(Type primitive) {
        return Objects.requireNonNull(BOXES.get(primitive));
    }

    private static void drop(MethodVisitor method, Type type) {
        if (type.getSize() > 0) {
            method.visitInsn(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
    }

    private static void box(MethodVisitor method, Type primitive) {
        Type box = boxOf(primitive);
        String descriptor = Type.getMethodDescriptor(box, primitive);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, box.getInternalName(), "valueOf", descriptor, false);
    }

    /** What is no box is known to be the one that belongs to the primitive type. */
    private static void unbox(MethodVisitor method, Type from, Type to) {
        Type primitive = to;
        for (Map.Entry<Type, Type> entry : BOXES.entrySet()) {
            if (entry.getValue().equals(from)) {
                primitive = entry.getKey();
            }
        }
        Type box = boxOf(primitive);
        if (!box.equals(from)) {
            method.visitTypeInsn(Opcodes.CHECKCAST, box.getInternalName());
        }
        String name = primitive.getClassName() + "Value";
        String descriptor = Type.getMethodDescriptor(primitive);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box.getInternalName(), name, descriptor, false);
        widen(method, primitive, to);
    }

    private static void widen(MethodVisitor method, Type from, Type to) {
        int opcode = Opcodes.NOP;
        if (from.getSort() <= Type.INT) {
            opcode = switch (to.getSort()) {
                case Type.LONG -> Opcodes.I2L;
                case Type.FLOAT -> Opcodes.I2F;
                case Type.DOUBLE -> Opcodes.I2D;
                default -> opcode;
            };
        } else if (from.getSort() != to.getSort()) {
            opcode =
                    from.getSort() == Type.FLOAT ? Opcodes.F2D : to.getSort() == Type.FLOAT ? Opcodes.L2F : Opcodes.L2D;
        }
        if (opcode != Opcodes.NOP) {
            method.visitInsn(opcode);
        }
    }
}
