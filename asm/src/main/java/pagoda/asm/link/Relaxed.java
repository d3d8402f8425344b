package pagoda.asm.link;

/** How the instructions of one relocation were shortened (RISC-V ELF psABI, "Linker Relaxation"). */
enum Relaxed {
    /** {@code auipc}, {@code jalr} → {@code jal}. */
    JUMP(8, 4),
    /** {@code auipc}, {@code jalr} → {@code c.j}. */
    COMPRESSED_JUMP(8, 2),
    /** {@code lui} → {@code c.lui}. */
    COMPRESSED_LUI(4, 2),
    /** An upper half that nobody needs any more. */
    GONE(4, 0),
    /** A lower half that counts from {@code zero}. */
    FROM_ZERO(4, 4),
    /** A lower half that counts from {@code gp}. */
    FROM_GLOBAL_POINTER(4, 4),
    /** A lower half that counts from {@code tp}. */
    FROM_THREAD_POINTER(4, 4);

    private final int before;
    private final int after;

    Relaxed(int before, int after) {
        this.before = before;
        this.after = after;
    }

    /** Bytes of the instructions as they were assembled. */
    int before() {
        return before;
    }

    /** Bytes that are left of them. */
    int after() {
        return after;
    }
}
