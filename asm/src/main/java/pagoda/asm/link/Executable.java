package pagoda.asm.link;

/**
 * What came of linking.
 *
 * @param bytes the ELF file
 */
public record Executable(byte[] bytes) {}
