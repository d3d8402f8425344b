/** Pagoda beside QEMU, on the same guest programs: {@code bench/compare}. */
@NullMarked
package pagoda.bench.comparison;

import org.jspecify.annotations.NullMarked;
