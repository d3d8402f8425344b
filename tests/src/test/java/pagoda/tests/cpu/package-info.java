/** The hart and the instruction table against GNU objdump and QEMU's user mode. */
@NullMarked
package pagoda.tests.cpu;

import org.jspecify.annotations.NullMarked;
