@NullMarked
package pagoda.cpu.isa;

import org.jspecify.annotations.NullMarked;
