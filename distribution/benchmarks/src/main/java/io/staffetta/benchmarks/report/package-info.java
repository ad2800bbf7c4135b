/// Results: medians, tables, files.
@NullMarked
package io.staffetta.benchmarks.report;

import org.jspecify.annotations.NullMarked;
