/** The kernel against Linux, as QEMU's user mode has it. */
@NullMarked
package pagoda.tests.kernel;

import org.jspecify.annotations.NullMarked;
