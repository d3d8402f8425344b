@NullMarked
package pagoda.kernel.procfs;

import org.jspecify.annotations.NullMarked;
