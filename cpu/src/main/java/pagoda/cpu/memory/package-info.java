@NullMarked
package pagoda.cpu.memory;

import org.jspecify.annotations.NullMarked;
