@NullMarked
package pagoda.kernel.abi;

import org.jspecify.annotations.NullMarked;
