@NullMarked
package pagoda.cpu.mmu;

import org.jspecify.annotations.NullMarked;
