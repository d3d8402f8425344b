@NullMarked
package pagoda.asm;

import org.jspecify.annotations.NullMarked;
