/** The user programs of {@code programs/}, run as their headers say and held to what their headers expect. */
@NullMarked
package pagoda.tests.programs;

import org.jspecify.annotations.NullMarked;
