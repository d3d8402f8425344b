@NullMarked
package pagoda.kernel.fs;

import org.jspecify.annotations.NullMarked;
