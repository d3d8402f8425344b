@NullMarked
package pagoda.kernel.signal;

import org.jspecify.annotations.NullMarked;
