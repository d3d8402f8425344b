/**
 * The arithmetic of the F and D extensions (RISC-V unprivileged manual, chapters F and D; IEEE 754-2019), bit for bit.
 *
 * <p>{@link pagoda.cpu.fp.F32} and {@link pagoda.cpu.fp.F64} hold one pure method for each computation, on raw bits. They let
 * the host compute what it computes alike: finite numbers well inside the range, rounded to nearest. All else is left to
 * {@link pagoda.cpu.fp.SoftFloat}, which computes with integers alone, in every rounding mode.
 */
@NullMarked
package pagoda.cpu.fp;

import org.jspecify.annotations.NullMarked;
