@NullMarked
package pagoda.kernel.proc;

import org.jspecify.annotations.NullMarked;
