@NullMarked
package pagoda.kernel.event;

import org.jspecify.annotations.NullMarked;
