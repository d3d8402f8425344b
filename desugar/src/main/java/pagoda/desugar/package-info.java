/** Makes classes of lambdas when Pagoda is built, so that starts need not. */
@NullMarked
package pagoda.desugar;

import org.jspecify.annotations.NullMarked;
