/** The benchmarks (JMH): run by {@code bench/run}, not part of {@code mvn verify}. */
@NullMarked
package pagoda.bench;

import org.jspecify.annotations.NullMarked;
