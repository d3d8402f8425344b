/** Programs in C: what GCC makes of them is assembled, linked and run here, and by GNU's tools and QEMU. */
@NullMarked
package pagoda.tests.c;

import org.jspecify.annotations.NullMarked;
