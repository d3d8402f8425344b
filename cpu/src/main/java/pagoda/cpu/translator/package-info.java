/** The second engine: hot regions of a guest's code become methods of the host's virtual machine. */
@NullMarked
package pagoda.cpu.translator;

import org.jspecify.annotations.NullMarked;
