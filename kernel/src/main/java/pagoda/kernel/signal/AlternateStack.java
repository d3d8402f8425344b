package pagoda.kernel.signal;

/**
 * The stack for handlers with SA_ONSTACK: {@code stack_t}.
 *
 * @param base its lowest address
 * @param flags {@code SS_} bits as set by the program
 * @param size in bytes
 */
public record AlternateStack(long base, int flags, long size) {
    public static final int SS_ONSTACK = 1;
    public static final int SS_DISABLE = 2;
    public static final int SS_AUTODISARM = 1 << 31;

    /** The least size that Linux takes. */
    public static final long LEAST = 2048;

    /** There is none. */
    public static final AlternateStack NONE = new AlternateStack(0, SS_DISABLE, 0);

    /** Whether a stack pointer lies in it; never with SS_AUTODISARM, as the handler has none then. */
    public boolean holds(long stackPointer) {
        return (flags & SS_AUTODISARM) == 0 && size != 0 && stackPointer > base && stackPointer - base <= size;
    }

    /** Whether a handler that runs on it begins without it. */
    public boolean isAutoDisarmed() {
        return (flags & SS_AUTODISARM) != 0;
    }

    /** The same as a program sees it when its stack pointer is this. */
    public AlternateStack seenAt(long stackPointer) {
        return new AlternateStack(base, flagsAt(stackPointer), size);
    }

    /** The flags that a program sees when its stack pointer is this. */
    public int flagsAt(long stackPointer) {
        if (size == 0) {
            return SS_DISABLE;
        }
        return (holds(stackPointer) ? SS_ONSTACK : 0) | flags & SS_AUTODISARM;
    }
}
