@NullMarked
package pagoda.kernel;

import org.jspecify.annotations.NullMarked;
