@NullMarked
package pagoda.elf;

import org.jspecify.annotations.NullMarked;
