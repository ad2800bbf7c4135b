/// Micro-benchmarks, run by `run --micro`.
@NullMarked
package io.staffetta.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
