/** Which pages threads touch, in order: recorded, and known beforehand from a record. */
@NullMarked
package pagoda.kernel.mm.reference;

import org.jspecify.annotations.NullMarked;
