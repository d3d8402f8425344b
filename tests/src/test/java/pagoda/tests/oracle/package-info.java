/** Small programs that probe the corners of the man pages, run by Linux (QEMU's user mode) and by Pagoda. */
@NullMarked
package pagoda.tests.oracle;

import org.jspecify.annotations.NullMarked;
