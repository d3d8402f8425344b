/** Page replacement: which page leaves when a frame is needed. One policy a file, as the textbook has it. */
@NullMarked
package pagoda.kernel.mm.policy;

import org.jspecify.annotations.NullMarked;
