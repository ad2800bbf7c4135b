/// Fills a spool while no server runs.
@NullMarked
package io.staffetta.benchmarks.fill;

import org.jspecify.annotations.NullMarked;
