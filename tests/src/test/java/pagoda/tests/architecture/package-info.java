/** The rules of the house, read from its class files. */
@NullMarked
package pagoda.tests.architecture;

import org.jspecify.annotations.NullMarked;
