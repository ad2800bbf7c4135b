/// What a run costs: processors, memory, calls of the system.
@NullMarked
package io.staffetta.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
