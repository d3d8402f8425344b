@NullMarked
package pagoda.kernel.report;

import org.jspecify.annotations.NullMarked;
