@NullMarked
package pagoda.kernel.syscall;

import org.jspecify.annotations.NullMarked;
