@NullMarked
package pagoda.kernel.mm;

import org.jspecify.annotations.NullMarked;
