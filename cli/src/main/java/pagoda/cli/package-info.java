@NullMarked
package pagoda.cli;

import org.jspecify.annotations.NullMarked;
