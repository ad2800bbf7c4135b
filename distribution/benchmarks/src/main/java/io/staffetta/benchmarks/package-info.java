/// The benchmark harness: plans the runs, keeps the results.
@NullMarked
package io.staffetta.benchmarks;

import org.jspecify.annotations.NullMarked;
