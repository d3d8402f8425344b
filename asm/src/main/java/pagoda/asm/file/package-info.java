/** Objects as files: relocatable ELF, read and written, and archives of them. */
@NullMarked
package pagoda.asm.file;

import org.jspecify.annotations.NullMarked;
