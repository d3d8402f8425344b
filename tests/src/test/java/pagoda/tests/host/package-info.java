/** What tests need of the host's own tools. */
@NullMarked
package pagoda.tests.host;

import org.jspecify.annotations.NullMarked;
