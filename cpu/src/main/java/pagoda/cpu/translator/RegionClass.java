package pagoda.cpu.translator;

import static org.objectweb.asm.Opcodes.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import pagoda.cpu.mmu.FastTranslations;

/**
 * The class of a region: beside its one method, what that works on, in static fields that are constants for the host's compiler.
 * Their values come with the class when it is loaded.
 */
final class RegionClass {
    /** The internal name of the class; as it is hidden, all regions have the same. */
    static final String NAME = "pagoda/cpu/translator/Translated";

    private static final String CODE = "pagoda/cpu/translator/Code";
    private static final String VIEW = "Ljava/lang/invoke/VarHandle;";

    // The fields, in the order of the class data.
    static final String THE_CONTEXT = "CONTEXT";
    static final String REGISTERS = "X";
    /** RAM's host array. */
    static final String RAM = "RAM";
    // The views of it, by VarHandle.
    static final String SHORTS = "SHORTS";
    static final String INTS = "INTS";
    static final String LONGS = "LONGS";
    /** See {@link Sites}. */
    static final String SITES = "SITES";

    // Those of FastTranslations.
    static final String READ_TAGS = "READ_TAGS";
    static final String READ_BASES = "READ_BASES";
    static final String WRITE_TAGS = "WRITE_TAGS";
    static final String WRITE_BASES = "WRITE_BASES";

    private static final Map<String, String> TYPES = types();

    private final ClassWriter writer = new ClassWriter(0);

    RegionClass() {
        writer.visit(V17, ACC_FINAL | ACC_SUPER, NAME, null, CODE, null);
        fields();
        constructor();
    }

    private static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put(THE_CONTEXT, "L" + RegionMethod.CONTEXT + ";");
        types.put(REGISTERS, "[J");
        types.put(RAM, "[B");
        types.put(SHORTS, VIEW);
        types.put(INTS, VIEW);
        types.put(LONGS, VIEW);
        types.put(SITES, "[J");
        types.put(READ_TAGS, "[J");
        types.put(READ_BASES, "[I");
        types.put(WRITE_TAGS, "[J");
        types.put(WRITE_BASES, "[I");
        return types;
    }

    /** The descriptor of a field's type. */
    static String type(String field) {
        return Objects.requireNonNull(TYPES.get(field));
    }

    private void fields() {
        MethodVisitor init = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        init.visitCode();
        init.visitMethodInsn(
                INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "lookup",
                "()Ljava/lang/invoke/MethodHandles$Lookup;",
                false);
        init.visitLdcInsn("_");
        init.visitLdcInsn(Type.getType(Object[].class));
        init.visitMethodInsn(
                INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "classData",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
                false);
        init.visitTypeInsn(CHECKCAST, "[Ljava/lang/Object;");
        init.visitVarInsn(ASTORE, 0);
        int number = 0;
        for (Map.Entry<String, String> field : TYPES.entrySet()) {
            String type = field.getValue();
            writer.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, field.getKey(), type, null, null)
                    .visitEnd();
            init.visitVarInsn(ALOAD, 0);
            init.visitIntInsn(BIPUSH, number++);
            init.visitInsn(AALOAD);
            init.visitTypeInsn(CHECKCAST, Type.getType(type).getInternalName());
            init.visitFieldInsn(PUTSTATIC, NAME, field.getKey(), type);
        }
        init.visitInsn(RETURN);
        init.visitMaxs(3, 1);
        init.visitEnd();
    }

    private void constructor() {
        MethodVisitor init = writer.visitMethod(0, "<init>", "()V", null, null);
        init.visitCode();
        init.visitVarInsn(ALOAD, 0);
        init.visitMethodInsn(INVOKESPECIAL, CODE, "<init>", "()V", false);
        init.visitInsn(RETURN);
        init.visitMaxs(1, 1);
        init.visitEnd();
    }

    /** Begins {@link Code#execute}. */
    MethodVisitor method() {
        return writer.visitMethod(0, "execute", "(JI)J", null, null);
    }

    /** The class file. */
    byte[] finish() {
        writer.visitEnd();
        return writer.toByteArray();
    }

    /**
     * Loads a region's class.
     *
     * @param registers the register file
     * @param ram the host's array of RAM, for which alone the code is good
     */
    static Code load(Region region, Context context, long[] registers, byte[] ram, FastTranslations shortCuts) {
        Object[] values = {
            context,
            registers,
            ram,
            Views.SHORTS,
            Views.INTS,
            Views.LONGS,
            region.sites,
            shortCuts.readTags,
            shortCuts.readBases,
            shortCuts.writeTags,
            shortCuts.writeBases
        };
        try {
            return (Code) MethodHandles.lookup()
                    .defineHiddenClassWithClassData(region.file, values, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("translated code cannot be loaded", e);
        }
    }

    /** RAM's host array as numbers, little-endian. */
    private static final class Views {
        static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
        static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
        static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

        private Views() {}
    }
}
