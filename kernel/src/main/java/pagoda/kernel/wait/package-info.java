@NullMarked
package pagoda.kernel.wait;

import org.jspecify.annotations.NullMarked;
