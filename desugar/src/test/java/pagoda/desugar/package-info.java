@NullMarked
package pagoda.desugar;

import org.jspecify.annotations.NullMarked;
