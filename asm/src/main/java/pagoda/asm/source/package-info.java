/** Source text: files, the statements they consist of, and where each character of a statement stands. */
@NullMarked
package pagoda.asm.source;

import org.jspecify.annotations.NullMarked;
