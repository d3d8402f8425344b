package pagoda.asm.object;

/**
 * From this offset of its section on, the bytes come from this source line.
 *
 * @param offset bytes from the section's start
 * @param file the file's name as the user gave it
 * @param line from 1
 */
public record LineRow(long offset, String file, int line) {}
