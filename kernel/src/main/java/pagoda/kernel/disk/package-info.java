/** The simulated disk: its queue of requests, and the time that they take. */
@NullMarked
package pagoda.kernel.disk;

import org.jspecify.annotations.NullMarked;
