/// One run of one workload against one server.
@NullMarked
package io.staffetta.benchmarks.trial;

import org.jspecify.annotations.NullMarked;
