@NullMarked
package pagoda.kernel.trap;

import org.jspecify.annotations.NullMarked;
