package pagoda.cpu.memory;

/** Who keeps more of code than its decoded instructions. */
public interface CodeListener {
    /** Bytes of a frame that holds decoded code have changed: {@code length} of them at this offset of RAM. */
    void changed(int offset, int length);

    /** All decoded instructions are forgotten: {@code fence.i}. */
    void forgotten();

    /** Whether translated code begins at this physical address. */
    boolean isEntry(long physical);
}
