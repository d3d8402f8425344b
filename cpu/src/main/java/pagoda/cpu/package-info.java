@NullMarked
package pagoda.cpu;

import org.jspecify.annotations.NullMarked;
